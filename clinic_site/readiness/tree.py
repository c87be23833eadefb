"""The rendered text as a tree, for checks that ask what stands where."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from html.parser import HTMLParser

# Where the mark of a source was.
GAP = re.compile(r" (?=[.,;:!?](?:\s|$))")
VOID = frozenset({"br", "hr", "img", "source"})


@dataclass(eq=False)
class Node:
    tag: str
    attrs: dict[str, str] = field(default_factory=dict)
    parent: "Node | None" = None
    content: "list[Node | str]" = field(default_factory=list)

    def walk(self, skip: "Callable[[Node], bool]" = lambda node: False) -> "Iterator[Node | str]":
        """What is inside, in the order of reading; what is in a skipped element is left out."""
        waiting = list(reversed(self.content))
        while waiting:
            part = waiting.pop()
            yield part
            if isinstance(part, Node) and not skip(part):
                waiting += reversed(part.content)

    def all(self, *tags: str) -> "Iterator[Node]":
        return (part for part in self.walk() if isinstance(part, Node) and part.tag in tags)

    @cached_property
    def elements(self) -> "list[Node]":
        """To be asked once everything has been read."""
        return [part for part in self.content if isinstance(part, Node)]

    @cached_property
    def places(self) -> dict[int, int]:
        """The id() of an element -> the how manieth it is here."""
        return {id(part): place for place, part in enumerate(self.elements)}

    @cached_property
    def has_source(self) -> bool:
        return any(part.has_class("cites") for part in self.all("span"))

    @cached_property
    def heads(self) -> "list[Node]":
        """Of a table, asked for by each of its cells."""
        return list(self.all("thead"))

    def children(self, tag: str) -> "list[Node]":
        return [part for part in self.content if isinstance(part, Node) and part.tag == tag]

    def has_class(self, name: str) -> bool:
        return name in self.attrs.get("class", "").split()

    def is_within(self, tag: str, name: str) -> bool:
        """Whether an element of this tag and class stands around it."""
        around = self.parent
        while around is not None and not (around.tag == tag and around.has_class(name)):
            around = around.parent
        return around is not None

    @property
    def words(self) -> str:
        """As a reader reads it, without marks of sources; values of the profile stand as typed."""
        parts = self.walk(skip=lambda node: node.has_class("cites") or node.has_class("head"))
        text = " ".join("".join(part if isinstance(part, str) else _instead(part) for part in parts).split())
        return GAP.sub("", text)


def _instead(node: Node) -> str:
    named = node.attrs.get("data-fill")
    return f"{{{{{named}}}}}" if named else " " if node.tag == "br" else ""


@lru_cache(maxsize=4)
def tree(html: str) -> Node:
    """To be read only: all the checks of one text share it. `html` comes from the sanitiser, so every element that
    opens also closes."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.root


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.root = self.inner = Node("")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs}, self.inner)
        self.inner.content.append(node)
        if tag not in VOID:
            self.inner = node

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.inner.parent is not None:
            self.inner = self.inner.parent

    def handle_data(self, data: str) -> None:
        self.inner.content.append(data)

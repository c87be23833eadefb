"""The text in passages: each paragraph, list item, cell or caption with what stands around it."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import accumulate, islice

from clinic_site.readability.kept import kept
from clinic_site.readability.sentences import sentences
from clinic_site.readiness.draft import Draft
from clinic_site.readiness.levelled import levelled, seen
from clinic_site.readiness.tree import Node, tree

# Plain fields that readers see. They have no sources of their own: what they say stands again in the text.
TITLES = ("title", "question", "list_title")
SUMMARIES = ("lede", "short_answer", "short_form")
LISTED = ("points",)
HEADINGS = ("h2", "h3", "h4")
BLOCKS = frozenset({"p", "li", "td", "th", "figcaption", "pre", *HEADINGS})
OUTER = frozenset({"ul", "ol", "table", "section", "figure", "blockquote", "div", "details"})
LONGEST_TEXT = 100_000
# So many are enough to tell where a sentence is typed.
MOST_WORDS = 60


@dataclass(frozen=True, slots=True)
class Sentence:
    """`text` as readers see it; `plain` has the same length and one form for each quotation mark, dash and space."""

    text: str
    plain: str


@dataclass(frozen=True)
class Passage:
    """`is_backed` says whether a source stands in the same paragraph, row or list, or in the line that leads in.

    `section` counts the headings above it, `around` is all the text of that section, and `number_box` and `card` say
    which box it is in. `explained` are the medical words that follow their plain ones here.
    """

    field: str
    text: str
    kind: str = "field"
    is_backed: bool = False
    is_cited: bool = False
    in_numbers: bool = False
    card: str = ""
    list_look: str = ""
    section: int = 0
    around: str = ""
    explained: tuple[str, ...] = ()
    links: tuple[str, ...] = ()

    @cached_property
    def plain(self) -> str:
        return levelled(self.text)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        plain = self.plain
        parts = tuple(Sentence(one.text, plain[one.start : one.end]) for one in sentences(self.text))
        return parts or (Sentence(self.text, plain),)

    @property
    def is_title(self) -> bool:
        return self.field in TITLES or self.kind in HEADINGS

    @property
    def is_prose(self) -> bool:
        """Whether it speaks to the reader in sentences of this page: no heading, and no line of a signed card."""
        return not self.is_title and not self.card


def passages(draft: Draft) -> list[Passage]:
    """The fields in the order of reading, then the text."""
    fields = [(name, draft.wording.get(name, "")) for name in (*TITLES, *SUMMARIES)]
    fields += [(name, line) for name in LISTED for line in draft.wording.get(name, [])]
    typed = [Passage(name, seen(text)) for name, text in fields if isinstance(text, str) and text.strip()]
    return [*typed, *of_body(draft.html)]


@lru_cache(maxsize=4)
def of_body(html: str) -> tuple[Passage, ...]:
    reader = _Reader()
    reader.read(tree(html[: LONGEST_TEXT * 4]))
    return tuple(reader.finished())


@dataclass
class _Reader:
    found: list[tuple[Passage, Node]] = field(default_factory=list)
    section: int = 0

    def read(self, root: Node) -> None:
        for node in (part for part in root.walk() if isinstance(part, Node)):
            if node.tag in HEADINGS and node.attrs.get("id", "").startswith("h-"):
                self.section += 1
            if node.tag == "img" and node.attrs.get("alt", "").strip():
                self.found.append((Passage("body", seen(node.attrs["alt"]), "alt", section=self.section), node))
            if node.tag in BLOCKS:
                self._keep(node)

    def _keep(self, node: Node) -> None:
        inner = Node(node.tag, node.attrs, node.parent, [part for part in node.content if not _is_block(part)])
        text = seen(inner.words)
        if not text:
            return
        inline = [part for part in inner.walk() if isinstance(part, Node)]
        around = list(_around(node))
        passage = Passage(
            "body",
            text,
            node.tag,
            is_cited=inner.has_source,
            in_numbers=node.tag == "li" and any(above.has_class("numbers") for above in around),
            card=next((above.attrs["data-card"] for above in around if "data-card" in above.attrs), ""),
            list_look=next((look for above in around for look in ("do", "dont", "steps") if above.has_class(look)), ""),
            section=self.section,
            explained=tuple(part.words for part in inline if part.tag == "dfn"),
            links=tuple(part.words for part in inline if part.tag == "a" and not part.has_class("cite")),
        )
        self.found.append((passage, node))

    def finished(self) -> Iterator[Passage]:
        texts: defaultdict[int, list[str]] = defaultdict(list)
        for passage, _node in self.found:
            if not passage.card:
                texts[passage.section].append(" ".join((passage.text, *passage.links)))
        around = {section: "\n".join(parts) for section, parts in texts.items()}
        for passage, node in self.found:
            is_backed = passage.is_cited or (not passage.in_numbers and _is_backed(node))
            yield replace(passage, is_backed=is_backed, around=around.get(passage.section, ""))


def _is_block(part: Node | str) -> bool:
    return isinstance(part, Node) and part.tag in BLOCKS | OUTER


def _around(node: Node) -> Iterator[Node]:
    above = node.parent
    while above is not None and above.tag:
        yield above
        above = above.parent


def _is_backed(node: Node) -> bool:
    """A list is one whole with the line before it, a table's row with its head; a paragraph with a colon leads in."""
    outer = next((above for above in reversed([node, *_around(node)]) if above.tag in ("ul", "ol", "table")), None)
    if outer is None:
        after = _beside(node, 1)
        leads = node.tag == "p" and node.words.endswith(":") and after is not None and after.tag in OUTER
        return leads and after.has_source
    rows = [above for above in (node, *_around(node)) if above.tag == "tr"]
    whole = [*rows[-1:], *outer.heads] if outer.tag == "table" else [outer]
    return any(part.has_source for part in (*whole, *_lead_in(outer)))


def _lead_in(node: Node) -> list[Node]:
    if node.parent is not None and node.parent.has_class("scroll"):
        node = node.parent
    before = _beside(node, -1)
    return [before] if before is not None and before.tag == "p" else []


def _beside(node: Node, step: int) -> Node | None:
    if node.parent is None:
        return None
    beside, place = node.parent.elements, node.parent.places[id(node)] + step
    return beside[place] if 0 <= place < len(beside) else None


def line_of(draft: Draft, passage: Passage, *words: str) -> int:
    """The line of the text where the first of these words that stand there once are typed; 0 when none do."""
    if passage.field != "body":
        return 0
    typed = _typed(draft.wording.get("body", ""))
    return next((line for text in words if (line := typed.line_of(_first_words(levelled(text))))), 0)


@dataclass(frozen=True)
class _Typed:
    """What is typed as a text, with one space between words; where the lines that have words start, and which they
    are."""

    words: str
    starts: tuple[int, ...]
    lines: tuple[int, ...]

    def line_of(self, words: str) -> int:
        """Of words that stand there once; 0 of others."""
        place = self.words.find(words) if words else -1
        if place < 0 or self.words.find(words, place + len(words)) >= 0:
            return 0
        return self.lines[bisect_right(self.starts, place) - 1]


@lru_cache(maxsize=2)
def _typed(source: str) -> _Typed:
    numbered = enumerate(levelled(source).split("\n"), start=1)
    lines = [(number, " ".join(line.split())) for number, line in numbered if line.strip()]
    ends = accumulate((len(line) + 1 for _number, line in lines), initial=0)
    starts = tuple(islice(ends, len(lines)))
    return _Typed(" ".join(line for _number, line in lines), starts, tuple(number for number, _line in lines))


@kept
def _first_words(text: str) -> str:
    return " ".join(text.split(maxsplit=MOST_WORDS)[:MOST_WORDS])

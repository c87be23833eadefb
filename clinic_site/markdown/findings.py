from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .shapes import Drawing, Figure, Heading, Library, Problem, Term


class EmptyLibrary:
    placeholders: frozenset[str] = frozenset()

    def has_reference(self, key: str) -> bool:
        return False

    def figure(self, key: str) -> Figure | None:
        return None

    def drawing(self, name: str) -> Drawing | None:
        return None

    def term(self, words: str) -> Term | None:
        return None


@dataclass
class Findings:
    """What one rendering collects on its way; it travels in the parser's `env`, so the parser itself stays shared.

    The dictionaries are ordered sets: key to number, counted from 1.
    """

    library: Library = field(default_factory=EmptyLibrary)
    prefix: str = ""
    problems: list[Problem] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    citations: dict[str, int] = field(default_factory=dict)
    links: dict[str, int] = field(default_factory=dict)
    images: dict[str, int] = field(default_factory=dict)
    drawings: dict[str, int] = field(default_factory=dict)
    cards: dict[str, int] = field(default_factory=dict)
    sections: dict[str, int] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)
    denominators: set[str] = field(default_factory=set)
    tables: int = 0
    boxes: int = 0
    cells: int = 0
    steps: int = 0

    def problem(self, line: int, message: object) -> None:
        self.problems.append(Problem(line, str(message)))


def findings_of(env: MutableMapping[str, Any]) -> Findings:
    if "findings" not in env:
        env["findings"] = Findings()
    return env["findings"]


def number_of(key: str, seen: dict[str, int]) -> int:
    return seen.setdefault(key, len(seen) + 1)


def line_of(token: Token) -> int:
    return token.map[0] + 1 if token.map else 1


def note_lines(state: StateCore) -> None:
    """Give each inline token its line in `meta`, counted by the line breaks before it (code spans hide theirs)."""
    for inline in (token for token in state.tokens if token.type == "inline"):
        line = line_of(inline)
        for child in inline.children or ():
            child.meta["line"] = line
            line += child.type in ("softbreak", "hardbreak")
            line += child.content.count("\n")


def plain_text(children: list[Token] | None) -> str:
    """The words of inline tokens as a reader would say them, with citations left out and placeholders as typed."""
    words = []
    for child in children or ():
        if child.type in ("text", "code_inline", "text_special"):
            words.append(child.content)
        elif child.type == "placeholder":
            words.append("{{" + child.content + "}}")
        elif child.type == "image":
            words.append(plain_text(child.children))
        elif child.type in ("softbreak", "hardbreak"):
            words.append(" ")
    return " ".join("".join(words).split())

"""What goes into the renderer and what comes out of it: plain, frozen data."""

from dataclasses import dataclass
from typing import Protocol

MAX_BYTES = 100_000


class TooLong(ValueError):
    """A body is over MAX_BYTES or too costly to check; the message tells the writer what to do."""


@dataclass(frozen=True)
class Problem:
    """One thing the writer must mend; `line` counts from 1."""

    line: int
    message: str


@dataclass(frozen=True)
class Heading:
    """`anchor` is the id in the HTML, prefix included; `text` holds placeholders as typed, for the composer to fill."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True)
class Source:
    """One rendition of a picture; `url` starts with /media/."""

    url: str
    width: int
    type: str


@dataclass(frozen=True)
class Figure:
    """A picture of the image library; an empty `alt` without `decoration` means that nobody has decided yet."""

    alt: str
    decoration: bool
    caption: str
    credit: str
    shows_needle: bool
    width: int
    height: int
    sources: tuple[Source, ...]
    fallback: str


@dataclass(frozen=True)
class Drawing:
    """A drawing of the repository."""

    alt: str
    shows_needle: bool


@dataclass(frozen=True)
class Term:
    """A word of the glossary as one text uses it: `plain` says the same in everyday words."""

    key: str
    plain: str


class Library(Protocol):
    """What a body may refer to."""

    placeholders: frozenset[str]

    def has_reference(self, key: str) -> bool: ...

    def figure(self, key: str) -> Figure | None: ...

    def drawing(self, name: str) -> Drawing | None: ...

    def term(self, words: str) -> Term | None: ...


@dataclass(frozen=True)
class Rendered:
    """Safe HTML and what it refers to, each in order of first use; `citations[n - 1]` is source n.

    `sections` are the marks of headings, such as risks; `terms` those of the glossary that the text explains.
    """

    html: str
    headings: tuple[Heading, ...]
    citations: tuple[str, ...]
    links: tuple[str, ...]
    images: tuple[str, ...]
    drawings: tuple[str, ...]
    cards: tuple[str, ...]
    problems: tuple[Problem, ...]
    sections: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()

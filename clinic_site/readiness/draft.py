"""What a check may look at, and nothing else: the rendered wording and a few facts about the rest of the site."""

from dataclasses import dataclass, field
from datetime import date
from typing import Protocol

from clinic_site.claims.matching import Match
from clinic_site.glossary.models import TermForm


@dataclass(frozen=True)
class Similar:
    number: str
    title: str
    score: float


@dataclass(frozen=True)
class Draft:
    """`wording` is every field that is signed; `labels` are their names for staff, `summaries` those that may not be
    empty besides the body. `sections` are the marks of headings, such as risks."""

    kind: str
    number: str
    wording: dict
    html: str = ""
    headings: tuple = ()
    citations: tuple[str, ...] = ()
    links: tuple[str, ...] = ()
    pictures: tuple[str, ...] = ()
    cards: tuple[str, ...] = ()
    problems: tuple = ()
    required_disclaimers: tuple[str, ...] = ()
    needs_topic: bool = True
    needs_body: bool = True
    summaries: dict[str, str] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    sections: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()


class Facts(Protocol):
    country: str

    def is_public(self, number: str) -> bool: ...

    def kind_of(self, number: str) -> str: ...

    def anchors(self, number: str) -> frozenset[str]: ...

    def reference(self, key: str) -> bool: ...

    def retracted(self, keys: tuple[str, ...]) -> dict[str, str]: ...

    def superseded(self, keys: tuple[str, ...]) -> dict[str, str]: ...

    def topic(self, slug: str) -> bool: ...

    def disclaimer(self, key: str) -> bool: ...

    def similar(self, kind: str, number: str, text: str) -> list[Similar]: ...

    def claims(self, text: str) -> list[Match]: ...

    def glossary(self) -> list[TermForm]: ...

    def failing(self, addresses: tuple[str, ...]) -> dict[str, date]: ...

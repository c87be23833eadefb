"""What a check may look at, and nothing else: the composed wording and a few facts about the rest of the site."""

from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Draft:
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
    summaries: dict = field(default_factory=dict)


class Facts(Protocol):
    def is_public(self, number: str) -> bool: ...

    def anchors(self, number: str) -> frozenset[str]: ...

    def reference(self, key: str) -> bool: ...

    def topic(self, slug: str) -> bool: ...

    def disclaimer(self, key: str) -> bool: ...

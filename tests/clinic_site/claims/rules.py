"""A rule without a database, as the pure matching takes it."""

from dataclasses import dataclass

from clinic_site.claims.matching import Book


@dataclass
class PlainRule:
    key: str = "rule"
    term: str = ""
    pattern: str = ""
    allowed_after: str = ""
    reason: str = "It promises too much."
    suggestion: str = "Say what studies found."
    source: str = "A study"


def words_found(text: str, **rule: str) -> list[str]:
    return [match.words for match in Book([PlainRule(**rule)]).found_in(text)]

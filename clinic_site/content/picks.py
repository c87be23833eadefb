"""Public pages as a clinician chooses from them. Nothing here knows who chooses, or for whom."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from django.db.models import F
from django.utils import timezone

from clinic_site.content import compose, listing, registry
from clinic_site.content.shared import Shared
from clinic_site.content.wording import Risk

# A page that nobody has looked at for so long after its date is not given out any more.
TOO_LATE = timedelta(days=90)
# In characters, of the answer.
FIRST_WORDS = 60
KINDS = frozenset({"article", "question", "handout"})
NAMES = ("number", "kind", "title", "summary", "topics", "checked", "due")
COLUMNS = {name: listing.COLUMNS[name] for name in NAMES} | {
    "heading": lambda model: F(model.revision_class.heading_field),
    "search_words": lambda model: F("search_words"),
    "risk": lambda model: F("risk"),
}


@dataclass(frozen=True)
class Pick:
    number: str
    kind: str
    title: str
    summary: str
    topics: list[str]
    checked: date | None
    due: date | None
    heading: str
    search_words: list[str]
    risk: str
    is_recalled: bool = False

    @property
    def overdue(self) -> bool:
        return bool(self.due and self.due < timezone.localdate())

    @property
    def too_late(self) -> bool:
        return is_too_late(self.due)

    @property
    def is_safety(self) -> bool:
        return self.risk == Risk.HIGH

    @property
    def first_words(self) -> str:
        return beginning(self.summary, FIRST_WORDS)


def is_too_late(due: date | None) -> bool:
    return bool(due and due + TOO_LATE < timezone.localdate())


def beginning(text: str, most: int) -> str:
    """At most so many characters of it, in whole words."""
    return text if len(text) <= most else text[:most].rpartition(" ")[0].rstrip(",;:") + " …"


def picks(common: Shared, kinds: frozenset[str] = KINDS, **filters) -> list[Pick]:
    """Public pages in the order of their titles, in one query; those that are too late as well."""
    rows = registry.public_rows(COLUMNS, kinds=kinds, **filters)
    found = [filled(dict(zip(COLUMNS, row, strict=True)), common.profile) for row in rows]
    recalled = {number for one in compose.notices([pick.number for pick in found], common) for number in one.numbers}
    found = [replace(pick, is_recalled=pick.number in recalled) for pick in found]
    return sorted(found, key=lambda pick: pick.title.casefold())


def filled(row: dict, profile) -> Pick:
    texts = {name: compose.fill_text(row[name], profile) for name in ("title", "heading", "summary")}
    # Nobody has checked example content, so no list may say so.
    return Pick(**row | texts | {"checked": None if profile.is_example else row["checked"]})

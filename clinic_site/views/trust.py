"""Pages that tell who we are and what changed: contact from the profile, the public change log from signed notes."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from django.db.models import F, Q, Subquery
from django.http import HttpResponse
from django.utils import timezone

from clinic_site.content import compose, listing, registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.content.revision import ONCE_PUBLIC, Kind, State, Withdrawal

MOST_PAGES = 50
PLACE, MOMENT = re.compile(r"[0-9]{20}-[0-9]{4,5}", re.ASCII), "%Y%m%d%H%M%S%f"
COLUMNS = {name: listing.COLUMNS[name] for name in ("number", "kind", "slug", "title", "published_at")} | {
    "note": lambda model: F("note"),
    "withdrawn_at": lambda model: F("withdrawn_at"),
    "withdrawal": lambda model: F("withdrawal"),
}


@dataclass(frozen=True)
class Change:
    """One line of the change log: words that were signed with the change, or the reason chosen for a withdrawal."""

    at: datetime
    number: str
    title: str
    url: str
    what: str
    is_gone: bool = False

    @property
    def place(self) -> str:
        """Where it stands in the log, later ones higher: the moment and the number of the page."""
        return f"{self.at.astimezone(UTC).strftime(MOMENT)}-{self.number}"

    @property
    def day(self) -> date:
        return timezone.localdate(self.at)


@dataclass(frozen=True)
class Note:
    """What was said of one page or, in the same words on the same day, of several."""

    what: str
    is_gone: bool
    pages: list[Change]


@dataclass(frozen=True)
class Day:
    date: date
    notes: list[Note]


def by_day(newest: list[Change]) -> list[Day]:
    return [Day(day, by_note(list(found))) for day, found in groupby(newest, key=lambda change: change.day)]


def by_note(found: list[Change]) -> list[Note]:
    notes = {(change.what, change.is_gone): [] for change in found}
    for change in found:
        notes[change.what, change.is_gone].append(change)
    return [Note(*said, sorted(pages, key=lambda page: page.title.casefold())) for said, pages in notes.items()]


@dataclass(frozen=True)
class Place:
    """In the log: what stands there, and what comes after it, happened at this moment or before."""

    at: datetime
    number: str

    @classmethod
    def read(cls, asked: str) -> "Place | None":
        """None for what is no place."""
        if not PLACE.fullmatch(asked):
            return None
        moment, _dash, number = asked.partition("-")
        try:
            return cls(datetime.strptime(moment, MOMENT).replace(tzinfo=UTC), number)
        except ValueError:
            return None


def newest(at: str, states: tuple[str, ...], before: Place | None, **filters) -> list[dict]:
    """Signed copies by the moment in this column, the last one first, and one more than is shown. The database reads
    no others, however long the log is: each kind's own index tells which they may be."""
    queries = []
    for model in registry.page_types():
        moments = model.revision_class.objects.filter(state__in=states, **{f"{at}__isnull": False}, **filters)
        if before:
            earlier = Q(**{f"{at}__lt": before.at}) | Q(**{at: before.at, "page__number__lt": before.number})
            moments = moments.filter(earlier, **{f"{at}__lte": before.at})
        last = moments.order_by(f"-{at}", "-page__number").values("id")[: MOST_PAGES + 1]
        queries += registry.rows_by_type(COLUMNS, states, frozenset({model.kind}), id__in=Subquery(last))
    rows = registry.together(queries).order_by(f"-col_{at}", "-col_number")
    return [dict(zip(COLUMNS, row, strict=True)) for row in rows[: MOST_PAGES + 1]]


def logged(before: Place | None, profile) -> list[Change]:
    said = newest("published_at", ONCE_PUBLIC, before, kind=Kind.CLINICAL, carried_from__isnull=True)
    gone = newest("withdrawn_at", (State.WITHDRAWN,), before)
    found = [change_of(row, row["published_at"], row["note"], profile) for row in said]
    found += [
        change_of(row, row["withdrawn_at"], Withdrawal(row["withdrawal"]).label, profile, is_gone=True) for row in gone
    ]
    return sorted(found, key=lambda change: change.place, reverse=True)


def change_of(row: dict, at: datetime, what: str, profile, *, is_gone: bool = False) -> Change:
    url = registry.page_type(row["kind"]).path_of(row["slug"])
    return Change(at, row["number"], compose.fill_text(row["title"], profile), url, what, is_gone)


def changes(request) -> HttpResponse:
    """Every change of meaning and every withdrawal, newest first; older ones by a link, from a place in the log on."""
    common = read_shared()
    found = logged(Place.read(request.GET.get("before", "")), common.profile)
    shown, older = found[:MOST_PAGES], found[MOST_PAGES:]
    return showing.public(
        request,
        "changes.html",
        frame_of(common, has_content=bool(found) or listing.anything_public()),
        days=by_day(shown),
        older=shown[-1].place if older else "",
        canonical="/changes/",
    )


def contact(request) -> HttpResponse:
    common = read_shared()
    return showing.public(
        request,
        "contact.html",
        frame_of(common, has_content=listing.anything_public()),
        profile=common.profile,
        cards=cards_of(common),
        canonical="/contact/",
    )

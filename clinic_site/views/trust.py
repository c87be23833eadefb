"""Pages that tell who we are and what changed: contact from the profile, the public change log from signed notes."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby

from django.db.models import F
from django.http import HttpResponse
from django.utils import timezone

from clinic_site.content import compose, listing, registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.content.revision import ONCE_PUBLIC, Kind, State, Withdrawal

MOST_PAGES = 50
PLACE = re.compile(r"[0-9]{20}-[0-9]{4,5}")
COLUMNS = {name: listing.COLUMNS[name] for name in ("number", "kind", "slug", "title", "published_at")} | {
    "revision": lambda model: F("revision"),
    "replaces": lambda model: F("replaces"),
    "carried_from": lambda model: F("carried_from"),
    "change": lambda model: F("kind"),
    "note": lambda model: F("note"),
    "withdrawn_at": lambda model: F("withdrawn_at"),
    "withdrawal": lambda model: F("withdrawal"),
    "state": lambda model: F("state"),
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
        return f"{self.at.astimezone(UTC):%Y%m%d%H%M%S%f}-{self.number}"

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


def changes_of(row: dict, profile) -> list[Change]:
    title = compose.fill_text(row["title"], profile)
    url = registry.page_type(row["kind"]).path_of(row["slug"])
    found = []
    if row["carried_from"] is None and row["change"] == Kind.CLINICAL:
        found.append(Change(row["published_at"], row["number"], title, url, row["note"]))
    if row["state"] == State.WITHDRAWN:
        reason = Withdrawal(row["withdrawal"]).label
        found.append(Change(row["withdrawn_at"], row["number"], title, url, reason, is_gone=True))
    return found


def changes(request) -> HttpResponse:
    """Every change of meaning and every withdrawal, newest first; older ones by a link, from a place in the log on."""
    common = read_shared()
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in registry.public_rows(COLUMNS, ONCE_PUBLIC)]
    found = [change for row in rows for change in changes_of(row, common.profile)]
    asked = request.GET.get("before", "")
    before = asked if PLACE.fullmatch(asked) else ""
    wanted = [change for change in found if not before or change.place < before]
    newest = sorted(wanted, key=lambda change: change.place, reverse=True)
    shown, older = newest[:MOST_PAGES], newest[MOST_PAGES:]
    return showing.public(
        request,
        "changes.html",
        frame_of(common, has_content=bool(found)),
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

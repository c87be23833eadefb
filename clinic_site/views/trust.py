"""Pages that tell who we are and what changed: contact from the profile, the public change log from signed notes."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F
from django.http import HttpResponse

from clinic_site.content import compose, listing, registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.content.revision import ONCE_PUBLIC, Kind, State, Withdrawal

NEWEST = 100
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
    title: str
    url: str
    what: str
    is_gone: bool = False


def changes_of(row: dict, profile) -> list[Change]:
    title = compose.fill_text(row["title"], profile)
    url = registry.page_type(row["kind"]).path_of(row["slug"])
    found = []
    if row["carried_from"] is None and row["change"] == Kind.CLINICAL:
        found.append(Change(row["published_at"], title, url, row["note"]))
    if row["state"] == State.WITHDRAWN:
        found.append(Change(row["withdrawn_at"], title, url, Withdrawal(row["withdrawal"]).label, is_gone=True))
    return found


def changes(request) -> HttpResponse:
    """Every change of meaning and every withdrawal, newest first."""
    common = read_shared()
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in registry.public_rows(COLUMNS, ONCE_PUBLIC)]
    found = [change for row in rows for change in changes_of(row, common.profile)]
    newest = sorted(found, key=lambda change: change.at, reverse=True)[:NEWEST]
    frame = frame_of(common, has_content=bool(newest))
    return showing.public(request, "changes.html", frame, changes=newest, canonical="/changes/")


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

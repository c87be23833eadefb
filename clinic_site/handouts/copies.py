"""The signed copies of several pages that are or were public, of any kind, read in one query."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import F

from clinic_site.content import listing, past, registry
from clinic_site.content.event import Event
from clinic_site.content.revision import ONCE_PUBLIC, State
from clinic_site.content.tombstone import Tombstone

SAME = (
    "revision", "replaces", "carried_from", "note", "state", "flags", "cards", "printed", "language", "wording_digest",
    "read_instead", "successor", "withdrawn_at", "withdrawal", "single_signature", "second_read_at",
)  # fmt: skip
COLUMNS = (
    {name: listing.COLUMNS[name] for name in ("number", "kind", "slug", "summary", "topics", "published_at", "digest")}
    | {name: (lambda model, name=name: F(name)) for name in SAME}
    | {
        "title": lambda model: F(model.revision_class.heading_field),
        "change": lambda model: F("kind"),
        "checked": lambda model: F("reviewed_on"),
        "due": lambda model: F("page__review_due"),
    }
)

# What was otherwise at a moment, and by which names events tell it.
THEN = ("slug", "state")
TOLD = {"checked": "reviewed_on", "due": "review_due"}


@dataclass(frozen=True)
class Copies:
    """Every copy of one page that was ever public, oldest first."""

    rows: list[dict]

    @property
    def public(self) -> dict | None:
        return next((row for row in self.rows if row["state"] == State.PUBLISHED), None)

    @property
    def withdrawn(self) -> dict | None:
        """The copy that says why the page is gone; None for one that is public."""
        gone = [row for row in self.rows if row["state"] == State.WITHDRAWN]
        return gone[-1] if gone and not self.public else None


def read(numbers, at: datetime | None = None) -> dict[str, Copies]:
    """By number; one that was never public is left out. With a moment, of each the one copy that told then what the
    page said or why it was gone."""
    wanted = set(numbers)
    if not wanted:
        return {}
    if at is None:
        known = grouped(registry.public_rows(COLUMNS, ONCE_PUBLIC, page__number_id__in=wanted))
        return known | buried(wanted - set(known))
    rows = [as_told(row, at) for row in registry.public_rows(columns(at), at=at, page__number_id__in=wanted)]
    return grouped([*rows, *gone(wanted - {row[0] for row in rows}, at)])


def buried(numbers: set[str]) -> dict[str, Copies]:
    """Those that were gone before this site was restored, each as if its last copy were here."""
    rows = Tombstone.objects.filter(number_id__in=numbers).values() if numbers else []
    return {row["number_id"]: Copies([last_copy(row)]) for row in rows}


def last_copy(row: dict) -> dict:
    told = {"number": row["number_id"], "title": row["heading"], "state": State.WITHDRAWN, "revision": 0}
    return dict.fromkeys(COLUMNS) | {name: row[name] for name in row if name in COLUMNS} | told


def columns(at: datetime) -> dict:
    """With the address and the state of then."""
    located = registry.location(at)
    return {name: located.get(name, column) if name in THEN else column for name, column in COLUMNS.items()}


def as_told(row: tuple, at: datetime) -> list:
    """With the dates that readers were told: a row keeps only those of today."""
    values = dict(zip(COLUMNS, row, strict=True))
    told: dict = {}
    for data in Event.objects.filter(number=values["number"], at__lte=at).order_by("sequence").values_list("data"):
        told |= data[0]
    for name, key in TOLD.items():
        values[name] = date.fromisoformat(told[key]) if told.get(key) else None
    second = values["second_read_at"]
    values["second_read_at"] = second if second and second <= at else None
    return list(values.values())


def gone(numbers: set[str], at: datetime) -> Iterator[tuple]:
    for number in numbers:
        page = registry.page_numbered(number)
        last = page and past.withdrawn_revision(page, at)
        if last:
            yield from registry.public_rows(COLUMNS, ONCE_PUBLIC, frozenset({page.kind}), pk=last.pk)


def public_now(kinds: frozenset[str]) -> list[dict]:
    return [dict(zip(COLUMNS, row, strict=True)) for row in registry.public_rows(COLUMNS, kinds=kinds)]


def grouped(found) -> dict[str, Copies]:
    copies: dict[str, Copies] = {}
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in found]
    for row in sorted(rows, key=lambda row: row["revision"]):
        copies.setdefault(row["number"], Copies([])).rows.append(row)
    return copies


def path_of(row: dict) -> str:
    return registry.page_type(row["kind"]).path_of(row["slug"])

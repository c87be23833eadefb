"""The signed copies of several pages that are or were public, of any kind, read in one query."""

from dataclasses import dataclass

from django.db.models import F

from clinic_site.content import listing, registry
from clinic_site.content.revision import ONCE_PUBLIC, State

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


def read(numbers) -> dict[str, Copies]:
    """By number; one that was never public is left out."""
    wanted = set(numbers)
    return grouped(registry.public_rows(COLUMNS, ONCE_PUBLIC, page__number_id__in=wanted)) if wanted else {}


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

"""The whole site at a moment: every page that was public, and what stood around all of them."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import CharField, F, OuterRef, Subquery, Value

from clinic_site.content import compose, fallen, past, registry
from clinic_site.content.event import Event, Verb
from clinic_site.content.shared import Shared


@dataclass(frozen=True)
class Row:
    number: str
    kind: str
    slug: str
    title: str
    revision: int
    digest: str
    approver: str
    role: str

    @property
    def path(self) -> str:
        return registry.page_type(self.kind).path_of(self.slug)


@dataclass(frozen=True)
class Kind:
    name: str
    rows: list[Row]


def approver(at: datetime):
    """The name that stands under the signature, as it was then."""
    signed = Event.objects.filter(
        number=OuterRef("page__number"), verb=Verb.APPROVE, by=OuterRef("approved_by"), at__lte=at
    )
    return Subquery(signed.order_by("-sequence").values("by_name")[:1], output_field=CharField())


def columns(at: datetime) -> dict:
    return {
        "number": lambda model: F("page__number_id"),
        "kind": lambda model: Value(model.kind, output_field=CharField()),
        "slug": lambda model: past.slug(at),
        "title": lambda model: registry.list_title(model.revision_class),
        "revision": lambda model: F("revision"),
        "digest": lambda model: F("digest"),
        "approver": lambda model: approver(at),
        "role": lambda model: F("approver_role"),
    }


def kinds(common: Shared) -> list[Kind]:
    """In one query: the pages of each kind that were public at the moment, by title."""
    names = columns(common.at)
    rows = [dict(zip(names, row, strict=True)) for row in registry.public_rows(names, at=common.at)]
    rows = [Row(**row | {"title": compose.fill_text(row["title"], common.profile)}) for row in rows]
    rows.sort(key=lambda row: row.title.casefold())
    found = [
        Kind(model._meta.verbose_name_plural, [row for row in rows if row.kind == model.kind])
        for model in registry.page_types()
    ]
    return [kind for kind in found if kind.rows]


def fallen_sources(common: Shared) -> list[dict]:
    rows = common.rows.get(fallen.SLOT, [])
    return [
        {"key": row["key"], "line": fallen.line(row["standing"])} for row in sorted(rows, key=lambda row: row["key"])
    ]

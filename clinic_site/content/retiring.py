"""What the screen that retires a page needs to know: where its readers could be sent, and which pages lead to it."""

from dataclasses import dataclass

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic_site.content import compose, listing, registry
from clinic_site.content.page import Page
from clinic_site.content.reading import read_shared
from clinic_site.search.similar import LIKELY_SAME, closest

MOST = 6


@dataclass(frozen=True)
class Offer:
    number: str
    title: str
    kind: str
    url: str
    why: str


def offers(page: Page, revision) -> list[Offer]:
    """Public pages that could take the page's place, the best first: those it names as related, then those of its kind
    or topic that are most like it."""
    rows = [row for row in listing.public_pages(read_shared(), kinds=readable()) if row.number != page.number_id]
    alike = dict(closest(revision.heading, [(row.number, row.title) for row in rows], at_least=0, most=len(rows)))
    near = [
        row
        for row in rows
        if row.number in revision.related or set(row.topics) & set(revision.topics) or is_same(page, row, alike)
    ]
    near.sort(key=lambda row: (row.number not in revision.related, -alike.get(row.number, 0), row.title.casefold()))
    return [
        Offer(row.number, row.title, kind_name(row.kind), row.url, why(row, revision, alike)) for row in near[:MOST]
    ]


def is_same(page: Page, row, alike: dict[str, float]) -> bool:
    return row.kind == page.kind and alike.get(row.number, 0) >= LIKELY_SAME


def why(row, revision, alike: dict[str, float]) -> str:
    if row.number in revision.related:
        return _("one of its related pages")
    return _("very much like it") if alike.get(row.number, 0) >= LIKELY_SAME else _("same topic")


def readable() -> frozenset[str]:
    """Kinds that readers come to for their own sake."""
    return frozenset(model.kind for model in registry.page_types() if not model.provides_disclaimers)


def kind_name(kind: str) -> str:
    return str(registry.page_type(kind)._meta.verbose_name)


@dataclass(frozen=True)
class Leading:
    """A public page that leads readers to another one, by a link in its text or as related."""

    number: str
    title: str
    url: str
    change_url: str


LEADS = {
    "links": lambda model: F("links"),
    "related": lambda model: F("related"),
    "named": lambda model: F(model.revision_class.names_pages[-1]),
    "page": lambda model: F("page_id"),
}


def leading_to(page: Page) -> list[Leading]:
    """Readers of these pages find plain words where the link was, once the page is gone."""
    found = []
    profile = read_shared().profile
    for *located, links, related, named, pk in registry.public_rows(registry.location() | LEADS):
        if page.number_id in {link.partition("#")[0] for link in (*links, *related, *named)}:
            one = registry.Located(*located)
            options = registry.page_type(one.kind)._meta
            change = reverse(f"admin:{options.app_label}_{options.model_name}_change", args=[pk])
            found.append(Leading(one.number, compose.fill_text(one.title, profile), one.path, change))
    return sorted(found, key=lambda row: row.title.casefold())

"""How hard each signed text was to read, worked out from what was signed, so that it can't change later."""

from collections.abc import Iterable

from django.core.cache import cache

from clinic_site.content.page import Page
from clinic_site.readability import prose, read

MEASURED = ("html", "terms")


def ages_of(page: Page, revisions: Iterable) -> dict[int, str]:
    """Revision number -> the band of reading ages, for those that can be measured. At most one query.

    Equal words are measured once: what an undo or a new rendering carries over reads as it did before.
    """
    keys = {revision.revision: key_of(revision) for revision in revisions}
    known = cache.get_many(set(keys.values()))
    missing = [number for number, key in keys.items() if key not in known]
    if missing:
        fields = ("revision", "language", "wording_digest", "renderer", *MEASURED, *page.summary_fields)
        fresh = page.revisions.filter(revision__in=missing).only(*fields, "page")
        found = {key_of(revision): age_of(revision, page.summary_fields) for revision in fresh}
        cache.set_many(found, timeout=None)
        known |= found
    return {number: known[key] for number, key in keys.items() if known.get(key)}


def key_of(revision) -> str:
    return f"age-{revision.renderer}-{revision.wording_digest}"


def age_of(revision, summary_fields: tuple[str, ...]) -> str:
    """The words of the band; empty when the language can't be measured."""
    texts = [getattr(revision, name) for name in summary_fields]
    whole = "\n\n".join([*texts, *(block.text for block in prose(revision.html))])
    explained = frozenset(row["term"] for row in revision.terms)
    found = read(whole, language=revision.language, explained=explained)
    return str(found.band) if found.is_measured else ""

"""Questions that are public, with answers of their own."""

from datetime import datetime

from django.utils import timezone

from clinic_site.content import withdrawing
from tests import builders
from tests.clinic_site.content.lives import edited


def asked(staff: dict, slug: str, **fields):
    page = builders.question(
        staff["editor"], slug, **{"short_answer": f"The answer to {slug} is one sentence."} | fields
    )
    builders.published(page, staff)
    return page


def address(*pages, day: str = "") -> str:
    return "/h/" + "-".join(page.number_id for page in pages) + (f"/{day}" if day else "")


def changed(page, staff: dict, note: str, kind: str = "clinical", **fields):
    return builders.published(edited(page, staff["editor"], **fields), staff, note=note, kind=kind)


def retired(page, staff: dict, instead):
    """Taken from the public, with another page to read now."""
    revision = page.revisions.published().get()
    return withdrawing.withdraw(revision, by=staff["publisher"], reason="out-of-date", read_instead=[instead.number_id])


def merged(page, staff: dict, into):
    return withdrawing.merge(page.revisions.published().get(), by=staff["publisher"], into=into.number_id)


def noon(text: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(f"{text}T12:00"))

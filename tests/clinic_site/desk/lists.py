"""What the list says to a person, short enough to compare."""

from datetime import timedelta

from clinic_site.content import publishing, workflow
from clinic_site.desk import needs, survey
from clinic_site.desk.rows import Row
from clinic_site.profile.models import amend, confirm
from clinic_site.references.models import Reference
from tests import builders
from tests.clinic_site.content.lives import edited, submitted


def rows(person, section: str, asked: str = "") -> list[Row]:
    found = needs.weighed(needs.sections(survey.read(person), person, asked))
    return next((one.rows for one in found if one.section.key == section), [])


def says(person, section: str, asked: str = "") -> list[tuple[str, str]]:
    """What to do and with which page, in the order of the list."""
    return [(row.verb, row.number or row.title) for row in rows(person, section, asked)]


def shown(person, asked: str = "") -> list[str]:
    return [one.section.key for one in needs.sections(survey.read(person), person, asked)]


def public(staff: dict, slug: str = "soreness", **fields):
    page = builders.article(staff["editor"], slug, **fields)
    builders.published(page, staff)
    return type(page).objects.get(pk=page.pk)


def waiting(staff: dict, slug: str = "soreness", **fields):
    page = builders.article(staff["editor"], slug, **fields)
    return submitted(page, staff)


def approved(staff: dict, slug: str = "soreness"):
    return workflow.approve(waiting(staff, slug), by=staff["reviewer"])


def citing(staff: dict, key: str = "Brady2014", slug: str = "soreness"):
    if not Reference.objects.filter(key=key).exists():
        builders.reference(key)
    return public(staff, slug, body=f"It can ache [@{key}].\n", supports=[f"{key}: That it aches."])


def due(page, day):
    """The date that a text gets when it is read again, moved to where a test wants it."""
    type(page).objects.filter(pk=page.pk).update(review_due=day)
    return type(page).objects.get(pk=page.pk)


def alone(staff: dict, person, page):
    """Approved by the person who wrote it, in a clinic whose profile allows that."""
    confirm(amend(by=staff["owner"], allows_single_signature=True), by=staff["reviewer"])
    revision = workflow.submit(page, by=person, note="First text.")
    workflow.approve(revision, by=person)
    return publishing.publish(revision, by=staff["publisher"])


def ago(model, field: str, days: int, **filters) -> None:
    """Moves a time that only raw hands can move, so that a test need not wait."""
    for row in model.objects.filter(**filters):
        model.objects.filter(pk=row.pk).update(**{field: getattr(row, field) - timedelta(days=days)})


__all__ = ["ago", "alone", "approved", "citing", "due", "edited", "public", "rows", "says", "shown", "waiting"]

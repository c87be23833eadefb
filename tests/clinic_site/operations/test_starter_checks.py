"""The starter pages are what a clinic learns to write from, so the checks have nothing to say that stays open."""

import pytest
from django.db import transaction

from clinic_site.content.desk import all_pages
from clinic_site.content.facts import check
from clinic_site.operations.demonstration import CLINIC, STARTER
from clinic_site.operations.loading import load
from clinic_site.profile.models import amend
from clinic_site.readiness.registry import STOP, given_reasons, unexplained
from tests import builders


@pytest.fixture(scope="module")
def found(django_db_setup, django_db_blocker) -> dict:
    """Each starter page as it is loaded, with what the checks say about it."""
    with django_db_blocker.unblock(), transaction.atomic():
        owner = builders.person("owner")
        amend(by=owner, is_example=True, **CLINIC)
        load(STARTER, by=owner)
        said = {page: check(page) for page in all_pages()}
        transaction.set_rollback(True)
    return said


def test_nothing_stops_a_starter_page_and_nothing_stays_unexplained(found):
    stops = {page.slug: [one.id for one in said if one.level == STOP] for page, said in found.items()}
    looks = {page.slug: [one.id for one in unexplained(said)] for page, said in found.items()}

    assert {slug: said for slug, said in stops.items() if said} == {}
    assert {slug: said for slug, said in looks.items() if said} == {}


def test_every_reason_in_a_starter_page_is_for_something_that_is_still_there(found):
    spare = {page.slug: set(given_reasons(page.reasons)) - {one.id for one in said} for page, said in found.items()}

    assert {slug: names for slug, names in spare.items() if names} == {}

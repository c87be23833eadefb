"""Two pages are published and withdrawn in the same moment: the index and its counts of words are right afterwards."""

import pytest

from clinic_site.content import publishing, workflow
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn
from tests.clinic_site.content.test_at_once import at_once, later, winners  # noqa: F401 (a fixture)
from tests.clinic_site.content.test_indexing import is_true

pytestmark = pytest.mark.django_db(transaction=True)


def approved(clinic, slug: str):
    page = builders.question(clinic["editor"], slug, body="The same words on both pages.\n")
    return workflow.approve(submitted(page, clinic), by=clinic["reviewer"])


def test_two_pages_at_once_leave_the_index_as_a_rebuild_would_make_it(clinic, at_once):  # noqa: F811
    gone, stays = (publishing.publish(approved(clinic, slug), by=clinic["publisher"]) for slug in ("gone", "stays"))
    new = [approved(clinic, slug) for slug in ("one", "two")]

    found = at_once(
        lambda: publishing.publish(new[0], by=clinic["publisher"]),
        lambda: publishing.publish(new[1], by=clinic["owner"]),
        lambda: withdrawn(gone, clinic, stays.page),
    )

    assert winners(found) == 3
    assert later(is_true)

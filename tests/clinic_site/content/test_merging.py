"""Merging: one page answers for two, and its readers are led to it."""

import pytest

from clinic_site.content import withdrawing
from clinic_site.content.event import Event
from clinic_site.content.refused import NotAllowed
from tests import builders
from tests.clinic_site.content.lives import refused


@pytest.fixture
def into(clinic):
    page = builders.question(clinic["editor"], "kept")
    builders.published(page, clinic)
    return page


@pytest.fixture
def revision(clinic):
    return builders.published(builders.question(clinic["editor"], "double"), clinic)


def test_address_and_number_lead_to_the_page_that_answers_for_both(clinic, client, revision, into):
    withdrawing.merge(revision, by=clinic["publisher"], into=into.number_id, note="Asked twice.")

    response = client.get(revision.page.path)
    assert (response.status_code, response["Location"]) == (301, into.path)
    assert client.get(f"/{revision.page.number_id}")["Location"] == revision.page.path
    assert revision.page.path not in client.get("/faq/").content.decode()


def test_a_merge_is_one_event_that_says_into_which(clinic, revision, into):
    withdrawing.merge(revision, by=clinic["publisher"], into=f" {into.number_id} ", note="Asked twice.")

    event = Event.objects.filter(number_id=revision.page.number_id).first()
    assert (event.verb, event.note, event.data["successor"]) == ("merge", "Asked twice.", into.number_id)
    assert not Event.objects.filter(number_id=revision.page.number_id, verb="withdraw").exists()


def test_a_page_is_merged_into_a_public_page_of_its_kind_only(clinic, revision):
    article, draft = builders.article(clinic["editor"]), builders.question(clinic["editor"], "draft")
    builders.published(article, clinic)

    for number in (article.number_id, draft.number_id, "9999", ""):
        said = refused(lambda number=number: withdrawing.merge(revision, by=clinic["publisher"], into=number))
        assert "public page of the same kind" in said
    own = refused(lambda: withdrawing.merge(revision, by=clinic["publisher"], into=revision.page.number_id))
    assert "Name at least one other page" in own
    assert revision.page.revisions.published().exists()


@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_a_publisher_merges(clinic, revision, into, role: str):
    with pytest.raises(NotAllowed):
        withdrawing.merge(revision, by=clinic[role], into=into.number_id)

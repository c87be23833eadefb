"""Invariants 7 and 8: what must stay stays, and an address that was once public answers for ever."""

import pytest

from articles.models import STANDING
from clinic_site.content import publishing, withdrawing
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.required import ALL
from clinic_site.disclaimers.models import Disclaimer
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted, withdrawn


@pytest.fixture
def other(clinic):
    page = builders.question(clinic["editor"], "still-here")
    builders.published(page, clinic)
    return page


@pytest.fixture
def revision(clinic):
    return builders.published(builders.article(clinic["editor"]), clinic)


def withdraw(revision, staff, **words):
    return withdrawing.withdraw(revision, by=staff["publisher"], **{"reason": "mistake"} | words)


@pytest.mark.parametrize("key", ALL)
def test_a_required_disclaimer_is_never_withdrawn_or_renamed(clinic, other, key: str):
    page = Disclaimer.objects.get(slug=key)

    said = refused(lambda: withdrawn(page.revisions.published().get(), clinic, other))
    moved = refused(lambda: publishing.move(page, by=clinic["publisher"], slug="something-else"))

    assert "may not be shown without this disclaimer" in said
    assert moved == said


@pytest.mark.parametrize("key", STANDING)
def test_a_standing_page_is_never_withdrawn_or_renamed(clinic, other, key: str):
    page = builders.article(clinic["editor"], key, topics=[], lede="A lede.")
    public = builders.published(page, clinic)

    assert "must find this page" in refused(lambda: withdrawn(public, clinic, other))
    assert "must find this page" in refused(lambda: publishing.move(page, by=clinic["publisher"], slug="elsewhere"))


def test_another_disclaimer_can_be_withdrawn(clinic, other):
    page = builders.disclaimer(clinic["editor"], "student-clinic")

    assert withdrawn(builders.published(page, clinic), clinic, other).state == "withdrawn"


def test_a_withdrawn_page_says_when_why_and_what_to_read(clinic, client, other, revision):
    withdraw(revision, clinic, reason="out-of-date", read_instead=[other.number_id], note="A secret note.")

    response = client.get(revision.page.path)

    text = response.content.decode()
    assert response.status_code == 410
    assert "The information on it was out of date." in text
    assert f'href="{other.path}"' in text
    assert "A secret note." not in text
    assert "Title of soreness" in text


def test_a_withdrawn_page_leads_to_its_successor(clinic, client, other, revision):
    withdraw(revision, clinic, successor=other.number_id)

    response = client.get(revision.page.path)

    assert (response.status_code, response["Location"]) == (301, other.path)


def test_a_number_of_a_withdrawn_page_still_leads_to_its_address(clinic, client, other, revision):
    withdraw(revision, clinic, read_instead=[other.number_id])

    response = client.get(f"/{revision.page.number_id}")

    assert (response.status_code, response["Location"], response["Cache-Control"]) == (
        302, revision.page.path, "no-store",
    )  # fmt: skip


def test_withdrawing_needs_a_reason_and_a_public_page_to_read(clinic, other, revision):
    draft = builders.question(clinic["editor"], "draft")

    assert "Choose why" in refused(lambda: withdraw(revision, clinic, reason="bored", read_instead=[other.number_id]))
    for instead in ([], [draft.number_id], ["9999"], ["x"], [revision.page.number_id], [other.number_id, "9999"]):
        assert "Name at least one" in refused(lambda instead=instead: withdraw(revision, clinic, read_instead=instead))
    assert "Name at least one" in refused(lambda: withdraw(revision, clinic, successor=draft.number_id))


def test_only_a_public_text_is_withdrawn(clinic, other):
    waiting = submitted(builders.article(clinic["editor"]), clinic)

    assert "is not possible" in refused(lambda: withdrawn(waiting, clinic, other))


@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_a_publisher_withdraws(clinic, other, revision, role: str):
    with pytest.raises(NotAllowed):
        withdrawing.withdraw(revision, by=clinic[role], reason="mistake", read_instead=[other.number_id])


def test_a_link_to_a_withdrawn_page_becomes_plain_words(clinic, client, other, revision):
    number, path = revision.page.number_id, revision.page.path
    linking = builders.article(clinic["editor"], "linking", body=f"See [what it is](page:{number}) now.\n")
    linking = edited(linking, clinic["editor"], related=[number])
    builders.published(linking, clinic)
    assert f'href="{path}"' in client.get(linking.path).content.decode()

    withdraw(revision, clinic, read_instead=[other.number_id])

    text = client.get(linking.path).content.decode()
    assert "See what it is now." in text
    assert path not in text
    assert f"/{number}" not in text


def test_a_withdrawn_page_comes_back_by_a_new_approval(clinic, client, other, revision):
    withdraw(revision, clinic, read_instead=[other.number_id])

    builders.published(edited(revision.page, clinic["editor"]), clinic)

    assert client.get(revision.page.path).status_code == 200


def test_a_withdrawn_page_leaves_every_list(clinic, client, other, revision):
    withdraw(revision, clinic, read_instead=[other.number_id])

    for address in ("/", "/articles/", "/topics/", "/feeds/articles.xml", "/sitemap.xml"):
        assert revision.page.path not in client.get(address).content.decode(), address


def test_a_withdrawal_is_refused_whole(clinic, revision):
    with pytest.raises(Refused):
        withdraw(revision, clinic, read_instead=["9999"])

    revision.refresh_from_db()
    assert (revision.state, revision.withdrawn_at, revision.withdrawal, revision.read_instead) == (
        "published", None, "", [],
    )  # fmt: skip

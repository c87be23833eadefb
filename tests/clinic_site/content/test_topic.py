"""A topic's words wait for a second person; its address is the name that signed pages file themselves under."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import ProtectedError
from django.test import Client

from clinic_site.content import topic
from clinic_site.content.forms import topic_choices
from clinic_site.content.topic import Topic
from clinic_site.numbers.models import take
from clinic_site.profile import models as profiles
from tests import builders
from tests.clinic_site.content.lives import refusal, refused, run

WORDS = {"title": "A title", "summary": "A summary.", "position": 9}


@pytest.fixture
def shown(clinic):
    """A topic that a public page is filed under."""
    builders.published(builders.article(clinic["editor"]), clinic)
    return Topic.objects.get(slug="after-treatment")


def texts(row) -> list[bool]:
    return [bool(text.in_force_at) for text in row.topic.texts.order_by("pk")]


def form(**changes) -> dict:
    return {"title": "A title", "summary": "A summary.", "kind": "moment", "position": "9", "slug": "new"} | changes


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def post(person, address: str, **fields):
    return signed_in(person).post(address, fields)


def test_a_new_text_waits_for_another_person(clinic, shown):
    row = topic.write(by=clinic["owner"], slug=shown.slug, topic=shown, **WORDS)

    assert texts(row) == [True, False]
    assert "You made this change" in refused(lambda: topic.confirm(row, by=clinic["owner"]))
    topic.confirm(row, by=clinic["publisher"])
    assert texts(row) == [True, True]


def test_a_text_is_confirmed_once_and_only_the_newest(clinic, shown):
    first = topic.write(by=clinic["editor"], slug=shown.slug, topic=shown, **WORDS)
    second = topic.write(by=clinic["editor"], slug=shown.slug, topic=shown, **WORDS)

    assert "newer text" in refused(lambda: topic.confirm(first, by=clinic["reviewer"]))
    topic.confirm(second, by=clinic["reviewer"])
    assert "already in force" in refused(lambda: topic.confirm(second, by=clinic["reviewer"]))


def test_only_the_text_that_was_on_the_screen_is_confirmed(clinic, shown):
    read = topic.write(by=clinic["editor"], slug=shown.slug, topic=shown, **WORDS)
    screen = f"/admin/content/topic/{shown.pk}/"
    reviewer = signed_in(clinic["reviewer"])
    page = reviewer.get(screen + "change/").content.decode()
    newer = topic.write(by=clinic["editor"], slug=shown.slug, topic=shown, **WORDS | {"summary": "Never read."})

    answers = [
        reviewer.post(screen + "confirm/", {"seen": seen}, follow=True) for seen in (read.pk, "", "x", 2**70, "²")
    ]

    for said in (f'name="seen" value="{read.pk}"', "Kind: a moment", "Place in the list: 9", "Address: /topics/"):
        assert said in page
    assert "Somebody wrote a newer text of this topic" in answers[0].content.decode()
    assert all("Read the text that waits" in answer.content.decode() for answer in answers[1:])
    assert texts(read) == [True, False, False]
    reviewer.post(screen + "confirm/", {"seen": newer.pk})
    assert texts(read) == [True, False, True]


def test_writers_choose_a_topic_by_its_newest_title(clinic, shown):
    topic.write(by=clinic["owner"], slug=shown.slug, topic=shown, **WORDS | {"title": "Not confirmed yet"})
    topic.write(by=clinic["owner"], slug="a-new-one", **WORDS)
    Topic.objects.create(number=take(), slug="no-title-yet")

    assert topic_choices() == [
        ("a-new-one", "A title"), (shown.slug, "Not confirmed yet"), ("no-title-yet", "no-title-yet"),
    ]  # fmt: skip


def test_a_clinic_of_one_shows_a_text_at_once(clinic, shown):
    row = profiles.amend(by=clinic["owner"], allows_single_signature=True)
    profiles.confirm(row, by=clinic["reviewer"])

    assert topic.write(by=clinic["owner"], slug=shown.slug, topic=shown, **WORDS).alone


@pytest.mark.parametrize("role", ["reviewer", "publisher", "clinician"])
def test_only_writers_write_topics(clinic, role: str):
    with pytest.raises(PermissionDenied):
        topic.write(by=clinic[role], slug="new", **WORDS)


def test_the_address_of_a_topic_that_readers_know_stays(clinic, client, shown):
    """Signed pages name it; under another address they would fall out of every list."""
    said = refused(lambda: topic.write(by=clinic["editor"], slug="later", topic=shown, **WORDS))

    assert "keeps its address" in said
    assert "Title of soreness" in client.get("/articles/").content.decode()


def test_the_form_of_a_topic_says_that_its_address_stays(clinic, shown):
    response = post(clinic["editor"], f"/admin/content/topic/{shown.pk}/change/", **form(slug="later"))

    assert response.status_code == 400
    assert "keeps its address" in response.content.decode()
    assert Topic.objects.get(pk=shown.pk).texts.count() == 1


def test_a_topic_nobody_has_read_yet_may_still_be_renamed(clinic):
    row = topic.write(by=clinic["editor"], slug="first", **WORDS)

    topic.write(by=clinic["editor"], slug="second", topic=row.topic, **WORDS)

    assert Topic.objects.get(pk=row.topic_id).slug == "second"


@pytest.mark.parametrize("slug", ["after-treatment", "two words", "a/b", "", "a\x00", "x" * 61])
def test_an_address_that_is_taken_or_none_is_refused_by_the_form(clinic, slug: str):
    response = post(clinic["editor"], "/admin/content/topic/add/", **form(slug=slug))

    assert response.status_code == 400
    assert "A summary." in response.content.decode()
    assert Topic.objects.count() == 1


@pytest.mark.parametrize(
    "changes", [{"position": "-1"}, {"position": "9" * 30}, {"kind": "x"}, {"title": ""}, {"title": "a\x00"}]
)
def test_a_form_that_is_not_filled_in_is_refused(clinic, changes: dict):
    assert post(clinic["editor"], "/admin/content/topic/add/", **form(**changes)).status_code == 400


def test_words_that_do_not_fit_are_refused_whole(clinic, shown):
    with pytest.raises(ValidationError):
        topic.write(by=clinic["editor"], slug="new", **WORDS | {"title": "x" * 61})

    assert Topic.objects.count() == 1


def test_a_topic_in_use_is_never_deleted(clinic, shown):
    boss = builders.person(name="Boss", is_superuser=True)

    assert post(boss, f"/admin/content/topic/{shown.pk}/delete/", post="yes").status_code == 403
    with pytest.raises(ProtectedError):
        shown.delete()
    assert refusal(lambda: run("DELETE FROM content_topic WHERE id = %s", shown.pk))
    assert Topic.objects.filter(pk=shown.pk).exists()


def test_a_topic_that_does_not_exist_is_not_found(clinic):
    for response in (
        post(clinic["editor"], "/admin/content/topic/999/change/", **form()),
        post(clinic["reviewer"], "/admin/content/topic/999/confirm/"),
    ):
        assert response.status_code in {403, 404}
    assert Topic.objects.count() == 1

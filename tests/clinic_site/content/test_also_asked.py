"""People also ask: public questions that are like the one being read."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import publishing, remembered
from clinic_site.content.reading import read_shared, shown
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn

ASKED = {
    "does-it-hurt": "Does dry needling hurt?",
    "will-it-be-sore": "Will it be painful or sore?",
    "is-pain-normal": "Is pain normal afterwards?",
    "how-painful": "How painful is a session?",
    "pain-next-day": "Can it hurt the next day?",
    "can-i-swim": "Can I swim?",
}


def ask(staff, slug: str, **fields):
    page = builders.question(staff["editor"], slug, question=ASKED[slug], **fields)
    return builders.published(page, staff).page


@pytest.fixture
def pages(clinic):
    return {slug: ask(clinic, slug) for slug in ASKED}


def offered(client, page) -> list[str]:
    html = client.get(page.path).content.decode()
    asides = re.findall(r"<h2>People also ask</h2>(.*?)(?:<h2>|</aside>)", html, re.DOTALL)
    return [link for aside in asides for link in re.findall(r'href="(/faq/[^"]+)"', aside)]


def test_at_most_three_like_it_are_offered_and_never_itself(pages, client):
    found = offered(client, pages["does-it-hurt"])

    assert len(found) == 3
    assert pages["does-it-hurt"].path not in found
    assert pages["can-i-swim"].path not in found


def test_a_question_like_no_other_offers_none(pages, client):
    assert offered(client, pages["can-i-swim"]) == []


def test_what_staff_named_as_related_is_not_offered_twice(clinic, client):
    related = ask(clinic, "will-it-be-sore")
    other = ask(clinic, "is-pain-normal")
    page = ask(clinic, "does-it-hurt", related=[related.number_id])

    assert offered(client, page) == [other.path]
    assert client.get(page.path).content.decode().count(related.path) == 1


def test_drafts_and_withdrawn_pages_are_not_offered(clinic, client):
    page, gone = ask(clinic, "does-it-hurt"), ask(clinic, "will-it-be-sore")
    builders.question(clinic["editor"], "is-pain-normal", question="Secret: is pain normal?")
    submitted(builders.question(clinic["editor"], "how-painful", question="Secret: how painful is it?"), clinic)
    assert offered(client, page) == [gone.path]

    withdrawn(gone.revisions.get(), clinic, page)

    assert offered(client, page) == []
    assert "Secret" not in client.get(page.path).content.decode()


def test_a_new_question_and_a_new_address_are_seen_at_once(clinic, client):
    page = ask(clinic, "does-it-hurt")
    assert offered(client, page) == []

    other = ask(clinic, "will-it-be-sore")
    assert offered(client, page) == [other.path]
    publishing.move(other, by=clinic["publisher"], slug="sore")

    assert offered(client, page) == ["/faq/sore/"]


def test_the_desk_of_another_question_changes_nothing(clinic, client):
    page, other = ask(clinic, "does-it-hurt"), ask(clinic, "can-i-swim")

    edited(other, clinic["editor"], question="Does needling hurt a lot?")

    assert offered(client, page) == []


def test_a_page_costs_three_questions_at_most_cold_and_warm(clinic, client, django_assert_num_queries):
    page = ask(clinic, "does-it-hurt")
    for slug in ("will-it-be-sore", "is-pain-normal", "how-painful"):
        ask(clinic, slug)
        remembered.forget()
        for _state in ("cold", "warm"):
            with django_assert_num_queries(3):
                client.get(page.path)


def test_a_page_of_then_offers_what_was_public_then(clinic):
    page = ask(clinic, "does-it-hurt")
    then = timezone.now()
    other = ask(clinic, "will-it-be-sore")
    revision = page.revisions.select_related("page").get()

    before, _frame = shown(revision, read_shared(then))
    after, _frame = shown(revision, read_shared(timezone.now() + timedelta(seconds=1)))

    assert before.also_asked == []
    assert [link.url for link in after.also_asked] == [other.path]


def test_only_one_generation_is_kept(clinic, client):
    page = ask(clinic, "does-it-hurt")
    client.get(page.path)
    ask(clinic, "will-it-be-sore")
    client.get(page.path)

    assert len(remembered._kept) == 1

"""The page of answers with the search behind it: what a reader finds from the day it is public until it is not."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_site.content import desk
from clinic_site.search.term_log import SearchDay, Term
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn

# Three of them are the page's own, one looks for danger, five note the search; the others find, and try what was meant.
MOST_QUERIES = 20


@pytest.fixture
def bruise(clinic):
    page = builders.question(
        clinic["editor"], "bruise", question="Why have I a bruise?", short_answer="A small vessel leaked."
    )
    builders.published(page, clinic)
    return page


def read(client, words: str) -> str:
    return client.get("/search/", {"q": words}).content.decode()


def test_a_page_is_found_as_soon_as_it_is_public_and_no_more_once_it_is_withdrawn(clinic, client, bruise):
    other = builders.question(clinic["editor"], "swelling", question="Why is it swollen?")
    assert other.path not in read(client, "swollen")
    other = builders.published(other, clinic).page
    assert other.path in read(client, "swollen")

    withdrawn(other.revisions.get(), clinic, bruise)

    assert other.path not in read(client, "swollen")


def test_words_that_only_a_draft_has_find_nothing(clinic, client, bruise):
    builders.question(clinic["editor"], "draft", question="May I go swimming?")
    submitted(builders.question(clinic["editor"], "waiting", question="When may I go swimming?"), clinic)
    desk.save(bruise, by=clinic["editor"], base_edit=bruise.edit, question="Swimming?", search_words=["swimming"])

    text = read(client, "swimming")

    assert "No answers for “<bdi>swimming</bdi>” yet." in text
    assert "wimming" not in text.replace("swimming</bdi>", "").replace("for swimming –", "").replace('"swimming"', "")


@pytest.mark.parametrize(
    "words", ["I can't breathe since the needles", "cant breath", "a long story. " * 30 + "can't breathe"]
)
def test_dangerous_words_get_the_card_whatever_is_found(client, bruise, words):
    text = read(client, words)

    assert text.index("words of emergency") < text.index("No answers for “")


def test_a_search_with_an_answer_is_noted_once_without_the_reader(client, bruise):
    client.get("/search/", {"q": "bruise"}, REMOTE_ADDR="192.0.2.77", headers={"user-agent": "Browser of a reader"})

    assert list(SearchDay.objects.values_list("times", "unfound")) == [(1, 0)]
    assert list(Term.objects.values_list("words", "times", "results")) == [("", 1, 1)]


@pytest.mark.parametrize("words", ["bruise", "brusie", "zqx"])
def test_a_search_costs_the_same_however_many_pages_it_finds(clinic, client, words):
    costs = []
    for count in (1, 2):
        for place in range(count):
            page = builders.question(clinic["editor"], f"bruise-{count}-{place}", question="Why a bruise?")
            builders.published(page, clinic)
        with CaptureQueriesContext(connection) as asked:
            read(client, words)
        costs.append(len(asked))

    assert costs[0] == costs[1] <= MOST_QUERIES


def test_where_nothing_is_found_the_ways_on_follow_what_is_public_at_once(clinic, client, bruise):
    topic = '/topics/after-treatment/"'
    assert topic not in read(client, "zzzz")

    second = builders.published(builders.question(clinic["editor"], "rest", question="May I rest?"), clinic).page
    assert topic in read(client, "zzzz")

    withdrawn(second.revisions.get(), clinic, bruise)
    assert topic not in read(client, "zzzz")

"""How far a disclaimer reaches is counted by what composing does."""

import re

import pytest

from clinic_site.content.parts import Facts
from clinic_site.disclaimers import reach
from clinic_site.disclaimers.models import Disclaimer
from tests import builders
from tests.clinic_site.content.lives import edited

NOTE = {"applies_to": "topic", "applies_value": "after-treatment", "position": "after", "look": "note"}
TOPICS = {"after-treatment": "After treatment"}


def published(clinic, slug: str, **fields):
    return builders.published(builders.disclaimer(clinic["editor"], slug, **fields), clinic).page


def public_of(page):
    return page.revisions.published().first()


def numbers(places) -> list[str]:
    return [place.number for place in places]


@pytest.fixture
def pages(clinic):
    builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")
    article = builders.article(clinic["editor"], flags=["mentions-pregnancy"])
    question = builders.question(clinic["editor"], topics=["risks"], body="::: emergency\n:::\n\nWords.\n")
    return [builders.published(page, clinic).page for page in (article, question)]


def test_the_count_is_what_readers_see(clinic, client, pages):
    published(clinic, "after-care", **NOTE)
    published(clinic, "for-questions", **NOTE | {"applies_to": "kind", "applies_value": "question"})
    published(clinic, "everywhere", **NOTE | {"applies_to": "everywhere", "applies_value": ""})

    for place in reach.places():
        shown = set(re.findall(r'data-part="([a-z-]+)"', client.get(place.path).content.decode()))
        counted = {
            page.slug
            for page in Disclaimer.objects.all()
            if reach.shows(reach.rule_of(public_of(page), page.slug), place.facts)
        }
        own = {place.path.strip("/").rpartition("/")[2]} if place.facts.kind == "disclaimer" else set()
        assert shown - own == counted - own, place.path


def test_a_wider_rule_on_the_desk_says_which_pages_are_new(clinic, pages):
    page = published(clinic, "after-care", **NOTE)

    found = reach.reach_of(edited(page, clinic["editor"], applies_value="risks"), public=public_of(page))

    article, question = (page.number_id for page in pages)
    assert (numbers(found.now), numbers(found.then)) == ([article], [question])
    assert (numbers(found.added), numbers(found.dropped)) == ([question], [article])
    assert numbers(found.changed) == sorted([article, question])


def test_one_that_was_never_public_shows_nowhere_yet(clinic, pages):
    found = reach.reach_of(builders.disclaimer(clinic["editor"], "after-care", **NOTE))

    assert numbers(found.now) == []
    assert numbers(found.then) == [pages[0].number_id]


def test_a_page_that_requires_it_counts_whatever_the_rule_says(clinic, pages):
    page = Disclaimer.objects.get(slug="pregnancy")

    assert numbers(reach.reach_of(page, public=public_of(page)).now) == [pages[0].number_id]


def test_a_card_counts_where_a_text_places_it(clinic, pages):
    page = Disclaimer.objects.get(slug="emergency")

    found = reach.reach_of(page, public=public_of(page))

    assert numbers(found.now) == [pages[1].number_id]
    assert found.on_lists


@pytest.mark.parametrize(
    ("key", "fields", "on_lists"),
    [
        ("general-information", {"position": "footer", "look": "plain", "applies_to": "placed"}, True),
        ("some-words", {"position": "footer", "look": "plain", "applies_to": "everywhere"}, True),
        ("some-words", {"position": "after", "look": "note", "applies_to": "everywhere"}, False),
        ("some-words", {"position": "footer", "look": "plain", "applies_to": "kind"}, False),
        ("same-day", {"position": "card", "look": "same-day", "applies_to": "placed"}, True),
    ],
)
def test_lists_show_what_stands_in_every_footer_and_the_cards(key, fields, on_lists):
    assert reach.shown_on_lists({"key": key, "applies_value": "x"} | fields) is on_lists


def test_the_shortest_and_the_longest_page_are_the_ones_to_look_at(clinic):
    page = published(clinic, "after-care", **NOTE)
    made = [
        builders.published(
            builders.article(clinic["editor"], f"page-{length}", body="Words.\n\n" * length), clinic
        ).page
        for length in (20, 5, 40)
    ]

    found = reach.reach_of(page, public=public_of(page))

    assert numbers(found.samples) == [made[1].number_id, made[2].number_id]


def test_one_page_alone_is_looked_at_once(clinic, pages):
    page = published(clinic, "after-care", **NOTE)

    assert numbers(reach.reach_of(page, public=public_of(page)).samples) == [pages[0].number_id]


@pytest.mark.parametrize(
    ("key", "fields", "words"),
    [
        ("general-information", {"applies_to": "placed"}, "every page and every list"),
        ("some-words", {"applies_to": "everywhere"}, "every page"),
        ("some-words", {"applies_to": "kind", "applies_value": "article"}, "pages of the kind “article”"),
        ("some-words", {"applies_to": "kind", "applies_value": "poem"}, "pages of the kind “poem”"),
        ("some-words", {"applies_to": "topic", "applies_value": "after-treatment"}, "the topic “After treatment”"),
        ("some-words", {"applies_to": "topic", "applies_value": "gone"}, "pages of the topic “gone”"),
        ("some-words", {"applies_to": "flag", "applies_value": "mentions-children"}, "“It mentions children"),
        ("some-words", {"applies_to": "placed"}, "no page: nothing brings it there"),
        ("pregnancy", {"applies_to": "placed"}, "pages marked “It mentions pregnancy”"),
        ("emergency", {"applies_to": "placed", "look": "emergency"}, "where a writer places the card"),
    ],
)
def test_the_rule_is_told_in_words(key, fields, words):
    rule = {"key": key, "applies_value": "", "position": "after", "look": "note"} | fields

    assert words in reach.rule_words(rule, TOPICS)


def test_a_mark_that_brings_it_twice_is_told_once():
    rule = {"key": "pregnancy", "applies_to": "flag", "applies_value": "mentions-pregnancy", "look": "note"}

    assert reach.rule_words(rule | {"position": "after"}, {}) == "pages marked “It mentions pregnancy”"


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_one_query_for_each_kind_of_page(clinic, django_assert_num_queries, count: int):
    for place in range(count):
        builders.published(builders.article(clinic["editor"], f"page-{place}"), clinic)

    with django_assert_num_queries(4):
        reach.places()


def test_lists_are_a_place_of_their_own():
    assert Facts(kind="list", required=("general-information", "not-for-emergencies")) == reach.LISTS

"""How sources that no longer stand are told to readers, and when somebody last looked for new ones."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clinic_site.content import evidence
from tests import builders

INDEX, PAGE = "/evidence/", "/evidence/Brady2014/"


def words_of(client, address: str) -> str:
    return " ".join(client.get(address).content.decode().split())


def cite(clinic, *keys: str, slug: str = "soreness", **fields):
    marks = "".join(f"It can ache [@{key}].\n\n" for key in keys)
    return builders.published(builders.article(clinic["editor"], slug, body=marks, **fields), clinic)


@pytest.fixture
def source(clinic):
    row = builders.reference()
    cite(clinic, "Brady2014")
    return row


def mark(source, clinic, standing: str, **said):
    return evidence.mark(source, by=clinic["editor"], standing=standing, note="The secret notice", **said)


def searched(clinic, topic, day: date, **said):
    return evidence.searched(topic, by=clinic["editor"], searched_on=day, where="PubMed, secretly", **said)


@pytest.mark.parametrize("address", [INDEX, PAGE])
def test_a_source_that_stands_carries_no_line(source, client, address):
    text = words_of(client, address)

    assert "retracted" not in text
    assert "newer research" not in text.replace("so newer research may be missing", "")


def test_a_retracted_source_says_so_in_words_on_its_page_and_in_the_list(source, clinic, client):
    mark(source, clinic, "retracted")

    assert "This source has been withdrawn by its publisher (retracted). Please" in words_of(client, PAGE)
    text = words_of(client, INDEX)
    assert text.index("Title of Brady2014") < text.index("<strong>Withdrawn by its publisher (retracted).</strong>")


@pytest.mark.parametrize("address", [INDEX, PAGE])
def test_newer_research_is_named_and_linked_when_readers_can_read_of_it(source, clinic, client, address):
    newer = builders.reference("Newer2024", year=2024)
    cite(clinic, "Newer2024", slug="newer")

    mark(source, clinic, "superseded", instead=newer)

    text = words_of(client, address)
    assert "There is newer research than this." in text
    assert 'The newer one: <a href="/evidence/Newer2024/">Title of Newer2024 (2024)</a>' in text


@pytest.mark.parametrize(
    ("identifiers", "link"),
    [
        ({"doi": "10.1000/x", "pmid": "12"}, '<a href="https://doi.org/10.1000/x">Find the newer one on doi.org</a>'),
        ({"pmid": "12"}, '<a href="https://pubmed.ncbi.nlm.nih.gov/12/">Find the newer one on PubMed</a>'),
        ({}, ""),
    ],
)
def test_newer_research_that_no_page_was_signed_with_is_named_by_its_identifiers(
    source, clinic, client, identifiers, link
):
    newer = builders.reference("Newer2024", **identifiers)

    mark(source, clinic, "superseded", instead=newer)

    for address in (INDEX, PAGE):
        text = words_of(client, address)
        assert "There is newer research than this." in text
        assert link in text
        assert "Newer2024" not in text


def test_what_staff_wrote_about_it_stays_with_staff(source, clinic, client):
    topic = builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")
    cite(clinic, "Brady2014", slug="risky", topics=["risks"])
    mark(source, clinic, "retracted")
    searched(clinic, topic, date(2026, 3, 1), found="A secret find")

    assert "secret" not in words_of(client, INDEX) + words_of(client, PAGE)


def test_topics_without_a_search_are_told_of_in_one_sentence(source, clinic, client):
    for slug in ("risks", "needles", "before"):
        topic = builders.shown_topic(clinic["owner"], clinic["reviewer"], slug)
        cite(clinic, "Brady2014", slug=f"page-{slug}", topics=[slug])
    unsearched = words_of(client, INDEX)
    searched(clinic, topic, timezone.localdate())

    text = words_of(client, INDEX)

    assert unsearched.count("We have not searched for newer studies since then.") == 1
    assert text.count("For our other topics we have not searched for newer studies yet.") == 1


def test_each_topic_with_pages_says_when_we_last_searched(source, clinic, client):
    today = timezone.localdate()
    risks = builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")
    cite(clinic, "Brady2014", slug="risky", topics=["risks"])
    searched(clinic, risks, today)
    searched(clinic, risks, today - timedelta(days=500))

    text = words_of(client, INDEX)

    assert f"Risks: we last searched for new studies on {today:%-d %B %Y}.</li>" in text
    assert "For our other topics we have not searched for newer studies yet." in text


def test_a_search_of_long_ago_is_said_to_be_old(source, clinic, client):
    risks = builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")
    cite(clinic, "Brady2014", slug="risky", topics=["risks"])
    searched(clinic, risks, timezone.localdate() - timedelta(days=366))

    assert "That is more than a year ago.</li>" in words_of(client, INDEX)


def test_a_topic_without_a_public_page_is_not_spoken_of(source, clinic, client):
    builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")

    assert "Risks" not in words_of(client, INDEX)


@pytest.mark.parametrize("address", [INDEX, PAGE, "/articles/soreness/"])
def test_all_of_it_costs_no_further_query(source, clinic, client, django_assert_max_num_queries, address):
    newer = builders.reference("Newer2024")
    topic = builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")
    searched(clinic, topic, timezone.localdate())
    mark(source, clinic, "superseded", instead=newer)

    with django_assert_max_num_queries(3):
        client.get(address)

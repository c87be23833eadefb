"""A list stays short however many pages there are: the rest is a link away, at an address that can be kept."""

import re

import pytest

from clinic_site.content import listing, registry, remembered
from clinic_site.content.page import Page
from tests import builders

SLUGS = tuple(f"page-{letter}" for letter in "abcde")


@pytest.fixture
def short_lists(monkeypatch):
    monkeypatch.setattr(listing, "MOST", 2)


def published(clinic, make, slugs=SLUGS) -> list[Page]:
    return [builders.published(make(clinic["editor"], slug), clinic).page for slug in slugs]


def read(client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def walked(client, path: str, pages: list[Page]) -> list[list[Page]]:
    """The pages named on each page of the list, following its link to the rest."""
    found = []
    while path:
        html = read(client, path)
        assert f'rel="canonical" href="http://127.0.0.1:8000{path}"' in html
        found.append([page for page in pages if f'href="{page.path}"' in html])
        link = re.search(r'href="(/[a-z/-]+/after/\d+/)">More', html)
        path = link[1] if link else ""
    return found


@pytest.mark.parametrize(
    ("make", "path"),
    [
        (builders.question, "/faq/"),
        (builders.article, "/articles/"),
        (builders.question, "/topics/after-treatment/"),
    ],
    ids=["questions", "articles", "topic"],
)
def test_every_page_is_on_just_one_page_of_the_list(clinic, client, short_lists, make, path):
    pages = published(clinic, make)

    parts = walked(client, path, pages)

    assert [len(part) for part in parts] == [2, 2, 1]
    assert sorted(page.number_id for part in parts for page in part) == sorted(page.number_id for page in pages)


def test_a_short_list_has_no_link_to_more(clinic, client):
    published(clinic, builders.question)

    assert "/after/" not in read(client, "/faq/")


def test_all_answers_are_opened_where_the_reader_is(clinic, client, short_lists):
    place = f"/faq/after/{sorted(page.number_id for page in published(clinic, builders.question))[1]}/"

    html = read(client, place)

    assert f'href="{place}?answers=1"' in html
    assert "<details open>" in read(client, f"{place}?answers=1")


@pytest.mark.parametrize("path", ["/faq/", "/articles/", "/topics/after-treatment/"])
def test_behind_the_last_page_the_list_begins_again(clinic, client, path):
    last = published(clinic, builders.article, ["last"])[0]

    assert client.get(f"{path}after/{last.number_id}/")["Location"] == path


@pytest.mark.parametrize("path", ["/faq/", "/articles/", "/topics/after-treatment/"])
@pytest.mark.parametrize("after", ["9999", "99999", "1", "abcd"])
def test_only_what_is_a_number_leads_to_a_place_in_the_list(clinic, client, path, after):
    published(clinic, builders.article, ["first", "second"])

    assert client.get(f"{path}after/{after}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("path", ["/faq/", "/articles/", "/topics/", "/"])
def test_a_list_costs_three_queries_at_most(clinic, client, django_assert_max_num_queries, path, count):
    published(clinic, builders.question, SLUGS[:count])
    published(clinic, builders.article, SLUGS[:count])
    remembered.forget()

    with django_assert_max_num_queries(3):
        client.get(path)


def test_the_topics_that_have_pages_are_known_as_soon_as_one_has(clinic, client):
    published(clinic, builders.question, SLUGS[:1])
    assert "/topics/after-treatment/" not in read(client, "/topics/")

    published(clinic, builders.article, SLUGS[:1])

    assert "/topics/after-treatment/" in read(client, "/topics/")


def test_the_feed_has_the_newest_first(clinic, client, monkeypatch):
    published(clinic, builders.article)

    found = re.findall(r"<title>Title of (page-.)</title>", read(client, "/feeds/articles.xml"))

    assert found == list(reversed(SLUGS))


def test_each_part_of_the_questions_says_how_many_there_are(clinic, client, short_lists):
    pages = published(clinic, builders.question)
    second = f"/faq/after/{sorted(page.number_id for page in pages)[1]}/"

    assert "5 questions" in read(client, "/faq/")
    assert "5 questions" in read(client, second)


def numbers_after(after: str, most: int) -> list[str]:
    return [number for (number,) in registry.next_rows({"number": listing.COLUMNS["number"]}, after, most)]


def test_the_next_rows_are_those_of_all_types_in_the_order_of_their_numbers(clinic):
    for make, slugs in ((builders.question, SLUGS[:3]), (builders.article, SLUGS[3:]), (builders.question, ["page-f"])):
        published(clinic, make, slugs)
    every = sorted(number for (number,) in registry.public_rows({"number": listing.COLUMNS["number"]}))

    assert len(every) >= 6
    assert numbers_after("", 99) == every
    assert numbers_after("", 2) == every[:2]
    assert numbers_after(every[1], 3) == every[2:5]
    assert numbers_after(every[-1], 3) == []


@pytest.mark.postgres
def test_postgres_is_told_not_to_look_at_more_of_a_type_than_are_asked_for(db):
    rows = registry.next_rows({"number": listing.COLUMNS["number"]}, "", 7, frozenset({"article", "question"}))

    assert str(rows.query).count("LIMIT 7") == 3

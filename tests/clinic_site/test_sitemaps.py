"""The sitemap of a guide of any size: each public page once, and nothing else."""

import re
from xml.etree import ElementTree

import pytest

from clinic_site.content import listing, remembered
from clinic_site.numbers.models import take
from tests import builders
from tests.clinic_site.content.lives import edited, submitted

SITE = "http://127.0.0.1:8000"


@pytest.fixture
def paths(clinic) -> list[str]:
    """Of five public pages, beside one that is only being written."""
    pages = [builders.published(builders.question(clinic["editor"], f"q{n}"), clinic).page for n in range(4)]
    pages.append(builders.published(builders.article(clinic["editor"]), clinic).page)
    submitted(edited(pages[0], clinic["editor"], question="A secret title?"), clinic)
    builders.article(clinic["editor"], "draft")
    return [page.path for page in pages]


def told(client, address: str) -> list[str]:
    answer = client.get(address)
    assert answer.status_code == 200
    ElementTree.fromstring(answer.content)  # noqa: S314 (our own answer)
    return re.findall(f"<loc>{SITE}([^<]+)</loc>", answer.content.decode())


def test_a_small_guide_is_told_whole(client, paths):
    assert set(paths) < set(told(client, "/sitemap.xml"))


def test_a_large_guide_is_told_in_parts_and_each_page_once(client, paths, monkeypatch):
    whole = told(client, "/sitemap.xml")
    monkeypatch.setattr(listing, "IN_A_DOCUMENT", 2)
    remembered.forget()

    parts = told(client, "/sitemap.xml")
    found = [told(client, part) for part in parts]

    assert parts[0] == "/sitemap/after/start.xml"
    assert "/faq/" in found[0]
    assert sorted(sum(found, [])) == sorted(whole)
    assert [len(part) for part in found[1:-1]] == [2] * (len(found) - 2)
    assert "/articles/draft/" not in whole


def test_nothing_is_read_of_the_other_parts(client, paths, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(listing, "IN_A_DOCUMENT", 2)
    part = told(client, "/sitemap.xml")[1]
    told(client, part)

    with django_assert_num_queries(3):
        told(client, part)


def test_where_the_parts_are_is_told_without_reading_any(client, paths, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(listing, "IN_A_DOCUMENT", 2)
    told(client, "/sitemap.xml")

    with django_assert_num_queries(1):
        told(client, "/sitemap.xml")


def test_only_what_is_a_number_has_a_part(client, paths):
    last = take("").digits

    for part in ("0", "99999", "start/x", "4716x", "9" * 500, max([last, "9990"])):
        assert client.get(f"/sitemap/after/{part}.xml").status_code == 404

"""The list for other systems, of a guide that one document does not hold."""

import pytest

from clinic_site.content import listing
from tests import builders

SITE = "http://127.0.0.1:8000"
UNUSED = "5724"


def test_a_large_guide_is_listed_in_parts_and_each_page_once(clinic, client, monkeypatch, django_assert_num_queries):
    monkeypatch.setattr(listing, "IN_A_DOCUMENT", 2)
    pages = [builders.published(builders.question(clinic["editor"], f"q{n}"), clinic).page for n in range(5)]

    address, parts = "/api/pages.json", []
    while address:
        part = client.get(address).json()
        parts.append([row["number"] for row in part["pages"]])
        address = (part["next"] or "").removeprefix(SITE)

    assert [len(part) for part in parts] == [2, 2, 1]
    assert sum(parts, []) == sorted(page.number_id for page in pages)
    with django_assert_num_queries(3):
        client.get(f"/api/pages/after/{parts[0][-1]}.json")


def test_a_small_guide_is_listed_whole(clinic, client):
    builders.published(builders.article(clinic["editor"]), clinic)

    assert client.get("/api/pages.json").json()["next"] is None


@pytest.mark.parametrize("number", [UNUSED, "1", "abc", "9" * 500])
def test_only_what_is_a_number_has_others_after_it(clinic, client, number):
    assert client.get(f"/api/pages/after/{number}.json").status_code == 404

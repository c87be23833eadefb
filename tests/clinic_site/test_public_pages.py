import pytest

from tests import builders

LISTS = [
    "/",
    "/articles/",
    "/faq/",
    "/faq/?answers=1",
    "/topics/",
    "/topics/after-treatment/",
    "/evidence/",
    "/glossary/",
    "/disclaimers/",
    "/contact/",
    "/changes/",
    "/unwell/",
    "/sitemap.xml",
    "/feeds/articles.xml",
]


def publish_some(clinic, count: int) -> None:
    for place in range(count):
        builders.published(builders.article(clinic["editor"], f"article-{place}"), clinic)
        builders.published(builders.question(clinic["editor"], f"question-{place}"), clinic)


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("address", [*LISTS, "/articles/article-0/", "/faq/question-0/", "/disclaimers/emergency/"])
def test_a_public_page_costs_at_most_three_queries(clinic, client, django_assert_max_num_queries, address, count):
    publish_some(clinic, count)

    with django_assert_max_num_queries(3):
        response = client.get(address)

    assert response.status_code == 200
    assert not response.cookies


def test_a_hundred_pages_cost_no_query_more(clinic, client, django_assert_max_num_queries):
    publish_some(clinic, 50)

    for address in [*LISTS, "/articles/article-0/", "/faq/question-0/"]:
        with django_assert_max_num_queries(3):
            assert client.get(address).status_code == 200, address

import pytest

from clinic_site.content.cited import used_on, uses_of
from tests import builders
from tests.clinic_site.content.lives import edited, submitted, withdrawn

CITES = "It can ache [@Brady2014].\n"


@pytest.fixture(autouse=True)
def source(db):
    return builders.reference()


def said() -> dict[str, str]:
    return {use.number: use.in_words for use in uses_of("Brady2014")}


def test_a_desk_that_cites_it_uses_it(clinic):
    page = builders.article(
        clinic["editor"], body=CITES, supports=["Other2001: nothing", "Brady2014: that it can ache"]
    )

    (use,) = uses_of("Brady2014")

    assert (use.number, use.title, use.path) == (page.number_id, page.title, page.path)
    assert use.in_words == "On the desk only: readers don't see it."
    assert use.supports == "that it can ache"


def test_a_public_page_counts_with_the_revision_that_prints_it(clinic):
    page = builders.published(builders.article(clinic["editor"], body=CITES), clinic).page

    assert said() == {page.number_id: "Readers see it in revision 1."}
    assert used_on() == {"Brady2014": {page.number_id}}


def test_a_page_whose_desk_let_it_go_still_shows_it(clinic):
    page = builders.published(builders.question(clinic["editor"], body=CITES), clinic).page
    edited(page, clinic["editor"], body="Other words.\n")

    assert said() == {page.number_id: "Readers see it in revision 1. The desk no longer cites it."}


def test_a_copy_that_waits_is_told_with_the_public_one(clinic):
    page = builders.published(builders.article(clinic["editor"], body=CITES), clinic).page
    submitted(edited(page, clinic["editor"], body=f"More. {CITES}"), clinic)

    assert said() == {page.number_id: "Readers see it in revision 1. Revision 2 waits and cites it."}


def test_what_the_public_copy_says_it_supports_counts_more_than_the_desk(clinic):
    page = builders.article(clinic["editor"], body=CITES, supports=["Brady2014: the signed words"])
    builders.published(page, clinic)
    edited(page, clinic["editor"], supports=["Brady2014: the desk's words"])

    assert [use.supports for use in uses_of("Brady2014")] == ["the signed words"]


def test_copies_that_readers_no_longer_see_do_not_count(clinic):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    page = builders.article(clinic["editor"], body=CITES)
    withdrawn(builders.published(page, clinic), clinic, other)
    edited(page, clinic["editor"], body="Other words.\n")

    assert said() == {}
    assert used_on() == {}


def test_a_key_that_only_begins_alike_is_another_source(clinic):
    builders.reference("Brady2014b")
    builders.published(builders.article(clinic["editor"], body="It can ache [@Brady2014b].\n"), clinic)

    assert uses_of("Brady2014") == []


def test_where_a_source_is_used_costs_two_queries(clinic, django_assert_num_queries):
    for place in range(3):
        builders.published(builders.article(clinic["editor"], f"page-{place}", body=CITES), clinic)

    with django_assert_num_queries(2):
        assert len(uses_of("Brady2014")) == 3

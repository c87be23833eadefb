import pytest

from clinic_site.content import desk
from clinic_site.content.term_uses import pages_using, uses_of
from tests import builders
from tests.clinic_site.content.lives import submitted, withdrawn
from tests.clinic_site.glossary.shelf import term

MARKED = "It is a [[trigger point]].\n"


def said(row) -> dict[str, str]:
    return {use.number: use.in_words for use in uses_of(row)}


def test_a_desk_that_marks_a_form_uses_the_term(clinic):
    row = term()
    page = builders.article(clinic["editor"], body="Two [[Trigger  points]].\n")

    assert said(row) == {page.number_id: "on the desk, not yet public"}
    assert pages_using() == {"trigger-point": {page.number_id}}


def test_a_public_page_is_named_with_its_revision(clinic):
    row = term()
    revision = builders.published(builders.question(clinic["editor"], body=MARKED), clinic)

    assert said(row) == {revision.page.number_id: "on the desk, and readers see it in revision 1"}


def test_a_page_whose_desk_moved_on_still_shows_the_term(clinic):
    row = term()
    page = builders.published(builders.article(clinic["editor"], body=MARKED), clinic).page
    page.refresh_from_db()
    desk.save(page, by=clinic["editor"], base_edit=page.edit, body="Other words.\n")

    assert said(row) == {page.number_id: "readers see it in revision 1; the desk no longer has it"}


def test_copies_that_are_no_longer_public_count_too(clinic):
    row = term()
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    page = builders.published(builders.article(clinic["editor"], body=MARKED), clinic).page
    withdrawn(page.revisions.get(), clinic, other)
    page.refresh_from_db()
    desk.save(page, by=clinic["editor"], base_edit=page.edit, body="Other words.\n")

    assert said(row) == {page.number_id: "in signed copies that are not public"}
    assert pages_using() == {"trigger-point": {page.number_id}}


def test_a_mark_in_a_heading_alone_is_a_use(clinic):
    row = term()
    page = builders.article(clinic["editor"], body="## A [[trigger point]]\n\nWords.\n")
    submitted(page, clinic)

    assert list(said(row)) == [page.number_id]


def test_words_without_a_mark_are_no_use(clinic):
    row = term()
    body = "A tight, sore spot in the muscle is a trigger point, [[fascia.\n"
    builders.published(builders.article(clinic["editor"], body=body), clinic)

    assert said(row) == {}
    assert pages_using() == {}


@pytest.mark.parametrize("count", [1, 3])
def test_however_many_pages_there_are_they_are_read_at_once(clinic, django_assert_num_queries, count: int):
    row = term()
    for number in range(count):
        builders.published(builders.article(clinic["editor"], f"page-{number}", body=MARKED), clinic)

    with django_assert_num_queries(2):
        assert len(uses_of(row)) == count
    with django_assert_num_queries(3):
        assert len(pages_using()["trigger-point"]) == count

"""What stops a named handout, and who may write one."""

import pytest

from clinic_site.content import desk, publishing, retiring, together, workflow
from clinic_site.content.compare import clinical_reasons
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.handouts.models import Handout
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted
from tests.clinic_site.handouts.pages import asked, retired


@pytest.fixture
def two(clinic):
    return [asked(clinic, slug) for slug in ("first", "second")]


def numbers(pages) -> list[str]:
    return [page.number_id for page in pages]


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"points": ["One.", "Two.", "Three.", "Four."]}, "nobody keeps more than three"),
        ({"points": ["Call 020 7946 0000."]}, "is typed as a number to call"),
        ({"points": ["Call {{nobody}}."]}, "is not a value we know"),
        ({"points": ["Nobody knows [@Brady2014]."]}, "Sources are not shown here"),
        ({"flags": ["mentions-pregnancy"], "topics": []}, "No topic is chosen"),
    ],
)
def test_its_words_are_checked(clinic, two, fields, said):
    page = builders.handout(clinic["editor"], **fields)

    assert said in refused(lambda: submitted(page, clinic))


def test_without_things_to_remember_there_is_none(clinic, two):
    with pytest.raises(Exception, match="points"):
        builders.handout(clinic["editor"], points=[])


def test_its_pages_are_two_to_five_articles_or_questions_each_once(clinic, two):
    first, second = numbers(two)
    other, note = builders.handout(clinic["editor"], "other"), builders.disclaimer(clinic["editor"], "note")
    wrong = {
        "It holds 1 pages": [first],
        "It holds 6 pages": [first, second, *(builders.item(clinic["editor"], f"more-{place}") for place in range(4))],
        "A page stands in it twice": [first, second, first],
        f"Number {other.number_id} is no article and no question": [first, other.number_id],
        f"Number {note.number_id} is no article and no question": [first, note.number_id],
        "Number 9999 is no article and no question": [first, "9999"],
    }
    for place, (said, items) in enumerate(wrong.items()):
        page = builders.handout(clinic["editor"], f"wrong-{'abcdef'[place]}", items=items)
        assert said in refused(lambda page=page: submitted(page, clinic)), said


def test_publishing_is_refused_while_a_page_is_not_public(clinic, two):
    draft = builders.question(clinic["editor"], "draft")
    page = builders.handout(clinic["editor"], items=[two[0].number_id, draft.number_id])
    revision = workflow.approve(submitted(page, clinic), by=clinic["reviewer"])

    said = refused(lambda: publishing.publish(revision, by=clinic["publisher"]))

    assert f"Readers can’t open page {draft.number_id}: it is not public." in said
    builders.published(draft, clinic)
    publishing.publish(revision, by=clinic["publisher"])


def test_a_page_and_a_handout_of_it_go_out_together(clinic, two):
    draft = builders.question(clinic["editor"], "draft")
    page = builders.handout(clinic["editor"], items=[two[0].number_id, draft.number_id])
    both = [workflow.approve(submitted(one, clinic), by=clinic["reviewer"]) for one in (page, draft)]

    assert draft.number_id in together.numbers_near(both[0])
    publishing.publish_all(both, by=clinic["publisher"])


def test_a_retired_page_is_refused_at_the_next_check(clinic, two):
    retired(two[0], clinic, two[1])
    page = builders.handout(clinic["editor"], items=numbers(two))

    assert "it is not public" in refused(lambda: submitted(page, clinic))


def test_whoever_retires_a_page_is_told_which_handouts_hold_it(clinic, two):
    page = builders.handout(clinic["editor"], items=numbers(two))
    builders.published(page, clinic)

    assert [row.number for row in retiring.leading_to(two[0])] == [page.number_id]


@pytest.mark.parametrize("slug", ["2024-2035", "2024", "1-2-3", "_", "for-2024"])
def test_an_address_that_looks_like_numbers_is_refused(clinic, two, slug):
    with pytest.raises(Refused, match="looks like numbers of pages"):
        builders.handout(clinic["editor"], slug)


def test_other_points_or_pages_are_a_change_of_meaning(clinic, two):
    page = builders.handout(clinic["editor"])
    for fields in ({"points": ["Rest well."]}, {"items": numbers(two)}):
        assert clinical_reasons(page.wording(), page.wording() | fields)


def test_a_clinician_drafts_and_sends_handouts_and_nothing_else(clinic, two):
    clinician = clinic["clinician"]
    page = desk.create(Handout, by=clinician, slug="mine", title="Mine", lede="Rest.", points=["Rest."],
                       items=numbers(two), topics=["after-treatment"])  # fmt: skip

    revision = workflow.submit(edited(page, clinician, lede="Rest well."), by=clinician, note="First text.")

    with pytest.raises(NotAllowed):
        workflow.approve(revision, by=clinician)
    with pytest.raises(NotAllowed):
        builders.question(clinician)

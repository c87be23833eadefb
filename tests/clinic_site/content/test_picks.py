import pytest

from clinic_site.content.picks import beginning, picks
from clinic_site.content.reading import read_shared
from clinic_site.profile.models import amend
from tests import builders
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.views.given import due_ago, public


def test_public_articles_and_questions_can_be_given_out_in_the_order_of_their_titles(clinic):
    public(clinic, "b", question="Bruise?")
    builders.published(builders.article(clinic["editor"], "a", title="Aftercare"), clinic)
    submitted(builders.question(clinic["editor"], "draft"), clinic)

    assert [pick.title for pick in picks(read_shared())] == ["Aftercare", "Bruise?"]


def test_only_signed_words_are_given_out(clinic):
    edited(public(clinic, "b", question="Bruise?"), clinic["editor"], question="Other?", search_words=["secret"])

    [pick] = picks(read_shared())

    assert (pick.title, pick.search_words) == ("Bruise?", [])


@pytest.mark.parametrize(
    ("days", "overdue", "too_late"), [(0, False, False), (1, True, False), (90, True, False), (91, True, True)]
)
def test_a_page_is_flagged_after_its_date_and_too_late_after_90_days(clinic, days, overdue, too_late):
    due_ago(public(clinic, "b"), days)

    [pick] = picks(read_shared())

    assert (pick.overdue, pick.too_late) == (overdue, too_late)


def test_nobody_has_checked_example_content(clinic):
    public(clinic, "b")
    amend(by=clinic["owner"], is_example=True)

    [pick] = picks(read_shared())

    assert pick.checked is None


def test_the_beginning_of_an_answer_ends_with_a_whole_word():
    assert beginning("Not quite, the needles are alike.", 12) == "Not quite …"
    assert beginning("Yes.", 12) == "Yes."

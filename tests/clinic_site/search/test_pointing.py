import pytest
from django.core.exceptions import ValidationError

from clinic_site.search.models import BestAnswer
from clinic_site.search.pointing import led, point
from clinic_site.search.vocabulary import asked_for, known
from tests import builders


def test_words_lead_to_the_page_that_was_chosen_last(clinic):
    point("fizzy arm", "2043", by=clinic["editor"])
    point("fizzy arms", "1007", by=clinic["owner"])

    row = BestAnswer.objects.get()
    assert (row.number, row.changed_by) == ("1007", clinic["owner"])
    assert known().best_for("a fizzy arm") == "1007"


def test_only_pages_that_are_public_count_as_an_answer(clinic):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    point("fizzy arm", page.number_id, by=clinic["editor"])
    point("ear seeds", builders.article(clinic["editor"], "draft").number_id, by=clinic["editor"])

    assert led() == {asked_for("fizzy arm")}


@pytest.mark.parametrize(("words", "number"), [("", "2043"), ("?", "2043"), ("fizzy arm", "x")])
def test_what_says_nothing_is_refused(clinic, words, number):
    with pytest.raises(ValidationError):
        point(words, number, by=clinic["editor"])

    assert not BestAnswer.objects.exists()

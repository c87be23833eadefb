import pytest
from django.core.exceptions import ValidationError

from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym, known
from tests.clinic_site.search.taught import best_answer, synonym

pytestmark = pytest.mark.django_db


def cleaned(row):
    row.full_clean()
    return row


def test_each_word_knows_the_others_of_its_row():
    synonym("pins and needles, numb, fizzy")

    assert known().others["numb"] == {"pins and needles", "fizzy"}
    assert known().others["pins and needles"] == {"numb", "fizzy"}


def test_a_word_of_two_rows_knows_the_others_of_both():
    synonym("sore, tender")
    synonym("ache, sore")

    assert known().others["sore"] == {"tender", "ache"}


def test_a_new_row_counts_at_once_and_a_deleted_one_no_more():
    row = synonym("sore, tender")
    assert "sore" in known().others

    row.delete()

    assert known().others == {}


def test_words_are_kept_in_one_form():
    assert cleaned(Synonym(words=" Sore,tender ,  SORE, Côté's,")).words == "sore, tender, cotes"


@pytest.mark.parametrize("words", ["sore", "sore, sore", ",,", "!!, ??"])
def test_one_word_alone_means_nothing_more(words: str):
    with pytest.raises(ValidationError):
        Synonym(words=words).full_clean()


def test_two_rows_do_not_begin_with_the_same_words():
    synonym("sore, tender")

    with pytest.raises(ValidationError, match="Another row begins"):
        Synonym(words="Sore, ache").full_clean()


def test_the_best_answer_is_found_whatever_the_endings_and_small_words():
    best_answer("side effects", "2043")

    best = known().best_for
    assert [best(words) for words in ("side effects", "Side effect", "what are the side effects?")] == ["2043"] * 3
    assert [best(words) for words in ("side", "side effects of warfarin", "", "?")] == [""] * 4


def test_small_words_alone_can_have_a_best_answer():
    best_answer("what is it", "2008")

    assert known().best_for("What is it?") == "2008"
    assert known().best_for("how is it") == ""


def test_the_same_search_has_one_best_answer():
    best_answer("side effects")

    with pytest.raises(ValidationError, match="Change that row"):
        BestAnswer(words="the side effect", number="1032").full_clean()


@pytest.mark.parametrize("number", ["", "12", "20435678", "abcd", "2043\n"])
def test_a_best_answer_names_a_number(number: str):
    with pytest.raises(ValidationError):
        BestAnswer(words="side effects", number=number).full_clean()


@pytest.mark.parametrize("words", ["", " , ", "chest pain, ?", "/", "one two three four five six seven eight nine"])
def test_a_sign_of_danger_has_words_that_can_be_found(words: str):
    with pytest.raises(ValidationError):
        RedFlag(name="Chest", level="emergency", words=words).full_clean()


def test_the_two_cards_are_the_only_levels():
    with pytest.raises(ValidationError):
        RedFlag(name="Chest", level="plain", words="chest pain").full_clean()

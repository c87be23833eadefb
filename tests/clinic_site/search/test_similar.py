from itertools import combinations

import pytest

from clinic_site.search.similar import LIKELY_SAME, closest, ideas, similarity
from tests.clinic_site.search.pairs import ASKED, DIFFERENT


def starters() -> list[tuple[str, str]]:
    return [(question, question) for question in ASKED]


def keys(text: str, **limits) -> list[str]:
    return [key for key, _score in closest(text, starters(), **limits)]


def pairs_of_one_question() -> list[tuple[str, str]]:
    return [(question, asked) for question, ways in ASKED.items() for asked in ways]


def test_there_are_enough_pairs_to_judge_by():
    assert len(pairs_of_one_question()) >= 60
    assert len(list(combinations(ASKED, 2))) + len(DIFFERENT) >= 120


@pytest.mark.parametrize(
    "asked", ["Is dry needling painful?", "Will the needles hurt me?", "DOES IT HURT", "is it painfull"]
)
def test_pain_is_asked_about_in_many_words(asked):
    assert keys(asked)[:1] == ["Does dry needling hurt?"]
    assert similarity("Does dry needling hurt?", asked) >= LIKELY_SAME


def test_another_question_about_needling_is_not_the_same():
    assert similarity("Does dry needling hurt?", "Does dry needling help a frozen shoulder?") < LIKELY_SAME
    assert similarity("Does dry needling help tennis elbow?", "Does dry needling help plantar fasciitis?") < LIKELY_SAME


def test_nearly_all_that_patients_ask_in_other_words_finds_its_question():
    pairs = pairs_of_one_question()

    found = [asked for question, asked in pairs if keys(asked)[:1] == [question]]

    assert len(found) >= 0.9 * len(pairs)


def test_hardly_any_two_of_our_own_questions_are_taken_for_one():
    wrong = [pair for pair in [*combinations(ASKED, 2), *DIFFERENT] if similarity(*pair) >= LIKELY_SAME]

    assert len(wrong) <= 5


@pytest.mark.parametrize(("first", "second"), pairs_of_one_question()[::7])
def test_it_does_not_matter_which_question_comes_first(first, second):
    assert similarity(first, second) == similarity(second, first)
    assert 0 <= similarity(first, second) <= 1


def test_a_question_is_the_same_as_itself_whatever_its_signs():
    assert similarity("Can I drive?", "can i DRIVE") == pytest.approx(1)
    assert similarity("I’m expecting a baby", "I'm expecting a baby!") == pytest.approx(1)


def test_a_misspelled_word_is_read_as_the_word_like_it():
    others = [("a", "Can a physiotherapist treat my shoulder?"), ("b", "Can I bring my dog?")]

    assert [key for key, _score in closest("physioterapist for shouldr", others)] == ["a"]


def test_what_nobody_else_asks_about_weighs_more():
    others = [
        (str(place), f"Can I {doing} on holiday?") for place, doing in enumerate(["swim", "sing", "draw", "dance"])
    ]

    found = closest("May I swim on a holiday?", others, at_least=0)

    assert found[0][0] == "0"
    assert found[0][1] > 2 * found[1][1]


def test_no_more_are_named_than_asked_for_and_the_best_comes_first():
    found = closest("How long will I be sore?", starters(), at_least=0, most=2)

    assert len(found) == 2
    assert found[0][0] == "How sore will I be, and for how long?"
    assert found[0][1] >= found[1][1]


def test_equals_are_named_in_the_order_of_their_keys():
    others = [("b", "Can I swim?"), ("a", "Can I swim?")]

    assert [key for key, _score in closest("Can I swim?", others)] == ["a", "b"]


@pytest.mark.parametrize("text", ["", "?!", "is it", "    ", "\x00", "’" * 300, "日本語"])
def test_words_that_say_nothing_are_like_nothing(text):
    assert closest(text, starters()) == []
    assert similarity(text, "Does it hurt?") == 0
    assert similarity(text, text) == 0


def test_no_others_means_none_is_close():
    assert closest("Does it hurt?", []) == []


def test_only_the_beginning_of_a_very_long_text_is_read():
    assert ideas("Does it hurt? " + "x" * 1_000_000) == ideas("Does it hurt? " + "x" * 486)

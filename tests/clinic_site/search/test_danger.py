import pytest
from django.conf import settings

from clinic_site.search.danger import danger_of
from clinic_site.search.loading import load
from tests.clinic_site.search.dangers import DANGEROUS, HARMLESS
from tests.clinic_site.search.taught import red_flag

STARTER = settings.BASE_DIR / "starter" / "search"

pytestmark = pytest.mark.django_db


def test_every_danger_of_the_table_shows_its_card():
    load(STARTER)

    assert [(words, level) for words, level in DANGEROUS if danger_of(words) != level] == []


def test_what_is_harmless_shows_no_card():
    load(STARTER)

    assert [words for words in HARMLESS if danger_of(words)] == []


@pytest.mark.parametrize(
    "words",
    [
        "chest pain",
        "my chest really hurts",
        "pains in the chest",
        "cheste pian",
        "CHEST PAIN!!!",
        "is it normal to have chest pain",
        "what should I do when my chest hurts",
        "how common is chest pain, mine hurts now",
        "Can needles cause chest pain? My chest hurts.",
        "Can needles cause chest pain? I have had it since Monday.",
    ],
)
def test_a_sign_is_found_in_any_order_with_any_ending_and_a_slip(words: str):
    red_flag("chest pain/hurt")

    assert danger_of(words) == "emergency"


@pytest.mark.parametrize(
    "words",
    [
        "can needles cause chest pain",
        "how common is chest pain after needling",
        "risk of chest pain",
        "I am worried about chest pain",
        "can it hurt my chest",
        "I had chest pain years ago, can I have it",
        "no chest pain",
        "I don't have chest pain",
        "what is dry needling",
    ],
)
def test_a_general_question_and_what_is_denied_is_no_danger(words: str):
    red_flag("chest pain/hurt")

    assert danger_of(words) == ""


def test_words_far_from_each_other_are_no_sign():
    red_flag("chest pain")

    assert danger_of("chest freezer bought second hand garden shed gave pain") == ""


@pytest.mark.parametrize(
    "words", ["can't breathe", "cant breathe", "cannot breathe", "unable to breathe", "can’t breathe"]
)
def test_every_way_to_say_cannot_is_one(words: str):
    red_flag("can't breathe")

    assert danger_of(words) == "emergency"


def test_a_word_in_quotation_marks_is_found_in_just_this_form():
    red_flag('having "fit"')

    assert danger_of("having a fit") == "emergency"
    assert danger_of("having fitness") == ""


def test_words_beside_a_sign_can_keep_it_off():
    red_flag()
    red_flag("numb", "same-day", keeps_off="numb cream/gel")

    assert danger_of("my arm is numb") == "same-day"
    assert danger_of("my numbing cream") == ""


def test_the_emergency_comes_before_the_same_day():
    red_flag("fever", "same-day")
    red_flag("chest pain")

    assert danger_of("fever and chest pain") == "emergency"


def test_without_signs_of_an_emergency_the_built_in_ones_hold():
    red_flag("fever", "same-day")

    assert danger_of("I can't breathe") == "emergency"
    assert danger_of("fever") == "same-day"


@pytest.mark.parametrize(
    "words", ["", " ", "?", "\x00", "\ud800", "؟", "胸の痛み", "🤕" * 500, "%' OR 1=1 --", '"', "a/b,c", "(((", "\\"]
)
def test_any_text_will_do(words: str):
    red_flag("chest pain")

    assert danger_of(words) == ""


def test_a_card_costs_one_query(django_assert_num_queries):
    load(STARTER)

    with django_assert_num_queries(1):
        danger_of("chest pain")

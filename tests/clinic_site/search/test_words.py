import pytest

from clinic_site.search.words import LONGEST, normalised, stem, tokens

FAMILIES = (
    "needle needles needling needled",
    "bruise bruises bruising bruised",
    "sore soreness sores",
    "treat treatment treatments treated",
    "dizzy dizziness",
    "infect infection infected",
    "pain painful pains painless",
    "pregnant pregnancy",
    "safe safely safety",
    "tired tiredness",
    "breath breathing breathless breathlessness",
    "exercise exercises exercising",
    "move moving movement",
    "worry worries worried",
    "swim swimming",
    "qualify qualified qualification",
    "sterile sterilised",
)
STRANGERS = (("care", "car"), ("ready", "read"), ("needle", "need"), ("ill", "all"), ("medicine", "medium"))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_word_is_the_same_with_any_ending(family):
    assert len({stem(word) for word in family.split()}) == 1


@pytest.mark.parametrize(("one", "other"), STRANGERS)
def test_words_that_only_look_alike_stay_two(one, other):
    assert stem(one) != stem(other)


def test_numbers_and_short_words_have_no_endings():
    assert [stem(word) for word in ("999", "l5s", "gas", "is", "1es")] == ["999", "l5s", "gas", "is", "1es"]


def test_accents_capitals_and_apostrophes_make_no_difference():
    assert tokens("Càn’t  BREATHE — ﬁzzy Øre, crème") == ["cant", "breathe", "fizzy", "ore", "creme"]


def test_only_plain_letters_and_digits_come_out():
    text = "\x00\ud800 a\u202eb مرحبا 🙂 'x' \"y\" * ^ (z) -w; DROP--"

    assert all(word.isascii() and word.isalnum() and word == word.lower() for word in tokens(text))


def test_what_was_typed_becomes_one_line():
    assert normalised("  Does\tit\n HURT\x00?\ud800 ") == "does it hurt ?"


def test_other_scripts_stay_as_people_write_them():
    assert normalised("Größe 한국어 हिन्दी") == "grosse 한국어 हिनदी"


def test_no_more_is_kept_than_a_search_needs():
    assert len(normalised("é" * 10_000)) == LONGEST

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.claims.machines import backward_machine, machine
from clinic_site.claims.patterns import LONGEST, PatternFault
from tests.clinic_site.claims.rules import words_found


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("", "It has no word. Write the word or words to look for."),
        ("   ", "It has no word. Write the word or words to look for."),
        ("* cure", "Start with a word: a gap at the start would fit everything."),
        ("… cure", "Start with a word: a gap at the start would fit everything."),
        ("no * * effects", "Two gaps stand side by side. One … is up to 8 words."),
        ("(cure|heal", "A closing bracket is missing: write (one|other)."),
        ("cure)", "“)” stands outside brackets. Write (one|other)."),
        ("cure|heal", "“|” stands outside brackets. Write (one|other)."),
        ("(a|(b|c))", "Brackets inside brackets don't work. List all the choices in one bracket."),
        ("(|)", "The brackets hold no word. Write (one|other)."),
        ("()", "The brackets hold no word. Write (one|other)."),
        ("(no * risk|safe)", "Gaps don't work inside brackets. Put * or … before or after them."),
        ("(very|) safe", "The start may not be left out. Begin with a word that is always there."),
        ('"cure', "A quotation mark is missing. Put one before and one after the exact words."),
        ('no "" risk', '“""” holds no word. Leave it out: punctuation makes no difference.'),
        ("no / risk", "“/” holds no word. Leave it out: punctuation makes no difference."),
        ("x" * (LONGEST + 1), "It is longer than 200 characters. Make two rules of it."),
    ],
)
def test_a_fault_says_what_to_write(pattern: str, message: str):
    with pytest.raises(PatternFault) as refusal:
        machine(pattern)

    assert str(refusal.value) == message


@pytest.mark.parametrize(
    "pattern", [r"cur\w+", "[ck]ure", "cure{2}", "^cure", "cure$", "cures?", "c.*e", "(a+)+", "(?i)x"]
)
def test_a_regular_expression_is_told_apart_from_a_pattern(pattern: str):
    with pytest.raises(PatternFault, match="means nothing here"):
        machine(pattern)


def test_a_star_stands_for_up_to_three_words():
    text = "no side effects, no known side effects, no a b c side effects, no a b c d side effects"

    assert words_found(text, pattern="no * side effects") == [
        "no side effects",
        "no known side effects",
        "no a b c side effects",
    ]


@pytest.mark.parametrize("dots", ["…", "..."])
def test_dots_stand_for_up_to_eight_words(dots: str):
    text = "flush a b c d e f g h toxins. flush a b c d e f g h i toxins"

    assert words_found(text, pattern=f"flush {dots} toxins") == ["flush a b c d e f g h toxins"]


def test_dots_right_behind_a_word_are_a_gap_too():
    assert words_found("flush all the toxins", pattern="flush... toxins") == ["flush all the toxins"]


def test_one_of_several_is_enough():
    text = "It is very safe, or totally safe, or rather safe."

    assert words_found(text, pattern="(very|totally) safe") == ["very safe", "totally safe"]


def test_a_choice_may_have_several_words_or_be_left_out():
    text = "no need for surgery, no need for your surgery, instead of your surgery"

    assert words_found(text, pattern="(no need for|instead of) (your|) surgery") == text.split(", ")


def test_words_in_quotation_marks_have_one_form():
    assert words_found("It was proven. He provens.", term='"proven"') == ["proven"]
    assert words_found("cure, cures", pattern="“cure”") == ["cure"]


def test_a_gap_at_the_end_shows_the_words_behind():
    text = "It is better than any drug you know of. Better than that."

    assert words_found(text, pattern="better than *") == ["better than any drug you", "Better than that"]


def refusal(pattern: str) -> str:
    try:
        machine(pattern)
    except PatternFault as fault:
        return str(fault)
    return ""


@given(st.text(alphabet='ab cure*…(|)".,’-%', max_size=40))
def test_any_pattern_is_refused_or_works_both_ways(pattern: str):
    if refusal(pattern):
        with pytest.raises(PatternFault):
            backward_machine(pattern)
    else:
        assert words_found("", pattern=pattern) == []
        assert all(words_found("a cure b", pattern=pattern, allowed_after=pattern))

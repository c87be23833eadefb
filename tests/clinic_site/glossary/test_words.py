import pytest
from django.core.exceptions import ValidationError

from clinic_site.glossary.words import (
    TermForm,
    folded,
    forms_in,
    taken,
    validate_forms,
    validate_plain,
    validate_words,
)


@pytest.mark.parametrize("words", ["Trigger Point", "trigger  point", " trigger\npoint ", "TRIGGER POINT"])
def test_capitals_and_spaces_make_no_other_words(words):
    assert folded(words) == "trigger point"


def test_a_curved_apostrophe_makes_no_other_words():
    assert folded("Parkinson’s") == folded("parkinson's")


def test_a_form_is_a_line_with_words_and_plain_words():
    lines = "trigger points: tight, sore spots\r\n\r\n TrP : tight spot: sore \n"

    assert forms_in("trigger-point", lines) == [
        TermForm("trigger-point", "trigger points", "tight, sore spots"),
        TermForm("trigger-point", "TrP", "tight spot: sore"),
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("trigger points", "“words: plain words”"),
        (": sore spots", "“words: plain words”"),
        ("trigger points:", "“words: plain words”"),
        (f"{'x' * 81}: sore", "80 characters at most"),
        (f"x: {'y' * 121}", "plain words 120"),
        ("a [b]: sore", "without any of these"),
        ("a | b: sore", "without any of these"),
        ("ab: sore {{phone}}", "without any of these"),
    ],
)
def test_a_line_that_could_not_be_used_is_refused_and_named(line, said):
    with pytest.raises(ValidationError, match=said):
        validate_forms(f"fine: good\n{line}")


def test_lines_that_fit_are_taken():
    validate_forms("")
    validate_forms(f"\n{'x' * 80}: {'y' * 120}\n\nT1: one: two\n")


@pytest.mark.parametrize("words", ["[[x]]", "a]b", "{{phone}}", "a|b", "a: b", "a\\b", "a\nb"])
def test_words_that_would_break_a_mark_are_refused(words):
    with pytest.raises(ValidationError):
        validate_words(words)


def test_plain_words_may_hold_a_colon_and_no_brackets():
    validate_plain("two things: a and b (or c), <d> & e")
    with pytest.raises(ValidationError):
        validate_plain("a [[b]]")


def test_words_that_are_taken_are_named_with_what_has_them():
    one, same, other = TermForm("a", "Pain", "x"), TermForm("a", "pain ", "y"), TermForm("b", "ache", "z")

    assert list(taken([one, same], [other])) == [(same, one)]
    assert list(taken([TermForm("a", "ACHE", "x")], [other])) == [(TermForm("a", "ACHE", "x"), other)]
    assert list(taken([TermForm("a", "", "")], [TermForm("b", "", "")])) == []

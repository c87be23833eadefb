import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.claims.matching import LONGEST_KEPT, MOST_KEPT, Book
from tests.clinic_site.claims.rules import PlainRule, words_found


def test_a_match_tells_where_why_and_what_to_write_instead():
    rule = PlainRule(key="cure", term="cure", reason="Why", suggestion="Instead", source="Study")

    [match] = Book([rule]).found_in("It cures pain.")

    assert (match.rule, match.words, match.start, match.end) == ("cure", "cures", 3, 8)
    assert (match.reason, match.suggestion, match.source) == ("Why", "Instead", "Study")


def test_only_whole_words_are_found():
    assert words_found("secure, manicured, curefree, cure", term="cure") == ["cure"]


def test_words_are_shown_as_they_were_written():
    assert words_found("It C\u00adURES all.", term="cure") == ["C\u00adURES"]


@pytest.mark.parametrize(
    "written", ["side effects", "side-effect", "Side\neffects", "side\u2011effect", "SIDE  EFFECT"]
)
def test_a_phrase_is_found_with_a_hyphen_or_across_lines(written: str):
    assert words_found(f"It has {written}.", term="side effect") == [written]


def test_an_answer_no_is_not_read_with_what_follows():
    assert words_found("No, side effects are common. No. Side effects", pattern="no * side effects") == []


@pytest.mark.parametrize(
    "text",
    [
        "It is not a cure.",
        "It cannot cure you.",
        "It can’t cure you.",
        "There is no proof that it cures pain.",
        "No study in people shows that it cures pain.",
        "Not\na cure",
    ],
)
def test_words_that_make_it_harmless_keep_the_rule_silent(text: str):
    lines = "(not|cannot|can't) (a|)\n\n no proof that it \nno study * that *"

    assert words_found(text, term="cure", allowed_after=lines) == []


@pytest.mark.parametrize(
    "text",
    [
        "It cures.",
        "It is not only a cure.",
        "Do not wait: it cures.",
        "You will not believe it. A cure!",
        "Why not? Cure",
    ],
)
def test_harmless_words_count_only_right_before_and_in_one_phrase(text: str):
    assert len(words_found(text, term="cure", allowed_after="not\nnot a\ndo not")) == 1


def test_a_rule_that_is_silent_once_speaks_the_next_time():
    assert words_found("It is not a cure but cures", term="cure", allowed_after="not a") == ["cures"]


def test_the_words_before_a_longer_choice_are_looked_at():
    pattern = "(safe|completely safe)"

    assert words_found("not completely safe", pattern=pattern, allowed_after="not") == []


def test_matches_of_all_rules_stand_in_the_order_of_the_text():
    rules = [PlainRule(key="b", term="heal"), PlainRule(key="a", term="cure")]

    assert [match.rule for match in Book(rules).found_in("cure heal cure")] == ["a", "b", "a"]


def test_a_passage_is_remembered_as_long_as_it_is_short():
    book = Book([PlainRule(term="cure")])

    for text in ("It cures.", "It cures.", "It cures." + " " * LONGEST_KEPT):
        assert [match.words for match in book.found_in(text)] == ["cures"]

    assert book._remembered.cache_info()[:4] == (1, 1, MOST_KEPT, 1)


def test_matches_of_one_rule_do_not_overlap():
    assert words_found("no no side effects no side effects", pattern="no * side effects") == [
        "no no side effects",
        "no side effects",
    ]


WORDS = st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=30).map(" ".join)


@given(WORDS)
def test_a_gap_agrees_with_a_regular_expression_on_whether_there_is_a_match(text: str):
    expected = re.search(r"\ba (?:\w )?(?:\w )?(?:\w )?(?:b c|d)\b", text)

    assert bool(words_found(text, pattern="a * (b c|d)")) == bool(expected)


@given(WORDS)
def test_every_match_is_one_by_itself(text: str):
    for words in words_found(text, pattern="a (b|) * c"):
        assert re.fullmatch(r"a(?: b)?(?: \w){0,3} c", words)


@given(st.text(max_size=300))
def test_any_text_can_be_searched(text: str):
    rule = PlainRule(pattern="(no|without) * (risk|harm)", allowed_after="is *")

    assert all(text[match.start : match.end] == match.words for match in Book([rule]).found_in(text))

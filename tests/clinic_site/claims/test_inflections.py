import pytest

from clinic_site.claims.inflections import forms_of


@pytest.mark.parametrize(
    ("word", "others"),
    [
        ("cure", {"cures", "cured", "curing"}),
        ("heal", {"heals", "healed", "healing"}),
        ("fix", {"fixes", "fixed", "fixing"}),
        ("remedy", {"remedies", "remedied", "remedying"}),
        ("destroy", {"destroys", "destroyed", "destroying"}),
        ("stop", {"stops", "stopped", "stopping"}),
        ("guarantee", {"guarantees", "guaranteed", "guaranteeing"}),
        ("flush", {"flushes", "flushed", "flushing"}),
        ("untie", {"unties", "untied", "untying"}),
        ("effect", {"effects", "effected", "effecting"}),
    ],
)
def test_a_word_is_found_in_its_ordinary_forms(word: str, others: set[str]):
    assert {word, *others} <= forms_of(word)


@pytest.mark.parametrize("word", ["no", "not", "than", "new", "it", "%", "100", "naïve"])
def test_small_words_have_one_form(word: str):
    assert forms_of(word) == {word}


@pytest.mark.parametrize(("word", "other"), [("cure", "curate"), ("heal", "health"), ("fix", "fixture")])
def test_another_word_is_no_form(word: str, other: str):
    assert other not in forms_of(word)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.readability import passive


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("You were given a leaflet.", "were given"),
        ("It is being done by a physiotherapist.", "is being done by"),
        ("The needle is put into a muscle.", "is put"),
        ("It can be felt.", "be felt"),
        ("The wound was not properly cleaned.", "was not properly cleaned"),
        ("It’s done in a minute.", "It’s done"),
        ("How is it done?", "How is it done"),
        ("Are the needles reused?", "Are the needles reused"),
        ("Needles are used to treat pain.", "are used"),
        ("We are worried by the result.", "are worried by"),
    ],
)
def test_the_passive_is_found_as_written(sentence, words):
    assert passive(sentence) == words


@pytest.mark.parametrize(
    "sentence",
    [
        "You are tired.",
        "Many are worried about needles.",
        "We are interested in what you think.",
        "Are you scared of needles?",
        "You are used to it.",
        "It is red.",
        "There were a hundred.",
        "She has given it to you.",
        "The therapist needled the muscle.",
        "Is it painful?",
        "",
    ],
)
def test_ways_of_being_and_doing_are_not_passive(sentence):
    assert passive(sentence) is None


@given(st.text(max_size=200))
def test_what_is_found_stands_in_the_sentence(sentence):
    assert (passive(sentence) or "") in sentence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.readability import syllables
from tests.clinic_site.readability.labelled import GENERAL, HEALTH

LETTERS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=20)


def wrong(labelled: dict[str, int]) -> dict[str, tuple[int, int]]:
    return {word: (syllables(word), count) for word, count in labelled.items() if syllables(word) != count}


@pytest.mark.parametrize("labelled", [HEALTH, GENERAL])
def test_98_of_100_labelled_words_are_counted_rightly(labelled):
    assert len(labelled) > 250
    assert len(wrong(labelled)) <= len(labelled) * 0.02, wrong(labelled)


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("sometimes", 2),
        ("anyone", 3),
        ("therefore", 2),
        ("physiotherapist", 6),
        ("acupuncture", 4),
        ("haematoma", 4),
        ("hematoma", 4),
        ("anaesthetic", 4),
        ("oesophagus", 4),
        ("diarrhoea", 4),
        ("diarrhea", 4),
        ("naproxen", 3),
        ("paracetamol", 5),
        ("ibuprofen", 4),
        ("lymphoedema", 4),
        ("fibromyalgia", 5),
        ("pneumothorax", 4),
        ("autism", 3),
        ("needled", 2),
        ("McDonald", 3),
    ],
)
def test_words_of_health_pages(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"), [("NHS", 3), ("W", 3), ("GPs", 2), ("MRI", 3), ("NOT", 1), ("STOP", 1), ("A&E", 2)]
)
def test_initials_are_read_letter_by_letter_and_shouted_words_are_not(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(("word", "count"), [("10", 1), ("10,000", 1), ("2.5", 1), ("", 1), ("—", 1), ("針", 1)])
def test_figures_and_marks_count_one(word, count):
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("isn't", 2), ("isn’t", 2), ("don't", 1), ("you're", 1), ("it'll", 2), ("nurse's", 2), ("clinic's", 2)],
)
def test_apostrophes(word, count):
    assert syllables(word) == count


def test_accents_change_nothing_but_a_last_e():
    assert syllables("naïve") == syllables("naive") == 2
    assert syllables("café") == 2


def test_small_and_capital_letters_are_counted_alike():
    assert syllables("Physiotherapist") == syllables("physiotherapist")


@given(st.text(max_size=200))
def test_any_string_has_at_least_one(word):
    assert syllables(word) >= 1


@given(LETTERS, LETTERS)
def test_a_hyphen_adds_up_what_it_joins(first, second):
    assert syllables(f"{first}-{second}") == syllables(first) + syllables(second)

import pytest

from clinic_site.search.spelling import closest, distance
from clinic_site.search.words import stem

PAGES = {"bruises": 5, "needle": 9, "needed": 2, "pregnancy": 3, "acupuncture": 4, "lung": 1, "long": 8}
KNOWN = [(word, stem(word), pages) for word, pages in PAGES.items()]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("brusing", "bruises"),
        ("needel", "needle"),
        ("pregnency", "pregnancy"),
        ("acupunture", "acupuncture"),
        ("accupunctur", "acupuncture"),
        ("acapunctuer", "acupuncture"),
        ("kneedle", "needle"),
    ],
)
def test_a_slip_is_read_as_the_word_that_is_nearest(typed, meant):
    assert closest(typed, KNOWN) == meant


def test_of_two_that_are_as_near_it_is_the_one_on_more_pages():
    assert closest("lwng", KNOWN) == "long"


def test_of_two_forms_of_a_word_it_is_the_one_with_its_ending():
    assert closest("sweling", [(word, stem(word), 0) for word in ("swell", "swelling", "swollen")]) == "swelling"


@pytest.mark.parametrize("typed", ["lng", "xylophone", "99999", "nedl3"])
def test_a_short_word_a_far_one_and_a_number_stay_as_they_are(typed):
    assert closest(typed, KNOWN) == ""


def test_words_of_other_letters_are_as_far_apart_as_their_places():
    assert [distance("needling", other, 2) for other in ("noodling", "reedlink", "xeedlyng", "quibbles")] == [
        2,
        2,
        2,
        3,
    ]


def test_letters_left_out_put_in_changed_and_swapped_count_one_each():
    assert [distance("needle", other, 3) for other in ("needl", "needlee", "neadle", "needel", "nedel")] == [
        1, 1, 1, 1, 2,
    ]  # fmt: skip


def test_no_more_is_counted_than_was_asked_for():
    assert distance("needle", "acupuncture", 2) == 3

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from clinic_site.search import term_log
from clinic_site.search.models import Ignored, SearchDay, Term
from clinic_site.search.term_log import (
    Unanswered,
    bring_back,
    digest,
    heard,
    ignore,
    ignored,
    prune,
    searches,
    unanswered,
)
from tests import builders, copies

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 20)


@pytest.fixture
def on(monkeypatch):
    """Goes to a day, so many days from the first."""

    def go(days: int) -> None:
        monkeypatch.setattr(timezone, "localdate", lambda *_now: TODAY + timedelta(days=days))

    go(0)
    monkeypatch.setattr(term_log, "_noted", term_log.Counter())
    return go


def in_words() -> list[str]:
    return list(Term.objects.exclude(words="").values_list("words", flat=True))


def everything() -> str:
    """All that any table and the cache hold, as text."""
    return f"{copies.rows_by_table()} {caches['default']._cache}"


def test_words_are_scrambled_until_they_were_asked_three_times(on):
    heard("Fizzy  ARM?", 0)
    heard("fizzy arm", 0)
    assert "fizzy" not in everything()

    heard("fizzy arm!", 0)

    assert in_words() == ["fizzy arm"]
    assert Term.objects.get().times == 3


def test_three_times_on_different_days_are_three_times_too(on):
    for day in (0, 10, 29):
        on(day)
        heard("fizzy arm", 0)

    assert list(Term.objects.order_by("day").values_list("words", flat=True)) == ["", "", "fizzy arm"]


def test_what_is_older_than_thirty_days_does_not_count(on):
    for day in (0, 10, 30):
        on(day)
        heard("fizzy arm", 0)

    assert in_words() == []


def test_a_digest_tells_nothing_without_the_key(settings):
    ours = digest("fizzy arm")
    settings.SECRET_KEY = "another key"

    assert digest("fizzy arm") != ours
    assert len(ours) == 32


def test_what_looks_personal_is_only_a_number(on):
    for _time in range(5):
        heard("My name is Sarah Example", 0)

    assert Term.objects.count() == 0
    assert [(row.times, row.unfound) for row in searches(TODAY, TODAY)] == [(5, 5)]


@pytest.mark.parametrize("text", ["", "  ", "4716", "???", "\0", "💉"])
def test_what_has_no_letters_is_no_search(on, text):
    heard(text, 0)

    assert not Term.objects.exists()
    assert not SearchDay.objects.exists()


@pytest.mark.parametrize("text", ["a\0b", "\ud800 sore", "ﷺ" * 50, "ß" * 60, "%s %d {} '; DROP TABLE search_term; --"])
def test_any_text_is_heard(on, text):
    for _time in range(4):
        heard(text, 3)

    assert SearchDay.objects.get().times == 4


def test_a_row_says_how_many_found_nothing_and_what_the_last_one_found(on):
    for results in (0, 0, 7):
        heard("fizzy arm", results)

    row = Term.objects.get()
    assert (row.times, row.unfound, row.results) == (3, 2, 7)


def test_the_table_has_no_place_for_a_person():
    assert {field.name for field in Term._meta.fields} == {
        "id",
        "digest",
        "day",
        "times",
        "unfound",
        "results",
        "words",
    }


def test_unanswered_are_those_asked_three_times_that_still_find_nothing(on):
    for words, results in [("fizzy arm", [0, 0, 0, 0]), ("rare", [0, 0]), ("swim", [0, 0, 0, 2]), ("drive", [4] * 5)]:
        for found in results:
            heard(words, found)

    assert unanswered() == [Unanswered("fizzy arm", 4, TODAY)]
    assert unanswered(at_least=5) == []


def test_an_answer_written_since_takes_the_words_off_the_list(on):
    for _time in range(3):
        heard("fizzy arm", 0)
    on(2)
    heard("fizzy arm", 1)

    assert unanswered() == []


def test_only_the_last_days_count(on):
    for day in (0, 1, 2):
        on(day)
        heard("fizzy arm", 0)

    on(29)
    assert [one.times for one in unanswered()] == [3]
    on(30)
    assert unanswered() == []


def test_ignored_words_are_not_offered_again(on, db):
    for _time in range(3):
        heard("fizzy arm", 0)
        heard("best film", 0)

    ignore("best film", by=builders.person("editor"))

    assert [one.words for one in unanswered()] == ["fizzy arm"]


def test_ignored_words_are_listed_and_can_be_brought_back(on, db):
    for _time in range(3):
        heard("parking", 0)
    person = builders.person("editor", name="Editor")
    ignore("parking", by=person)
    assert [(one.words, one.by) for one in ignored()] == [("parking", person)]

    assert bring_back("parking")

    assert ignored() == []
    assert [one.words for one in unanswered()] == ["parking"]
    assert not bring_back("parking")


def test_the_list_costs_the_same_however_long_it_is(on, django_assert_num_queries):
    for words in ("fizzy arm", "tingly leg", "wobbly knee"):
        for _time in range(3):
            heard(words, 0)
        with django_assert_num_queries(1):
            unanswered()


def test_scrambled_words_go_after_thirty_days_and_words_after_ninety(on):
    heard("asked once", 0)
    for _time in range(3):
        heard("fizzy arm", 0)
    ignore("best film", by=builders.person("editor"))

    prune(TODAY + timedelta(days=29))
    assert Term.objects.count() == 2
    prune(TODAY + timedelta(days=30))
    assert in_words() == ["fizzy arm"]
    assert Term.objects.count() == 1
    prune(TODAY + timedelta(days=400))

    assert not Term.objects.exists()
    assert not Ignored.objects.exists()
    assert SearchDay.objects.count() == 1


def test_a_flood_of_words_ends_for_the_day(on, monkeypatch):
    monkeypatch.setattr(term_log, "MOST_A_DAY", 3)

    for place in range(5):
        heard(f"words {'abcde'[place]}", 0)
    assert Term.objects.count() == 3
    on(1)
    heard("words", 0)

    assert Term.objects.count() == 4


def test_a_search_is_noted_in_a_constant_number_of_questions(on, django_assert_max_num_queries):
    for _time in range(3):
        with django_assert_max_num_queries(7):
            heard("fizzy arm", 0)

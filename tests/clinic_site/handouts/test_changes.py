from datetime import date
from unittest import mock

import pytest
from django.utils import timezone

from clinic_site.content import publishing
from clinic_site.handouts.changes import changes_since
from clinic_site.handouts.copies import read
from tests.clinic_site.handouts.pages import asked, changed, noon

DAY = date(2026, 3, 10)


def at(text: str):
    return mock.patch.object(timezone, "now", return_value=noon(text))


def told(page, day: date = DAY) -> tuple[str, ...]:
    return changes_since(day, read([page.number_id])[page.number_id])


@pytest.fixture
def page(clinic):
    with at("2026-03-01"):
        return asked(clinic, "page")


def test_a_page_that_stayed_the_same_has_no_changes(page):
    assert told(page) == ()


def test_each_change_of_meaning_since_the_day_is_told_in_its_signed_words(page, clinic):
    for day, note in (("2026-03-05", "Before."), ("2026-03-11", "The hours."), ("2026-03-12", "The dose.")):
        with at(day):
            changed(page, clinic, note, body=f"Words of {day}.\n")

    assert told(page) == ("Changed on 11 March 2026: The hours.", "Changed on 12 March 2026: The dose.")


def test_a_change_on_the_day_itself_counts_because_the_paper_may_be_older(page, clinic):
    with at("2026-03-10"):
        changed(page, clinic, "The hours.", body="Other words.\n")

    assert told(page) == ("Changed on 10 March 2026: The hours.",)


def test_a_small_fix_is_no_change(page, clinic):
    with at("2026-03-11"):
        changed(page, clinic, "A comma.", kind="minor", body="Some plain, words.\n")

    assert told(page) == ()


def test_a_page_that_was_first_published_that_day_or_later_has_no_changes(page):
    assert told(page, date(2026, 3, 1)) == ()
    assert told(page, date(2026, 2, 1)) == ()


def test_a_change_that_was_undone_between_is_not_told_to_who_never_had_it(page, clinic):
    with at("2026-03-11"):
        changed(page, clinic, "The hours.", body="Other words.\n")
        publishing.undo(page, by=clinic["publisher"])

    assert told(page) == ()


def test_a_change_that_was_undone_on_the_day_itself_is_told_with_its_undoing(page, clinic):
    with at("2026-03-10"):
        changed(page, clinic, "The hours.", body="Other words.\n")
        publishing.undo(page, by=clinic["publisher"])

    assert told(page) == (
        "Changed on 10 March 2026: The hours.",
        "Changed on 10 March 2026: The earlier text was put back.",
    )

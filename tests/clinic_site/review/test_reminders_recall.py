"""Letters to those who could give a recall its second reading."""

from datetime import timedelta

import pytest

from clinic_site.letters.models import Letter
from clinic_site.review import recalling, reminders_recall
from tests.clinic_site.review.days import FIRST, letters
from tests.clinic_site.review.recalls import asked, recalled


@pytest.fixture
def row(clinic):
    return recalled(asked(clinic), clinic)


def on(clock, *when) -> None:
    for day, hour in when:
        clock(FIRST + timedelta(days=day), hour)
        reminders_recall.write_due()


def test_all_who_could_read_it_are_told_at_once_and_when_a_day_has_passed(row, clock):
    on(clock, (0, 9), (0, 18), (1, 8), (1, 9), (2, 9), (9, 9))

    next_day = FIRST + timedelta(days=1)
    assert sorted(letters()) == [
        (FIRST, "Owner", "owed"),
        (FIRST, "Reviewer", "owed"),
        (next_day, "Owner", "overdue"),
        (next_day, "Reviewer", "overdue"),
    ]
    assert f"/admin/recall/{row.number_id}/{row.pk}/" in Letter.objects.first().text
    assert "4 March 2026, 09:00" in Letter.objects.first().text


def test_once_it_was_read_or_ended_nobody_is_told(clinic, row, clock):
    recalling.read_again(row, by=clinic["reviewer"])
    other = recalled(asked(clinic, "other"), clinic)
    recalling.end_recall(other, by=clinic["publisher"], note="Mine.")

    on(clock, (0, 9), (2, 9))

    assert letters() == []

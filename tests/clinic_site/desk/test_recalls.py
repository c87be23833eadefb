"""A recall that one person has set stands first on the list of everybody who could read it again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.desk import survey
from clinic_site.generation import models as generation
from clinic_site.operations import ticking_day
from clinic_site.review import recalling
from tests import builders, copies
from tests.clinic_site.desk.lists import rows, says
from tests.clinic_site.review.days import FIRST, clock
from tests.clinic_site.review.recalls import asked, in_days, recalled

__all__ = ["clock"]


@pytest.fixture
def clinic(db, clock):
    return copies.of(builders.clinic)


def test_it_is_asked_of_those_who_may_read_it_and_not_of_who_set_it(clinic):
    row = recalled(asked(clinic), clinic)

    for role in ("reviewer", "owner"):
        assert says(clinic[role], "safety") == [("Read and sign", row.number_id)]
    for role in ("publisher", "editor"):
        assert says(clinic[role], "safety") == []
    (listed,) = rows(clinic["reviewer"], "safety")
    assert listed.is_urgent
    assert listed.url == f"/admin/recall/{row.number_id}/{row.pk}/"
    assert "must read it by 4 March 2026, 09:00" in listed.why


def test_after_a_day_the_list_says_that_it_is_late(clinic, clock):
    recalled(asked(clinic), clinic)
    clock(FIRST + timedelta(days=1), hour=10)

    assert "it was due by 4 March 2026, 09:00" in rows(clinic["reviewer"], "safety")[0].why


def test_once_read_or_ended_or_over_it_leaves_the_list(clinic, clock):
    page = asked(clinic)
    recalling.read_again(recalled(page, clinic), by=clinic["reviewer"])
    recalling.end_recall(recalled(page, clinic, what="risk"), by=clinic["publisher"], note="Wrong page.")
    recalled(page, clinic, what="who", until=in_days(7))
    clock(FIRST + timedelta(days=8))

    assert says(clinic["reviewer"], "safety") == []


def test_three_cost_as_many_queries_as_one(clinic, django_assert_num_queries):
    page = asked(clinic)
    for what in ("care", "risk", "who"):
        recalled(page, clinic, what=what)
        with django_assert_num_queries(3):
            survey.read(clinic["reviewer"])


def test_the_tick_of_the_next_day_shows_pages_without_it(clinic, clock):
    recalled(asked(clinic), clinic, until=in_days(7))
    moved = []
    for days in (0, 6, 7, 8, 9):
        clock(FIRST + timedelta(days=days))
        ticking_day.move_generation()
        moved.append(generation.current())

    same = [after == before for before, after in zip(moved, moved[1:], strict=False)]
    assert same == [True, True, False, True]
    assert timezone.localdate() == FIRST + timedelta(days=9)

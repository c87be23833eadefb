"""The clock of the machine is set back by an hour: nothing happens early, nothing is out of order, nothing stops."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from clinic_site.content import scheduling, verifying, workflow
from clinic_site.content.event import Event
from clinic_site.content.schedule import Act
from clinic_site.generation.models import Tick
from clinic_site.operations import ticking, ticking_lease
from faq.models import Question
from tests import builders, copies
from tests.clinic_site.review.days import clock

__all__ = ["clock"]
DAY = date(2026, 3, 3)


@pytest.fixture
def clinic(db, clock):
    return copies.of(builders.clinic)


def is_public(page: Question) -> bool:
    return page.revisions.published().exists()


def test_what_was_planned_comes_at_its_time_and_not_before(clinic, clock, settings):
    settings.TICK_JOBS = ["clinic_site.content.scheduling.run_due"]
    page = builders.question(clinic["editor"])
    revision = workflow.submit(page, by=clinic["editor"], note="First text.")
    workflow.approve(revision, by=clinic["reviewer"])
    at = datetime(2026, 3, 3, 10, 30, tzinfo=UTC)
    scheduling.schedule_act(revision, by=clinic["publisher"], act=Act.PUBLISH, at=at)

    seen = []
    for hour in (10, 9, 10, 11):  # nine o'clock comes twice
        clock(DAY, hour)
        assert ticking.tick() is not None
        seen.append(is_public(page))

    assert seen == [False, False, False, True]


def test_the_record_stays_in_order(clinic, clock):
    clock(DAY, 11)
    page = builders.question(clinic["editor"])
    builders.published(page, clinic)
    clock(DAY, 10)
    page = Question.objects.get(pk=page.pk)
    page.body = "Later words.\n"
    page.save()

    builders.published(Question.objects.get(pk=page.pk), clinic)

    told = list(Event.objects.order_by("sequence").values_list("sequence", flat=True))
    assert told == list(range(1, len(told) + 1))
    assert list(verifying.faults()) == []


def test_a_tick_that_died_before_the_clock_was_set_back_holds_up_no_other(clinic, clock):
    clock(DAY, 11)
    ticking_lease.take()
    clock(DAY, 10)

    assert ticking_lease.take() is not None
    assert Tick.objects.get().held_until == timezone.now() + ticking_lease.HOLDS


def test_a_tick_at_work_is_left_alone(clinic, clock):
    ticking_lease.take()

    assert ticking_lease.take() is None

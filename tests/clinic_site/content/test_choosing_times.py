"""When a time may be chosen, and by whom."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import schedule, scheduling, workflow
from clinic_site.content.refused import NotAllowed
from clinic_site.content.schedule import Act
from tests import builders
from tests.clinic_site.content.lives import refused, submitted
from tests.clinic_site.content.test_scheduling import chosen, tomorrow


@pytest.fixture
def page(clinic):
    return builders.article(clinic["editor"])


def test_another_time_takes_the_place_of_the_first(clinic, page):
    first = chosen(page, clinic)
    at = timezone.now() + timedelta(days=9)

    second = scheduling.choose(page.revisions.get(), by=clinic["publisher"], at=at)

    first.refresh_from_db()
    assert first.dropped_at is not None
    assert schedule.of(page) == second


def test_a_time_stays_when_the_one_in_its_place_is_refused(clinic, page):
    first = chosen(page, clinic)

    said = refused(lambda: scheduling.choose(page.revisions.get(), by=clinic["publisher"], at=timezone.now()))

    assert "This time has passed" in said
    assert schedule.of(page) == first


def test_a_time_is_refused_where_the_act_would_be(clinic, page):
    waiting, publisher = submitted(page, clinic), clinic["publisher"]

    assert "Only an approved text" in refused(lambda: scheduling.schedule_act(waiting, by=publisher, at=tomorrow()))
    workflow.approve(waiting, by=clinic["reviewer"])
    assert "whether to publish or to withdraw" in refused(
        lambda: scheduling.schedule_act(waiting, by=publisher, at=tomorrow(), act="paint")
    )
    scheduling.schedule_act(waiting, by=publisher, at=tomorrow())
    assert "already chosen" in refused(lambda: scheduling.schedule_act(waiting, by=publisher, at=tomorrow()))


def test_a_withdrawal_at_a_time_needs_what_a_withdrawal_needs(clinic, page):
    revision = builders.published(page, clinic)
    words = {"by": clinic["publisher"], "at": tomorrow(), "act": Act.WITHDRAW}

    assert "Choose why" in refused(lambda: scheduling.schedule_act(revision, **words))
    assert "Name at least one" in refused(lambda: scheduling.schedule_act(revision, reason="mistake", **words))


@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_a_publisher_chooses_a_time_or_takes_it_away(clinic, page, role: str):
    row = chosen(page, clinic)

    with pytest.raises(NotAllowed):
        scheduling.unschedule(page, by=clinic[role])
    with pytest.raises(NotAllowed):
        scheduling.schedule_act(page.revisions.get(), by=clinic[role], at=tomorrow())
    assert schedule.of(page) == row

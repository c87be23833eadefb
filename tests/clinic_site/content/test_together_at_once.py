"""Texts that go out together, asked for twice in the same moment: it happens once, and nobody waits for ever."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import scheduling
from clinic_site.content.event import Event
from clinic_site.content.revision import State
from clinic_site.content.schedule import Scheduled
from tests.clinic_site.content.test_at_once import at_once, later, states
from tests.clinic_site.content.test_together import pair, source, tomorrow

__all__ = ["at_once", "pair", "source"]
pytestmark = pytest.mark.django_db(transaction=True)


def test_two_ticks_at_once_publish_each_once(clinic, pair, at_once):
    due_at = timezone.now() - timedelta(minutes=1)
    for revision in pair:
        Scheduled.objects.create(
            number_id=revision.page.number_id, revision=revision.revision, act="publish", by=clinic["publisher"],
            due_at=due_at,
        )  # fmt: skip

    found = at_once(scheduling.run_due, scheduling.run_due)

    assert not [one for one in found if isinstance(one, BaseException)]
    assert [states(revision.page) for revision in pair] == [[State.PUBLISHED]] * 2
    numbers = [revision.page.number_id for revision in pair]
    assert later(lambda: Event.objects.filter(verb="publish", number_id__in=numbers).count()) == 2
    assert later(lambda: Scheduled.objects.filter(done_at__isnull=False, refused_at__isnull=True).count()) == 2


def test_two_people_who_choose_at_once_leave_one_time_for_both(clinic, pair, at_once):
    times = [tomorrow(), tomorrow() + timedelta(hours=1)]

    found = at_once(
        lambda: scheduling.choose_all(pair, by=clinic["publisher"], at=times[0]),
        lambda: scheduling.choose_all(pair[::-1], by=clinic["owner"], at=times[1]),
    )

    assert not [one for one in found if isinstance(one, BaseException)]
    rows = later(lambda: list(Scheduled.objects.open()))
    assert len(rows) == 2
    assert len({(row.due_at, row.by_id) for row in rows}) == 1

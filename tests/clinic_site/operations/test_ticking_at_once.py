"""Two ticks in the same moment, as a thread of the serving process and a timer would be: nothing is done twice, also
when both believe to hold the lease."""

import time
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from clinic_site.content import scheduling, workflow
from clinic_site.content.event import Event
from clinic_site.generation.models import current
from clinic_site.letters import sending
from clinic_site.letters.models import Letter
from clinic_site.operations import ticking, ticking_day, ticking_lease
from clinic_site.review import reminders, reminders_late
from clinic_site.review.models import Reminder
from tests import builders
from tests.clinic_site.content.lives import submitted
from tests.clinic_site.content.test_at_once import at_once, later  # noqa: F401 (a fixture)
from tests.clinic_site.review.days import high_risk, looked_after, withdrawn_after

pytestmark = pytest.mark.django_db(transaction=True)
TWO_YEARS = timedelta(days=2 * 366)


@pytest.fixture
def two(at_once, monkeypatch):  # noqa: F811
    """Does it twice at once, two years later."""

    def run(act):
        real = timezone.now
        monkeypatch.setattr(timezone, "now", lambda: real() + TWO_YEARS)
        found = at_once(act, act)
        assert [one for one in found if isinstance(one, Exception)] == []
        return found

    return run


def events(page, verb: str) -> int:
    return later(lambda: Event.objects.filter(number_id=page.number_id, verb=verb).count())


def scheduled(clinic):
    page = builders.article(clinic["editor"])
    revision = workflow.approve(submitted(page, clinic), by=clinic["reviewer"])
    scheduling.schedule_act(revision, by=clinic["publisher"], at=timezone.now() + timedelta(days=1))
    return page


def test_one_of_two_ticks_does_nothing(clinic, two, monkeypatch):
    page = scheduled(clinic)
    due = looked_after(builders.article(clinic["editor"], "due"), clinic)
    give_back = ticking_lease.give_back
    monkeypatch.setattr(ticking_lease, "give_back", lambda holder: (time.sleep(1), give_back(holder)))

    found = two(ticking.tick)

    assert sorted(outcomes is None for outcomes in found) == [False, True]
    assert events(page, "publish") == 1
    assert later(lambda: Reminder.objects.filter(number_id=due.number_id).count()) == 1
    assert len(mail.outbox) == later(Letter.objects.count) > 0


def test_one_takes_the_lease(clinic, two):
    found = two(ticking_lease.take)

    assert sorted(holder is None for holder in found) == [False, True]


def test_who_looked_at_the_clock_first_and_asked_last_does_not_take_it_away(clinic, monkeypatch):
    early = timezone.now()
    assert later(ticking_lease.take)

    monkeypatch.setattr(timezone, "now", lambda: early)

    assert later(ticking_lease.take) is None


def test_an_act_is_done_once(clinic, two):
    page = scheduled(clinic)

    two(scheduling.run_due)

    assert events(page, "publish") == 1


def test_a_reminder_is_written_once(clinic, two):
    pages = [looked_after(builders.article(clinic["editor"], f"page-{place}"), clinic) for place in range(3)]
    numbers = [page.number_id for page in pages]

    two(reminders.write_due)

    assert later(lambda: Reminder.objects.filter(number_id__in=numbers).count()) == 3
    told = later(lambda: list(Letter.objects.filter(about__endswith="overdue").values_list("about", "to__name")))
    about_them = [line for line in told if line[0].split()[1] in numbers]
    assert len(about_them) == len(set(about_them)) == 6


def test_a_letter_is_sent_once(clinic, at_once, monkeypatch):  # noqa: F811
    for person in clinic.values():
        Letter.objects.create(to=person, about="a matter", subject="A title", text="A link.")
    claim = sending.claim

    def slowly(letter):
        time.sleep(0.05)
        return claim(letter)

    monkeypatch.setattr(sending, "claim", slowly)

    found = at_once(sending.send_waiting, sending.send_waiting)

    assert sum(found) == len(clinic)
    assert sorted(message.to[0] for message in mail.outbox) == sorted(person.email for person in clinic.values())


def test_a_page_is_withdrawn_once_and_nobody_is_told_that_it_failed(clinic, two):
    withdrawn_after(30, clinic)
    builders.published(builders.article(clinic["editor"], "other"), clinic)
    page = looked_after(high_risk(clinic), clinic)

    two(reminders_late.withdraw_late)

    assert events(page, "withdraw") == 1
    assert later(lambda: list(Reminder.objects.values_list("stage", flat=True))) == ["withdrawn"]


def test_the_generation_moves_once(clinic, two):
    looked_after(builders.article(clinic["editor"]), clinic)
    ticking_day.move_generation()
    number = current()

    found = two(ticking_day.move_generation)

    assert sorted(found) == [False, True]
    assert later(current) == number + 1

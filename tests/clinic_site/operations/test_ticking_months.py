"""The clock moved forward, day by day and with gaps: what readers see and what staff are written, once each."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.utils import timezone

from clinic_site.content import scheduling, workflow
from clinic_site.generation.models import Tick, current
from clinic_site.letters.models import Letter
from clinic_site.operations import ticking
from tests import builders, copies
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.review.days import FIRST, days, high_risk, letters, looked_after, withdrawn_after

DUE = date(2028, 3, 3)
NOTICE = "This page was due for a check on 3 March 2028."
# What the calendar alone brings about; 790 days of the other jobs would only take time.
CALENDAR = ("reminders_late", "ticking_day", "reminders", "sending")
CHANGED = "Changed on 3 March 2026: Other words."


@pytest.fixture
def clinic(db, clock):
    return copies.of(builders.clinic)


def on(clock, *when) -> None:
    for day in when:
        clock(day)
        assert [outcome for outcome in ticking.tick() if outcome.error] == []


def test_twenty_six_months_of_two_pages(clinic, client, clock, settings):
    settings.TICK_JOBS = [job for job in settings.TICK_JOBS if job.split(".")[-2] in CALENDAR]
    withdrawn_after(30, clinic)
    normal = looked_after(builders.article(clinic["editor"]), clinic)
    high = looked_after(high_risk(clinic), clinic)

    on(clock, *days(FIRST, date(2028, 5, 3)))

    assert letters(normal) == [
        (date(2028, 1, 3), "Editor", "60"),
        (date(2028, 2, 2), "Editor", "30"),
        (date(2028, 2, 25), "Editor", "7"),
        (date(2028, 3, 4), "Editor", "overdue"),
        (date(2028, 3, 4), "Reviewer", "overdue"),
        (date(2028, 3, 18), "Editor", "still-overdue"),
        (date(2028, 3, 18), "Reviewer", "still-overdue"),
        (date(2028, 3, 18), "Owner", "still-overdue"),
    ]
    assert letters(high) == [
        (date(2027, 1, 2), "Editor", "60"),
        (date(2027, 2, 1), "Editor", "30"),
        (date(2027, 2, 24), "Editor", "7"),
        (date(2027, 3, 4), "Editor", "overdue"),
        (date(2027, 3, 4), "Reviewer", "overdue"),
        (date(2027, 3, 18), "Editor", "still-overdue"),
        (date(2027, 3, 18), "Reviewer", "still-overdue"),
        (date(2027, 3, 18), "Owner", "still-overdue"),
        (date(2027, 4, 3), "Editor", "withdrawn"),
        (date(2027, 4, 3), "Reviewer", "withdrawn"),
        (date(2027, 4, 3), "Owner", "withdrawn"),
    ]
    assert NOTICE in client.get(normal.path).content.decode()
    assert client.get(high.path).status_code == 410
    assert len(mail.outbox) == Letter.objects.filter(sent_at__isnull=False).count() == Letter.objects.count()


@pytest.mark.parametrize(
    ("gap", "stages"), [(1, [("Editor", "30")]), (40, [("Editor", "overdue"), ("Reviewer", "overdue")])]
)
def test_a_tick_that_did_not_run_for_a_while_catches_up_once(clinic, clock, gap, stages):
    page = looked_after(builders.article(clinic["editor"]), clinic)
    day = DUE - timedelta(days=31)
    on(clock, day - timedelta(days=30), day)
    back = day + timedelta(days=1 + gap)

    on(clock, back, back, back + timedelta(days=1))

    assert [letter for letter in letters(page) if letter[0] > day] == [(back, *stage) for stage in stages]


def test_an_act_whose_time_passed_while_nothing_ticked_is_done_once(clinic, clock):
    page = builders.article(clinic["editor"])
    revision = workflow.approve(submitted(page, clinic), by=clinic["reviewer"])
    scheduling.schedule_act(revision, by=clinic["publisher"], at=timezone.now() + timedelta(days=1))

    on(clock, FIRST)
    before = page.revisions.get().state
    on(clock, FIRST + timedelta(days=3), FIRST + timedelta(days=3))

    assert (before, page.revisions.get().state) == ("approved", "published")
    assert page.number.events.filter(verb="publish").count() == 1


def test_the_first_reader_after_the_day_sees_that_the_check_is_late(clinic, client, clock):
    page = looked_after(builders.article(clinic["editor"]), clinic)
    on(clock, DUE)
    clock(DUE, 23)
    ticking.tick()
    earlier, number = client.get(page.path).content.decode(), current()

    clock(DUE + timedelta(days=1), 0)
    ticking.tick()

    assert NOTICE not in earlier
    assert current() == number + 1
    assert NOTICE in client.get(page.path).content.decode()


def test_the_end_of_a_changed_notice_moves_the_generation(clinic, client, clock):
    page = looked_after(builders.article(clinic["editor"]), clinic)
    builders.published(edited(page, clinic["editor"]), clinic, note="Other words.")
    on(clock, FIRST, FIRST + timedelta(days=29))
    earlier, number = client.get(page.path).content.decode(), current()

    on(clock, FIRST + timedelta(days=31))

    assert CHANGED in earlier
    assert current() == number + 1
    assert CHANGED not in client.get(page.path).content.decode()


def test_the_generation_moves_once_a_day_and_only_when_something_changed(clinic, clock):
    looked_after(builders.article(clinic["editor"]), clinic)
    on(clock, FIRST, FIRST + timedelta(days=31))
    number = current()

    on(clock, *days(FIRST + timedelta(days=32), FIRST + timedelta(days=60)))
    quiet = current()
    on(clock, *[DUE + timedelta(days=1)] * 3, *days(DUE + timedelta(days=2), DUE + timedelta(days=9)))

    assert (quiet, current()) == (number, number + 1)
    assert Tick.objects.get().moved_on == DUE + timedelta(days=9)


def test_a_server_for_letters_that_is_down_keeps_nothing_else_from_being_done(clinic, clock, settings):
    page = looked_after(builders.article(clinic["editor"]), clinic)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", 9, False
    clock(DUE - timedelta(days=7))

    failed = [outcome.job for outcome in ticking.tick() if outcome.error]
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    on(clock, DUE - timedelta(days=6))

    assert failed == ["clinic_site.letters.sending.send_waiting"]
    assert letters(page) == [(DUE - timedelta(days=7), "Editor", "7")]
    subject = "Check by 3 March 2028: Title of soreness"
    assert [message.to for message in mail.outbox if message.subject == subject] == [[clinic["editor"].email]]

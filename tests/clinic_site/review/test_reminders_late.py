"""High-risk pages that nobody checked in time, where the clinic profile orders that they go."""

import logging
from datetime import UTC, date, datetime, time, timedelta

import pytest

from clinic_site.content import schedule, scheduling, withdrawing, workflow
from clinic_site.content.event import Event
from clinic_site.letters.models import Letter
from clinic_site.review import reminders_late
from clinic_site.review.models import Reminder, Stage
from tests import builders
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.review.days import days, high_risk, letters, looked_after, withdrawn_after

DUE = date(2027, 3, 3)


@pytest.fixture
def other(clinic, clock):
    return builders.published(builders.article(clinic["editor"], "other"), clinic).page


def on(clock, *when) -> None:
    for day in when:
        clock(day)
        reminders_late.withdraw_late()


def late(number_of_days: int) -> date:
    return DUE + timedelta(days=number_of_days)


def states(page) -> list[str]:
    return list(page.revisions.values_list("state", flat=True))


def test_it_goes_on_the_day_after_the_last_and_all_who_see_to_it_are_told_once(clinic, client, clock, other):
    withdrawn_after(30, clinic)
    page = looked_after(high_risk(clinic), clinic)

    on(clock, late(1), late(30))
    assert states(page) == ["published"]
    on(clock, *days(late(31), late(40)))

    assert states(page) == ["withdrawn"]
    assert sorted(letters(page)) == [(late(31), name, "withdrawn") for name in ("Editor", "Owner", "Reviewer")]
    assert Event.objects.get(verb="withdraw").data["by_rule"] is True
    gone = client.get(page.path)
    assert (gone.status_code, other.path in gone.content.decode()) == (410, True)


def test_without_an_order_nothing_goes(clinic, clock, other):
    page = looked_after(high_risk(clinic), clinic)

    on(clock, late(1), late(1000))

    assert states(page) == ["published"]


def test_pages_of_normal_risk_stay(clinic, clock, other):
    withdrawn_after(30, clinic)
    looked_after(builders.article(clinic["editor"]), clinic)

    on(clock, late(1000))

    assert Reminder.objects.count() == 0


def test_what_can_not_go_is_kept_to_be_seen_and_told_to_the_owners_once(clinic, clock, caplog):
    withdrawn_after(30, clinic)
    page = looked_after(high_risk(clinic), clinic)  # no other page could be read instead

    with caplog.at_level(logging.WARNING, "clinic_site.faults"):
        on(clock, *days(late(31), late(50)))

    assert states(page) == ["published"]
    assert letters(page) == [(late(31), "Owner", "not-withdrawn")]
    kept = Reminder.objects.get()
    assert (kept.stage, kept.due_on) == (Stage.NOT_WITHDRAWN, DUE)
    assert "Name at least one other page" in kept.note
    assert kept.note in Letter.objects.get(about__contains=f" {page.number_id} ").text
    assert len([line for line in caplog.messages if "could not be withdrawn" in line]) == 1


def test_one_that_could_not_go_goes_once_it_can(clinic, clock):
    withdrawn_after(30, clinic)
    page = looked_after(high_risk(clinic), clinic)
    on(clock, late(31))
    builders.published(builders.article(clinic["editor"], "other"), clinic)

    on(clock, late(32))

    assert states(page) == ["withdrawn"]


def test_one_page_that_fails_keeps_no_other_from_going(clinic, clock, other, monkeypatch):
    withdrawn_after(30, clinic)
    pages = [looked_after(high_risk(clinic, slug), clinic) for slug in ("one", "two", "three")]
    good = withdrawing.expire

    def bad(revision):
        if revision.page.slug == "two":
            raise ZeroDivisionError("a fault")
        return good(revision)

    monkeypatch.setattr(withdrawing, "expire", bad)

    with pytest.raises(ExceptionGroup):
        on(clock, late(31))

    assert [states(page) for page in pages] == [["withdrawn"], ["published"], ["withdrawn"]]


def test_a_time_that_was_chosen_for_a_newer_text_is_told_as_taken_away(clinic, clock, other):
    withdrawn_after(30, clinic)
    page = looked_after(high_risk(clinic), clinic)
    newer = submitted(edited(page, clinic["editor"], lede="Newer words."), clinic)
    workflow.approve(newer, by=clinic["reviewer"], whole_page=False)
    at = datetime.combine(late(50), time(9), UTC)
    scheduling.schedule_act(newer, by=clinic["publisher"], at=at)

    on(clock, late(31))

    assert "was to be published on" in Letter.objects.filter(about__endswith="withdrawn")[0].text
    assert schedule.of(page) is None

"""Choosing a time on a screen: beside the button, by the clinic's clock, and seen until it has come."""

from datetime import datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from clinic_site.content import publishing, schedule, scheduling, timing, workflow
from clinic_site.content.refused import Refused
from clinic_site.content.revision import State
from clinic_site.content.schedule import Scheduled
from tests import builders
from tests.clinic_site.content.forms import address, press, signed_in, text_of
from tests.clinic_site.content.lives import edited, submitted


@pytest.fixture
def page(clinic):
    page = builders.article(clinic["editor"])
    workflow.approve(submitted(page, clinic), by=clinic["reviewer"])
    return page


def in_days(days: int) -> str:
    return f"{timezone.localtime() + timedelta(days=days):%Y-%m-%dT09:00}"


def schedule_it(person, page, at: str):
    """Sends the box as the screen that publishes shows it."""
    digest = page.revisions.get().digest
    return signed_in(person).post(address(page, "schedule"), {"at": at, "seen": digest, "_schedule": "1"})


def refused_time(value: str) -> str:
    with pytest.raises(ValidationError) as refusal:
        timing.MomentField().clean(value)
    return refusal.value.messages[0]


@pytest.mark.parametrize("typed", ["2027-07-03T09:00", "2027-07-03 09:00", "03/07/2027 09:00", " 2027-07-03T09:00:00 "])
def test_a_time_is_read_by_the_clinics_clock(typed: str):
    at = timing.MomentField().clean(typed)

    assert at.isoformat() == "2027-07-03T09:00:00+01:00"


def test_a_time_that_the_clocks_leave_out_is_refused_with_the_next_one():
    assert refused_time("2027-03-28T01:30") == (
        "On 28 March 2027 the clocks go forward, so 01:30 doesn't exist that day. Choose 02:30 instead."
    )


def test_a_time_that_comes_twice_is_refused_with_what_to_choose():
    assert refused_time("2027-10-31T01:30") == (
        "On 31 October 2027 the clocks go back, so 01:30 comes twice. Choose a time an hour earlier or later."
    )


@pytest.mark.parametrize("around", ["2027-03-28T00:59", "2027-03-28T02:00", "2027-10-31T00:59", "2027-10-31T02:00"])
def test_the_times_around_such_an_hour_are_taken(around: str):
    assert f"{timing.MomentField().clean(around):%Y-%m-%dT%H:%M}" == around


@pytest.mark.parametrize(
    "typed", ["soon", "2027-13-01T09:00", "2027-07-03", "9" * 99, "2027-07-03T09:00+05:00", "\x00"]
)
def test_what_is_no_time_says_how_to_write_one(typed: str):
    assert "2027-03-03 09:00" in refused_time(typed)


def test_a_time_is_chosen_on_the_screen_that_publishes(clinic, page):
    browser, at = signed_in(clinic["publisher"]), in_days(3)
    screen = text_of(browser.get(address(page, "publish")))
    assert f'action="{address(page, "schedule")}"' in screen
    assert "Schedule for this time" in screen
    assert "Europe/London" in screen

    response = schedule_it(clinic["publisher"], page, at)

    assert response.status_code == 302
    assert f"{timezone.localtime(schedule.of(page).due_at):%Y-%m-%dT%H:%M}" == at
    assert page.revisions.get().state == State.APPROVED


def test_the_page_says_when_it_will_be_published_and_offers_both_ways_out(clinic, page):
    at = timezone.make_aware(datetime(timezone.localdate().year + 1, 3, 3, 9))
    scheduling.schedule_act(page.revisions.get(), by=clinic["publisher"], at=at)

    text = text_of(signed_in(clinic["publisher"]).get(address(page, "change")))
    theirs = text_of(signed_in(clinic["editor"]).get(address(page, "change")))

    sentence = f"Will be published on 3 March {at.year}, 09:00, as Publisher chose."
    assert sentence in text
    assert address(page, "schedule") in text
    assert address(page, "unschedule") in text
    assert sentence in theirs
    assert address(page, "unschedule") not in theirs


def test_a_refused_time_says_why_and_what_can_be_done(clinic, page):
    row = scheduling.schedule_act(page.revisions.get(), by=clinic["publisher"], at=timezone.now() + timedelta(days=1))
    Scheduled.objects.filter(pk=row.pk).update(refused_at=timezone.now(), refusal="A source was retracted.")

    text = text_of(signed_in(clinic["owner"]).get(address(page, "change")))

    assert "Was to be published on" in text
    assert "A source was retracted." in text
    assert "Choose another time" in text
    assert "Unschedule" in text


def test_a_withdrawal_that_a_newer_text_will_stop_is_said_beforehand(clinic):
    page, other = builders.article(clinic["editor"]), builders.question(clinic["editor"])
    builders.published(other, clinic)
    revision = builders.published(page, clinic)
    words = {"act": "withdraw", "reason": "mistake", "read_instead": [other.number_id]}
    scheduling.schedule_act(revision, by=clinic["publisher"], at=timezone.now() + timedelta(days=1), **words)

    builders.published(edited(page, clinic["editor"]), clinic)

    assert "a newer text was published since" in timing.standing(page, clinic["publisher"]).why


def test_another_time_is_chosen_in_place_of_the_first(clinic, page):
    schedule_it(clinic["publisher"], page, in_days(3))

    response = schedule_it(clinic["owner"], page, in_days(5))

    assert response.status_code == 302
    assert schedule.of(page).by == clinic["owner"]
    assert Scheduled.objects.filter(number_id=page.number_id).count() == 2


def test_a_withdrawal_keeps_what_was_said_when_its_time_is_changed(clinic):
    page, other = builders.article(clinic["editor"]), builders.question(clinic["editor"])
    builders.published(other, clinic)
    revision = builders.published(page, clinic)
    words = {"act": "withdraw", "reason": "mistake", "read_instead": [other.number_id], "note": "Agreed."}
    scheduling.schedule_act(revision, by=clinic["publisher"], at=timezone.now() + timedelta(days=1), **words)

    schedule_it(clinic["publisher"], page, in_days(9))

    row = schedule.of(page)
    assert (row.act, row.data) == (
        "withdraw",
        {"reason": "mistake", "read_instead": [other.number_id], "note": "Agreed."},
    )


def test_a_time_is_taken_away_by_its_button(clinic, page):
    schedule_it(clinic["publisher"], page, in_days(3))

    response = press(clinic["publisher"], page, "unschedule")

    assert response.status_code == 302
    assert schedule.of(page) is None


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("", "Choose the day and the time first."),
        ("2020-01-01T09:00", "This time has passed."),
        ("2999-01-01T09:00", "Look at the year again."),
        ("soon", "Write the day and the time like this"),
    ],
)
def test_a_time_that_can_not_be_is_named_and_kept_on_the_screen(clinic, page, at: str, said: str):
    response = schedule_it(clinic["publisher"], page, at)

    text = text_of(response)
    assert response.status_code == 400
    assert said in text
    assert 'href="#id_at"' in text
    assert f'value="{at}"' in text or at == ""
    assert schedule.of(page) is None


def test_a_stop_at_choosing_is_named(clinic, page):
    publishing.publish(page.revisions.get(), by=clinic["publisher"])
    digest = page.revisions.get().digest

    form = {"at": in_days(3), "seen": digest, "_schedule": "1"}
    response = signed_in(clinic["publisher"]).post(address(page, "schedule"), form)

    assert response.status_code == 409
    assert "Reload the page" in text_of(response)


@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_a_publisher_is_shown_the_box(clinic, page, role: str):
    assert schedule_it(clinic[role], page, in_days(3)).status_code == 403
    assert signed_in(clinic[role]).get(address(page, "schedule")).status_code == 403


def test_a_text_is_approved_for_a_date_in_one_go(clinic):
    both = builders.person("reviewer", "publisher", name="Both")
    page = builders.article(clinic["editor"])
    submitted(page, clinic)

    response = press(both, page, "approve", at=in_days(3), _schedule="1")

    assert response.status_code == 302
    assert page.revisions.get().state == State.APPROVED
    assert schedule.of(page).by == both


def test_an_approval_stands_when_its_time_is_refused(clinic, monkeypatch):
    both = builders.person("reviewer", "publisher", name="Both")
    page = builders.article(clinic["editor"])
    submitted(page, clinic)

    def refuses(*args, **kwargs):
        raise Refused("A source was retracted.")

    monkeypatch.setattr(scheduling, "choose", refuses)
    press(both, page, "approve", at=in_days(3), _schedule="1")
    text = text_of(signed_in(both).get(address(page, "change")))

    assert page.revisions.get().state == State.APPROVED
    assert schedule.of(page) is None
    assert "approved, not yet published" in text


def test_a_time_beside_approve_is_not_overlooked_by_approve_and_publish(clinic):
    both = builders.person("reviewer", "publisher", name="Both")
    page = builders.article(clinic["editor"])
    submitted(page, clinic)

    response = press(both, page, "approve", at=in_days(3), _publish="1")

    assert response.status_code == 400
    assert "the button you pressed acts at once" in text_of(response)
    assert page.revisions.get().state == State.SUBMITTED

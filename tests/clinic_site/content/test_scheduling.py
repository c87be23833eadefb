"""A time chosen for an act: kept to when nothing stands against it, and seen by staff when something does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import publishing, schedule, scheduling, withdrawing, workflow
from clinic_site.content.event import Event
from clinic_site.content.revision import State
from clinic_site.content.schedule import Act, Scheduled
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.references.models import ReferenceStatus, Standing
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted


@pytest.fixture
def later(monkeypatch):
    """Moves the clock."""
    real = timezone.now

    def move(**by) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: real() + timedelta(**by))

    return move


@pytest.fixture
def page(clinic):
    return builders.article(clinic["editor"])


def approved(page, clinic):
    return workflow.approve(submitted(page, clinic), by=clinic["reviewer"])


def tomorrow():
    return timezone.now() + timedelta(days=1)


def chosen(page, clinic, **words) -> Scheduled:
    return scheduling.schedule_act(approved(page, clinic), by=clinic["publisher"], at=tomorrow(), **words)


def to_be_withdrawn(page, clinic, instead) -> Scheduled:
    revision = builders.published(page, clinic)
    words = {"act": Act.WITHDRAW, "reason": "mistake", "read_instead": [instead.number_id], "note": "For the record."}
    return scheduling.schedule_act(revision, by=clinic["publisher"], at=tomorrow(), **words)


def told_why(row: Scheduled) -> str:
    row.refresh_from_db()
    assert row.done_at is None
    assert row.refused_at is not None
    return row.refusal


def test_a_text_is_published_when_its_time_has_come_and_not_before(clinic, page, later):
    row = chosen(page, clinic)

    assert scheduling.run_due() == []
    later(days=1, minutes=1)
    [done] = scheduling.run_due()

    assert (done.pk, done.done_at is not None, done.refused_at) == (row.pk, True, None)
    assert page.revisions.get().state == State.PUBLISHED
    assert scheduling.run_due() == []


def test_it_is_published_in_the_name_of_who_chose_the_time(clinic, page, later):
    chosen(page, clinic)

    later(days=3)
    scheduling.run_due()

    event = Event.objects.filter(number_id=page.number_id).first()
    assert (event.verb, event.by, event.by_name) == ("publish", clinic["publisher"], "Publisher")
    assert page.revisions.get().published_by == clinic["publisher"]


def test_a_page_is_withdrawn_at_its_time_with_what_was_said_then(clinic, page, later):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    to_be_withdrawn(page, clinic, other)

    later(days=1, minutes=1)
    scheduling.run_due()

    revision = page.revisions.get()
    assert (revision.state, revision.withdrawal, revision.read_instead) == ("withdrawn", "mistake", [other.number_id])
    assert Event.objects.filter(number_id=page.number_id).first().note == "For the record."


def test_choosing_a_time_is_on_the_record(clinic, page):
    row = chosen(page, clinic)

    event = Event.objects.filter(number_id=page.number_id).first()
    assert (event.verb, event.data["act"], event.data["due_at"]) == ("schedule", "publish", row.due_at.isoformat())


@pytest.mark.parametrize("loses", ["role", "sign-in"])
def test_nothing_happens_for_who_lost_the_role(clinic, page, later, loses: str):
    row = chosen(page, clinic)
    if loses == "role":
        clinic["publisher"].groups.clear()
    else:
        type(clinic["publisher"]).objects.filter(pk=clinic["publisher"].pk).update(is_active=False)

    later(days=2)
    scheduling.run_due()

    assert "Your roles don't include" in told_why(row)
    assert page.revisions.get().state == State.APPROVED
    assert not Event.objects.filter(number_id=page.number_id, verb="publish").exists()


def test_nothing_happens_when_a_source_was_retracted_meanwhile(clinic, later):
    source = builders.reference()
    page = builders.article(clinic["editor"], body="Words [@Brady2014].\n")
    row = chosen(page, clinic)
    ReferenceStatus.objects.create(reference=source, standing=Standing.RETRACTED, made_by=clinic["editor"])

    later(days=2)
    scheduling.run_due()

    assert "Brady2014" in told_why(row)
    assert page.revisions.get().state == State.APPROVED


def test_nothing_happens_when_a_disclaimer_it_needs_is_gone(clinic, page, later):
    row = chosen(page, clinic)
    owed = Disclaimer.objects.get(slug="general-information").revisions
    owed.update(state=State.SUPERSEDED, superseded_by=clinic["owner"], superseded_at=timezone.now())

    later(days=2)
    scheduling.run_due()

    assert "general-information" in told_why(row)
    assert page.revisions.get().state == State.APPROVED


def test_nothing_happens_when_what_to_read_instead_is_gone(clinic, page, later):
    other, third = builders.question(clinic["editor"]), builders.question(clinic["editor"], "third")
    builders.published(third, clinic)
    revision = builders.published(other, clinic)
    row = to_be_withdrawn(page, clinic, other)
    withdrawing.withdraw(revision, by=clinic["publisher"], reason="mistake", read_instead=[third.number_id])

    later(days=2)
    scheduling.run_due()

    assert "Name at least one other page" in told_why(row)
    assert page.revisions.get().state == State.PUBLISHED


def test_a_text_that_is_returned_loses_its_time(clinic, page, later):
    row = chosen(page, clinic)
    workflow.return_(page.revisions.get(), by=clinic["reviewer"], note="Shorter.")

    later(days=2)

    assert scheduling.run_due() == []
    row.refresh_from_db()
    assert (row.dropped_at is not None, row.done_at, row.refused_at) == (True, None, None)


def test_a_text_published_by_hand_before_its_time_is_not_published_again(clinic, page, later):
    row = chosen(page, clinic)
    publishing.publish(page.revisions.get(), by=clinic["owner"])

    later(days=2)

    assert scheduling.run_due() == []
    row.refresh_from_db()
    assert row.done_at is not None
    assert page.revisions.get().published_by == clinic["owner"]


def test_a_page_withdrawn_by_hand_takes_the_time_of_its_next_text_away(clinic, page):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    public = builders.published(page, clinic)
    row = chosen(edited(page, clinic["editor"]), clinic)

    withdrawing.withdraw(public, by=clinic["publisher"], reason="mistake", read_instead=[other.number_id])

    row.refresh_from_db()
    assert (row.dropped_at is not None, row.done_at) == (True, None)


def test_a_newer_text_is_not_withdrawn_in_place_of_the_one_that_was_meant(clinic, page, later):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    row = to_be_withdrawn(page, clinic, other)
    builders.published(edited(page, clinic["editor"]), clinic)

    later(days=2)
    scheduling.run_due()

    assert "Revision 1 is in the state" in told_why(row)
    assert page.revisions.published().get().revision == 2


def test_the_same_words_signed_again_are_still_withdrawn_at_their_time(clinic, page, later):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    to_be_withdrawn(page, clinic, other)
    builders.published(edited(page, clinic["editor"]), clinic)
    publishing.undo(page, by=clinic["publisher"])

    later(days=2)
    [row] = scheduling.run_due()

    assert row.refusal == ""
    assert not page.revisions.published().exists()


def test_a_refused_time_is_not_tried_again_and_stays_in_sight(clinic, page, later):
    row = chosen(page, clinic)
    clinic["publisher"].groups.clear()
    later(days=2)
    scheduling.run_due()

    assert scheduling.run_due() == []
    assert schedule.of(page) == row


def test_a_fault_in_one_act_does_not_keep_the_others_from_being_done(clinic, page, later, monkeypatch):
    other = builders.question(clinic["editor"])
    chosen(page, clinic)
    chosen(other, clinic)
    publish = publishing.publish

    def breaks_once(revision, *, by):
        if revision.page.number_id == page.number_id:
            raise ZeroDivisionError
        return publish(revision, by=by)

    monkeypatch.setattr(publishing, "publish", breaks_once)
    later(days=2)
    with pytest.raises(ExceptionGroup) as fault:
        scheduling.run_due()

    assert [type(one) for one in fault.value.exceptions] == [ZeroDivisionError]
    assert (other.revisions.get().state, page.revisions.get().state) == (State.PUBLISHED, State.APPROVED)
    assert [row.number_id for row in Scheduled.objects.due()] == [page.number_id]


def test_a_time_is_taken_away(clinic, page, later):
    row = chosen(page, clinic)

    scheduling.unschedule(page, by=clinic["publisher"])

    later(days=2)
    row.refresh_from_db()
    assert scheduling.run_due() == []
    assert row.dropped_at is not None
    assert Event.objects.filter(number_id=page.number_id).first().verb == "unschedule"
    assert "No time is chosen" in refused(lambda: scheduling.unschedule(page, by=clinic["publisher"]))

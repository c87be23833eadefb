"""Ways round a second person, or round the record, that somebody once found: each stays closed."""

from datetime import datetime, timedelta

import pytest
from django.test import Client

from clinic_site.content import (
    comments,
    evidence,
    looking_after,
    publishing,
    schedule,
    scheduling,
    sending,
    verifying,
    workflow,
)
from clinic_site.content.event import Event, Verb
from clinic_site.profile.models import amend, confirm
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted, withdrawn
from tests.clinic_site.review.as_of.past import Clock


@pytest.fixture
def clock(monkeypatch):
    return Clock(monkeypatch)


@pytest.fixture
def staff(db, clock):
    return builders.clinic()


@pytest.fixture
def page(staff):
    page = builders.article(staff["editor"])
    builders.published(page, staff)
    return page


def fresh(page):
    return type(page).objects.get(pk=page.pk)


def read(page) -> str:
    return Client().get(page.path).content.decode()


def published_later(page, staff, clock, **how):
    clock.move(minutes=1)
    builders.published(edited(page, staff["editor"], body="## First part\n\nOther words.\n"), staff, **how)
    clock.move(minutes=1)


def retirement_chosen(page, staff, clock) -> datetime:
    """The time at which the page will be retired, in favour of another."""
    other = builders.article(staff["editor"], "other")
    builders.published(other, staff)
    at = clock.now + timedelta(days=2)
    how = {"act": "withdraw", "reason": "mistake", "read_instead": [other.number_id]}
    scheduling.schedule_act(page.revisions.get(), by=staff["publisher"], at=at, **how)
    return at


def test_what_is_typed_at_undo_is_for_staff_only(page, staff, clock):
    published_later(page, staff, clock)

    publishing.undo(fresh(page), by=staff["publisher"], note="Stop your tablets.")

    assert "Stop your tablets." not in read(page)
    assert "The earlier text was put back." in read(page)
    assert Event.objects.filter(verb=Verb.UNDO).get().note == "Stop your tablets."


def test_a_page_that_came_back_unchanged_tells_of_no_change(page, staff, clock):
    other = builders.article(staff["editor"], "other")
    builders.published(other, staff)
    withdrawn(page.revisions.get(), staff, other)
    clock.move(minutes=1)

    publishing.undo(fresh(page), by=staff["publisher"], note="Stop your tablets.")

    assert "Changed on" not in read(page)
    assert "Stop your tablets." not in read(page)


def test_undo_brings_no_retracted_source_back(staff, clock):
    source = builders.reference()
    page = builders.article(staff["editor"], body="It can ache [@Brady2014].\n")
    builders.published(page, staff)
    published_later(page, staff, clock)
    evidence.mark(source, by=staff["editor"], standing="retracted", note="The journal says so.")

    assert "retracted" in refused(lambda: publishing.undo(fresh(page), by=staff["publisher"]))


def test_undo_puts_no_check_off(page, staff, clock):
    soon = clock.now.date() + timedelta(days=3)
    looking_after.assign(fresh(page), by=staff["owner"], review_due=soon)
    clock.move(minutes=1)
    words = "## First part\n\nSome plain wordz.\n"
    builders.published(edited(page, staff["editor"], body=words), staff, kind="minor", note="A letter.")
    clock.move(minutes=1)

    publishing.undo(fresh(page), by=staff["publisher"])

    assert fresh(page).review_due == soon


@pytest.mark.parametrize("kind", ["minor", "clinical"])
def test_a_text_from_before_a_withdrawal_is_not_published_after_it(page, staff, clock, kind):
    other = builders.article(staff["editor"], "other")
    builders.published(other, staff)
    public = page.revisions.get()
    desk = edited(page, staff["editor"], body="## First part\n\nSome plain wordz.\n")
    sent = workflow.submit(desk, by=staff["editor"], note="A letter.", kind=kind)
    clock.move(minutes=1)
    withdrawn(public, staff, other)

    assert "was retired" in refused(lambda: workflow.approve(sent, by=staff["reviewer"]))
    workflow.return_(sent, by=staff["reviewer"], note="Read it all again.")
    again = workflow.submit(fresh(page), by=staff["editor"], note="Read again.", kind="clinical")
    assert not refused(lambda: workflow.approve(again, by=staff["reviewer"]))


def test_a_text_approved_before_a_withdrawal_is_not_published_after_it(page, staff, clock):
    other = builders.article(staff["editor"], "other")
    builders.published(other, staff)
    public = page.revisions.get()
    approved = submitted(edited(page, staff["editor"], body="## First part\n\nOther words.\n"), staff)
    workflow.approve(approved, by=staff["reviewer"], whole_page=False)
    clock.move(minutes=1)
    withdrawn(public, staff, other)

    assert "was retired" in refused(lambda: publishing.publish(approved, by=staff["publisher"]))


def test_asking_for_changes_leaves_the_retirement_of_the_public_text_alone(page, staff, clock):
    retirement_chosen(page, staff, clock)
    newer = submitted(edited(page, staff["editor"], body="## First part\n\nOther words.\n"), staff)

    workflow.return_(newer, by=staff["reviewer"], note="Not yet.")

    assert schedule.of(page) is not None


def test_a_time_to_publish_takes_no_retirement_away(page, staff, clock):
    at = retirement_chosen(page, staff, clock)
    newer = submitted(edited(page, staff["editor"], body="## First part\n\nOther words.\n"), staff)
    workflow.approve(newer, by=staff["reviewer"])

    assert "retire" in refused(lambda: scheduling.choose(newer, by=staff["publisher"], at=at))
    assert schedule.of(page).act == "withdraw"


def test_a_comment_made_after_approval_holds_publishing_back(staff):
    page = builders.article(staff["editor"])
    approved = submitted(page, staff)
    workflow.approve(approved, by=staff["reviewer"])
    comments.say(page, by=staff["reviewer"], field="body", text="Stop, this is wrong.")

    assert "not settled" in refused(lambda: publishing.publish(approved, by=staff["publisher"]))


def test_a_change_of_topics_is_no_small_fix(page, staff):
    builders.shown_topic(staff["owner"], staff["reviewer"], slug="needles")
    desk = edited(page, staff["editor"], topics=["needles"])

    assert refused(lambda: workflow.submit(desk, by=staff["editor"], note="A letter.", kind="minor"))


def test_a_check_of_what_changed_only_is_no_fault_of_the_record(page, staff, clock):
    clock.move(days=40)
    sent = submitted(edited(page, staff["editor"], body="## First part\n\nOther words.\n"), staff)
    workflow.approve(sent, by=staff["reviewer"], whole_page=False)
    publishing.publish(sent, by=staff["publisher"])

    assert list(verifying.faults()) == []


def test_a_page_of_more_risk_is_checked_sooner(page, staff, clock):
    due = fresh(page).review_due
    body = "::: emergency\n:::\n\nWords.\n"
    sent = submitted(edited(page, staff["editor"], risk="high", body=body), staff)
    workflow.approve(sent, by=staff["reviewer"], whole_page=False)

    publishing.publish(sent, by=staff["publisher"])

    assert fresh(page).review_due < due


def test_one_press_with_one_signature_is_no_reading_of_the_whole_page(page, staff, clock):
    alone = builders.person("editor", "reviewer", "publisher", name="Alone")
    confirm(amend(by=staff["owner"], allows_single_signature=True), by=staff["reviewer"])
    before = page.revisions.get().reviewed_on
    clock.move(days=40)
    desk = edited(page, alone, body="## First part\n\nOther words.\n")

    sending.send(desk, by=alone, data={"note": "Other words.", "kind": "clinical"}, publish=True)

    assert page.revisions.published().get().reviewed_on == before


def test_who_wrote_along_can_not_give_the_second_reading(staff):
    alone = builders.person("editor", "reviewer", "publisher", name="Alone")
    along = builders.person("editor", "reviewer", name="Along")
    confirm(amend(by=staff["owner"], allows_single_signature=True), by=staff["reviewer"])
    page = edited(builders.article(along), along, body="## First part\n\nWords of two people.\n")
    revision = workflow.submit(page, by=alone, note="First text.")
    workflow.approve(revision, by=alone)
    publishing.publish(revision, by=alone)

    assert "wrote on this text" in refused(lambda: workflow.confirm(revision, by=along, note="Looked at Brady."))
    assert not refused(lambda: workflow.confirm(revision, by=staff["reviewer"], note="Looked at Brady."))


def test_a_change_of_owner_or_interval_on_the_edit_screen_is_an_event(page, staff):
    edited(page, staff["editor"], owner=staff["reviewer"], interval_months=6)

    event = Event.objects.filter(verb=Verb.ASSIGN).get()
    assert (event.by, event.data["owner"], event.data["interval_months"]) == (staff["editor"], staff["reviewer"].pk, 6)


def test_saving_words_alone_is_no_event(page, staff):
    edited(page, staff["editor"], body="## First part\n\nOther words.\n")

    assert not Event.objects.filter(verb=Verb.ASSIGN).exists()

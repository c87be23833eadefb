"""Asking a reviewer, handing a page over, bringing a check forward, and what moves "last reviewed"."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clinic_site.content import looking_after, publishing, workflow
from clinic_site.content.event import Event
from clinic_site.content.refused import NotAllowed
from clinic_site.content.workflow import months_later
from clinic_site.profile.models import amend
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted


def last_event(verb: str) -> Event:
    return Event.objects.filter(verb=verb).first()


def reviewed_in_2020(page, staff):
    revision = builders.published(page, staff)
    type(revision).objects.filter(pk=revision.pk).update(reviewed_on=date(2020, 1, 31), reviewer_role="a doctor")
    return revision


def published_again(page, staff, **approval):
    revision = submitted(edited(page, staff["editor"]), staff)
    workflow.approve(revision, by=staff["reviewer"], **approval)
    return publishing.publish(revision, by=staff["publisher"])


def test_a_named_reviewer_is_kept_with_the_day_and_in_the_record(clinic):
    revision = submitted(builders.article(clinic["editor"]), clinic)
    day = timezone.localdate() + timedelta(days=3)

    looking_after.ask(revision, by=clinic["editor"], reviewer=clinic["reviewer"], deadline=day)

    revision.refresh_from_db()
    assert (revision.reviewer, revision.deadline) == (clinic["reviewer"], day)
    assert last_event("ask").data["reviewer_name"] == clinic["reviewer"].name


def test_who_wrote_the_text_or_may_not_approve_is_not_asked(clinic):
    revision = submitted(builders.article(clinic["editor"]), clinic)

    for role in ("editor", "publisher", "clinician"):
        said = refused(lambda role=role: looking_after.ask(revision, by=clinic["editor"], reviewer=clinic[role]))
        assert "can't approve this text" in said


def test_nobody_is_asked_for_a_day_that_has_passed_or_a_text_that_was_decided(clinic):
    revision = submitted(builders.article(clinic["editor"]), clinic)
    yesterday = timezone.localdate() - timedelta(days=1)
    words = {"by": clinic["editor"], "reviewer": clinic["reviewer"]}

    assert "has passed" in refused(lambda: looking_after.ask(revision, deadline=yesterday, **words))
    workflow.approve(revision, by=clinic["reviewer"])
    assert "does not wait" in refused(lambda: looking_after.ask(revision, **words))


def test_the_usual_reviewer_comes_first(clinic):
    page = builders.article(clinic["editor"])
    other = builders.person("reviewer", name="Aaron")
    builders.published(page, clinic)

    people = looking_after.reviewers(page, submitted(edited(page, clinic["editor"]), clinic))

    assert people[0] == clinic["reviewer"]
    assert other in people
    assert clinic["editor"] not in people


def test_handing_over_is_told_in_the_record(clinic):
    page = builders.article(clinic["editor"])

    page = looking_after.assign(page, by=clinic["editor"], owner=clinic["reviewer"], deputy=clinic["owner"])

    assert (page.owner, page.deputy) == (clinic["reviewer"], clinic["owner"])
    assert last_event("assign").data["owner_name"] == clinic["reviewer"].name
    assert "Nothing would change" in refused(
        lambda: looking_after.assign(page, by=clinic["editor"], owner=clinic["reviewer"])
    )


def test_a_check_is_brought_forward_and_never_put_off(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    page.refresh_from_db()
    soon, due = timezone.localdate() + timedelta(days=30), page.review_due

    page = looking_after.assign(page, by=clinic["editor"], review_due=soon)

    assert page.review_due == soon
    assert last_event("assign").data == {"review_due": soon.isoformat()}
    late = refused(lambda: looking_after.assign(page, by=clinic["editor"], review_due=due + timedelta(days=1)))
    assert "not put off" in late
    assert looking_after.assign(page, by=clinic["editor"], review_due=due).review_due == due


@pytest.mark.parametrize("role", ["publisher", "clinician"])
def test_who_only_releases_or_reads_hands_nothing_over(clinic, role):
    page = builders.article(clinic["editor"])

    with pytest.raises(NotAllowed):
        looking_after.assign(page, by=clinic[role], owner=clinic["reviewer"])


def test_reading_only_what_changed_does_not_move_last_reviewed(clinic):
    page = builders.article(clinic["editor"])
    reviewed_in_2020(page, clinic)

    part = published_again(page, clinic, whole_page=False)

    assert (part.reviewed_on, part.reviewer_role) == (date(2020, 1, 31), "a doctor")
    assert last_event("publish").data["reviewed_on"] == "2020-01-31"
    assert published_again(page, clinic, whole_page=True).reviewed_on == timezone.localdate()


def test_the_clinic_profile_says_how_often_pages_are_checked(clinic):
    amend(by=clinic["owner"], interval_normal=36, interval_high=6)
    today = timezone.localdate()
    normal = builders.article(clinic["editor"])
    high = builders.article(clinic["editor"], "high", risk="high", body="::: emergency\n:::\n\nWords.\n")

    for page, months in ((normal, 36), (high, 6)):
        builders.published(page, clinic)
        page.refresh_from_db()
        assert page.review_due == months_later(today, months)

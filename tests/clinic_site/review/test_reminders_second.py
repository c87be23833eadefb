"""Letters about texts that one person wrote and approved."""

from datetime import timedelta

import pytest

from clinic_site.content import publishing, workflow
from clinic_site.profile import models as profiles
from clinic_site.review import reminders_second
from tests import builders
from tests.clinic_site.review.days import FIRST, days, letters


@pytest.fixture
def page(clinic, clock):
    row = profiles.amend(by=clinic["owner"], allows_single_signature=True)
    profiles.confirm(row, by=clinic["reviewer"])
    alone = builders.person("editor", "reviewer", "publisher", name="Alone")
    revision = workflow.submit(builders.article(alone), by=alone, note="First text.")
    workflow.approve(revision, by=alone)
    return publishing.publish(revision, by=alone).page


def on(clock, *when) -> None:
    for day in when:
        clock(day)
        reminders_second.write_due()


def test_everyone_who_could_read_it_is_told_at_once_and_after_a_week(page, clock):
    builders.person("reviewer", name="Without a printed role", role_as_printed="")
    builders.person("reviewer", name="Left", is_active=False)

    on(clock, *days(FIRST, FIRST + timedelta(days=40)))

    week = FIRST + timedelta(days=7)
    assert sorted(letters(page)) == [
        (FIRST, "Owner", "owed"),
        (FIRST, "Reviewer", "owed"),
        (week, "Owner", "overdue"),
        (week, "Reviewer", "overdue"),
    ]


def test_after_a_gap_only_the_letter_that_fits_today_is_written(page, clock):
    late = FIRST + timedelta(days=12)
    on(clock, late, late + timedelta(days=1))

    assert {(day, stage) for day, _who, stage in letters(page)} == {(late, "overdue")}


def test_once_it_was_read_nobody_is_told_again(page, clinic, clock):
    on(clock, FIRST)
    workflow.confirm(page.revisions.get(), by=clinic["reviewer"], note="Looked at the study.")
    on(clock, *days(FIRST, FIRST + timedelta(days=9)))

    assert {stage for _day, _who, stage in letters(page)} == {"owed"}


def test_who_joins_later_is_told_then(page, clock):
    on(clock, FIRST)
    builders.person("reviewer", name="New")
    on(clock, FIRST + timedelta(days=1))

    assert letters(page)[-1] == (FIRST + timedelta(days=1), "New", "owed")


def test_a_text_of_two_people_owes_nothing(clinic, clock):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    on(clock, *days(FIRST, FIRST + timedelta(days=9)))

    assert letters(page) == []


@pytest.mark.parametrize("count", [1, 3])
def test_a_quiet_minute_asks_as_much_for_three_texts_as_for_one(page, clinic, clock, count, django_assert_num_queries):
    alone = type(clinic["owner"]).objects.get(name="Alone")
    for place in range(count - 1):
        revision = workflow.submit(builders.article(alone, f"page-{place}"), by=alone, note="First text.")
        workflow.approve(revision, by=alone)
        publishing.publish(revision, by=alone)
    on(clock, FIRST)
    not_told = type(alone).objects.filter(is_active=True).exclude(name__in=["Owner", "Reviewer"]).count()

    with django_assert_num_queries(6 + 2 * not_told):
        reminders_second.write_due()

"""Letters to a reviewer who was asked for a check."""

from datetime import date, timedelta

import pytest

from clinic_site.content import looking_after, workflow
from clinic_site.letters.models import Letter
from clinic_site.review import reminders_asked
from tests import builders
from tests.clinic_site.content.lives import submitted
from tests.clinic_site.review.days import FIRST, days, letters

DEADLINE = date(2026, 3, 13)


@pytest.fixture
def asked(clinic, clock):
    page = builders.article(clinic["editor"])
    revision = submitted(page, clinic)
    looking_after.ask(revision, by=clinic["editor"], reviewer=clinic["reviewer"], deadline=DEADLINE)
    return page


def on(clock, *when) -> None:
    for day in when:
        clock(day)
        reminders_asked.write_due()


def test_a_letter_when_asked_one_on_the_day_and_one_three_days_later(asked, clock):
    on(clock, *days(FIRST, DEADLINE + timedelta(days=60)))

    assert letters(asked) == [
        (FIRST, "Reviewer", "asked"),
        (DEADLINE, "Reviewer", "today"),
        (DEADLINE + timedelta(days=3), "Reviewer", "late"),
    ]
    assert "by 13 March 2026" in Letter.objects.get(about__endswith="asked").text


def test_after_a_gap_only_the_letter_that_fits_today_is_written(asked, clock):
    on(clock, DEADLINE + timedelta(days=40), DEADLINE + timedelta(days=41))

    assert letters(asked) == [(DEADLINE + timedelta(days=40), "Reviewer", "late")]


def test_once_the_text_is_checked_nobody_is_chased(asked, clinic, clock):
    on(clock, FIRST)
    workflow.approve(asked.revisions.get(), by=clinic["reviewer"])
    on(clock, *days(FIRST, DEADLINE + timedelta(days=9)))

    assert letters(asked) == [(FIRST, "Reviewer", "asked")]


def test_a_reviewer_who_is_asked_in_place_of_another_has_the_letters_from_then_on(asked, clinic, clock):
    other = builders.person("reviewer", name="Other reviewer")
    on(clock, FIRST)
    clock(FIRST + timedelta(days=2))
    looking_after.ask(asked.revisions.get(), by=clinic["editor"], reviewer=other, deadline=DEADLINE)
    on(clock, *days(FIRST + timedelta(days=2), DEADLINE))

    assert [(who, stage) for _day, who, stage in letters(asked)] == [
        ("Reviewer", "asked"),
        ("Other reviewer", "asked"),
        ("Other reviewer", "today"),
    ]


def test_without_a_deadline_there_is_one_letter(clinic, clock):
    page = builders.article(clinic["editor"])
    looking_after.ask(submitted(page, clinic), by=clinic["editor"], reviewer=clinic["reviewer"])
    on(clock, *days(FIRST, FIRST + timedelta(days=30)))

    assert letters(page) == [(FIRST, "Reviewer", "asked")]
    assert " by " not in Letter.objects.get().text


def test_who_has_left_is_not_chased(asked, clinic, clock):
    type(clinic["reviewer"]).objects.filter(pk=clinic["reviewer"].pk).update(is_active=False)
    on(clock, FIRST, DEADLINE)

    assert "Reviewer" not in {who for _day, who, _matter in letters(asked)}


def test_when_the_asked_reviewer_has_left_who_sent_it_and_who_looks_after_it_are_told_once(asked, clinic, clock):
    asked.owner = clinic["owner"]
    asked.save(update_fields=["owner"])
    on(clock, FIRST)
    type(clinic["reviewer"]).objects.filter(pk=clinic["reviewer"].pk).update(is_active=False)

    on(clock, *days(FIRST, FIRST + timedelta(days=5)))

    assert letters(asked) == [
        (FIRST, "Reviewer", "asked"),
        (FIRST, "Editor", "left"),
        (FIRST, "Owner", "left"),
    ]
    assert "Reviewer was asked to check" in Letter.objects.filter(about__endswith="left")[0].text

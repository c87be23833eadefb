"""Which letters come for a public page as its check comes nearer and passes."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clinic_site.content import evidence, withdrawing, workflow
from clinic_site.content.looking_after import assign
from clinic_site.letters.models import Letter
from clinic_site.references.models import Standing
from clinic_site.review import reminders
from clinic_site.review.models import Reminder
from tests import builders
from tests.clinic_site.review.days import FIRST, days, letters, looked_after

DUE = date(2028, 3, 3)


@pytest.fixture
def page(clinic, clock):
    return looked_after(builders.article(clinic["editor"]), clinic)


def on(clock, *when) -> None:
    for day in when:
        clock(day)
        reminders.write_due()


def before(number_of_days: int) -> date:
    return DUE - timedelta(days=number_of_days)


def test_a_page_that_is_checked_in_time_has_three_letters_at_most(page, clinic, clock):
    on(clock, *days(before(70), before(1)))
    clock(before(1))
    workflow.confirm(page.revisions.get(), by=clinic["reviewer"], note="Looked at the study.")
    on(clock, *days(DUE, DUE + timedelta(days=60)))

    assert letters(page) == [(before(60), "Editor", "60"), (before(30), "Editor", "30"), (before(7), "Editor", "7")]


def test_the_letter_has_the_title_the_day_and_the_way_to_the_page_and_no_word_of_its_text(page, clock, settings):
    on(clock, before(30))

    letter = Letter.objects.get(about__contains=f" {page.number_id} ")
    assert letter.subject == "Check by 3 March 2028: Title of soreness"
    assert letter.text.splitlines() == [
        f"“Title of soreness” ({page.number_id}) is due for a check by 3 March 2028.",
        "Read it again, then confirm it or change it:",
        f"{settings.SITE_ADDRESS}/admin/articles/article/{page.pk}/change/",
    ]


def test_after_a_gap_only_the_letter_that_fits_today_is_written(page, clock):
    on(clock, before(70), before(20), before(19), before(8))

    assert letters(page) == [(before(20), "Editor", "30")]


def test_the_day_after_the_due_day_the_deputy_is_told_too(page, clock):
    on(clock, before(1), before(0), before(-1), before(-2))

    late = [letter for letter in letters(page) if letter[2] == "overdue"]
    assert late == [(before(-1), "Editor", "overdue"), (before(-1), "Reviewer", "overdue")]


def test_two_weeks_later_all_with_the_role_owner_are_told_too(page, clock):
    on(clock, before(-1), before(-14), before(-15), before(-16), before(-200))

    told = [who for _day, who, stage in letters(page) if stage == "still-overdue"]
    assert sorted(told) == ["Editor", "Owner", "Reviewer"]
    assert Reminder.objects.filter(number_id=page.number_id).count() == 2


def test_a_page_that_nobody_owns_is_for_all_with_the_role_owner(clinic, clock):
    other = builders.person("owner", name="Other owner")
    page = builders.published(builders.article(clinic["editor"]), clinic).page

    on(clock, before(7), before(-1))

    assert sorted({who for _day, who, _stage in letters(page)}) == ["Other owner", "Owner"]
    assert len(letters(page)) == 4
    assert other.is_active


def test_in_place_of_an_owner_who_has_left_the_role_owner_is_told(page, clinic, clock):
    type(clinic["editor"]).objects.filter(pk=clinic["editor"].pk).update(is_active=False)

    on(clock, before(7))

    assert [who for _day, who, _stage in letters(page)] == ["Owner"]


def test_one_who_is_owner_and_deputy_has_one_letter(page, clinic, clock):
    assign(page, by=clinic["owner"], deputy=clinic["editor"])

    on(clock, before(-1))

    assert letters(page) == [(before(-1), "Editor", "overdue")]


def test_a_page_that_is_not_public_has_no_letter(page, clinic, clock):
    other = builders.published(builders.article(clinic["editor"], "other"), clinic).page
    withdrawing.withdraw(page.revisions.get(), by=clinic["publisher"], reason="mistake", read_instead=[other.number_id])

    on(clock, *days(before(61), before(-20)))

    assert letters(page) == []


def test_another_due_date_has_letters_of_its_own(page, clinic, clock):
    on(clock, before(60))
    assign(type(page).objects.get(pk=page.pk), by=clinic["owner"], review_due=before(40))
    on(clock, before(59), before(47), before(39))

    assert [stage for _day, _who, stage in letters(page)] == ["60", "30", "7", "overdue", "overdue"]


def test_a_retracted_source_is_told_on_the_day(clinic, clock):
    source = builders.reference()
    page = builders.article(clinic["editor"], body="Two of 100 people [@Brady2014].\n")
    page = looked_after(page, clinic)
    clock(FIRST + timedelta(days=20))
    evidence.mark(source, by=clinic["owner"], standing=Standing.RETRACTED, note="Journal, 2026.")

    reminders.write_due()

    assert letters(page) == [(FIRST + timedelta(days=20), "Editor", "7")]
    assert "due for a check by 23 March 2026" in Letter.objects.get(about__contains=f" {page.number_id} ").text


@pytest.mark.parametrize(("months", "stages"), [(1, ["7"]), (2, ["30", "7"]), (3, ["60", "30", "7"])])
def test_a_page_that_is_checked_often_is_not_announced_on_the_day_of_its_check(clinic, clock, months, stages):
    page = looked_after(builders.article(clinic["editor"], interval_months=months), clinic)
    page.refresh_from_db()

    on(clock, FIRST)
    assert letters(page) == []
    on(clock, *days(FIRST, page.review_due))

    assert [stage for _day, _who, stage in letters(page)] == stages


def test_a_page_that_was_checked_a_moment_ago_is_left_alone(page, clinic, clock):
    clock(before(-1))
    revision = page.revisions.get()
    workflow.confirm(revision, by=clinic["reviewer"], note="Looked at the study.")

    reminders.remind(type(revision), revision.pk)

    assert letters(page) == []


def test_one_page_that_fails_keeps_no_letter_of_another_back(clinic, clock, monkeypatch):
    pages = [looked_after(builders.article(clinic["editor"], slug), clinic) for slug in ("one", "two", "three")]
    good = reminders.subject_for

    def bad(revision, stage):
        if revision.page.slug == "two":
            raise ZeroDivisionError("a fault")
        return good(revision, stage)

    monkeypatch.setattr(reminders, "subject_for", bad)
    clock(before(7))

    with pytest.raises(ExceptionGroup):
        reminders.write_due()

    assert [len(letters(page)) for page in pages] == [1, 0, 1]
    assert not Reminder.objects.filter(number_id=pages[1].number_id)


@pytest.mark.parametrize("count", [1, 3])
def test_a_quiet_minute_asks_the_database_as_much_for_three_pages_as_for_one(
    clinic,
    clock,
    django_assert_num_queries,
    count,
):
    for place in range(count):
        looked_after(builders.article(clinic["editor"], f"page-{place}"), clinic)
    on(clock, before(7))

    with django_assert_num_queries(5):
        reminders.write_due()
    assert timezone.localdate() == before(7)

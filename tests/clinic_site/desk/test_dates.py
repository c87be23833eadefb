from datetime import timedelta

from django.utils import timezone

from clinic_site.content import looking_after, scheduling, workflow
from tests import builders
from tests.clinic_site.desk.lists import approved, due, edited, public, rows, says

DAY = timedelta(days=1)


def test_checks_are_listed_from_sixty_days_before_the_oldest_first(clinic):
    today = timezone.localdate()
    late, soon = due(public(clinic, "late"), today - DAY), due(public(clinic, "soon"), today + 60 * DAY)
    due(public(clinic, "far"), today + 61 * DAY)

    found = rows(clinic["reviewer"], "due")

    assert [row.number for row in found] == [late.number_id, soon.number_id]
    assert [row.is_urgent for row in found] == [True, False]
    assert found[0].why.startswith("Overdue since ")
    assert found[1].when == "in 60 days"


def test_a_check_due_today_is_not_late(clinic):
    due(public(clinic), timezone.localdate())

    assert [(row.when, row.is_urgent) for row in rows(clinic["reviewer"], "due")] == [("today", False)]


def test_your_own_pages_come_before_older_ones_of_others(clinic):
    today = timezone.localdate()
    other = due(public(clinic, "other"), today + 3 * DAY)
    mine = due(public(clinic, "mine"), today + 30 * DAY)
    looking_after.assign(mine, by=clinic["owner"], deputy=clinic["reviewer"])

    assert says(clinic["reviewer"], "due") == [
        ("Confirm or change", mine.number_id),
        ("Confirm or change", other.number_id),
    ]


def test_a_writer_is_told_of_checks_of_pages_in_their_care_only(clinic):
    today = timezone.localdate()
    due(public(clinic, "other"), today)
    mine = due(public(clinic, "mine"), today)
    looking_after.assign(mine, by=clinic["owner"], owner=clinic["editor"])

    assert says(clinic["editor"], "due") == [("Change", mine.number_id)]


def test_a_page_whose_new_text_waits_needs_no_second_row(clinic):
    page = due(public(clinic), timezone.localdate())

    workflow.submit(edited(page, clinic["editor"]), by=clinic["editor"], note="New words.")

    assert says(clinic["reviewer"], "due") == []


def test_acts_of_this_week_are_listed_with_their_hour(clinic):
    soon, later = approved(clinic, "soon"), approved(clinic, "later")
    scheduling.schedule_act(soon, by=clinic["publisher"], at=timezone.now() + 6 * DAY)
    scheduling.schedule_act(later, by=clinic["publisher"], at=timezone.now() + 8 * DAY)

    found = rows(clinic["publisher"], "week")

    assert [(row.verb, row.number) for row in found] == [("See", soon.page.number_id)]
    assert found[0].why.startswith("Publish on ")
    assert found[0].why.endswith(", as Publisher chose.")


def test_small_fixes_are_looked_over_for_a_week(clinic):
    page = public(clinic)
    builders.published(edited(page, clinic["editor"], title="Title of the soreness"), clinic, "A word.", "minor")

    assert says(clinic["reviewer"], "week") == [("Look over", page.number_id)]
    assert rows(clinic["reviewer"], "week")[0].why == "Small fix by Editor: A word."
    assert says(clinic["editor"], "week", "all") == []


def test_a_change_of_meaning_is_no_small_fix(clinic):
    public(clinic)

    assert says(clinic["reviewer"], "week") == []

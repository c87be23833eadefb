from datetime import date, timedelta

import pytest

from clinic_site.desk import digest
from clinic_site.desk.models import Told
from clinic_site.letters.models import Letter
from tests import builders, copies
from tests.clinic_site.desk.lists import citing, due, public, waiting
from tests.clinic_site.desk.readers import searched
from tests.clinic_site.review.days import clock

__all__ = ["clock"]
MONDAY = date(2026, 11, 23)


@pytest.fixture
def clinic(db, clock):
    clock(MONDAY - timedelta(days=7))
    return copies.of(builders.clinic)


def letters() -> list[tuple[str, str, str]]:
    return [(letter.to.name, letter.about, letter.subject) for letter in Letter.objects.order_by("to__name", "about")]


def test_on_monday_everybody_with_something_on_the_list_gets_a_letter(clinic, clock):
    waiting(clinic)
    clock(MONDAY)

    assert digest.write_due() == 2

    assert letters() == [
        ("Owner", "digest 2026-W48", "1 thing needs you"),
        ("Reviewer", "digest 2026-W48", "1 thing needs you"),
    ]


def test_however_often_it_is_called_there_is_one_letter_a_week(clinic, clock):
    waiting(clinic)
    for hour in (6, 7, 23):
        clock(MONDAY, hour)
        digest.write_due()
    waiting(clinic, "later")
    clock(MONDAY + timedelta(days=6))

    assert digest.write_due() == 0

    assert Letter.objects.count() == 2


def test_each_week_has_its_letter(clinic, clock):
    waiting(clinic)

    for week in range(3):
        clock(MONDAY + timedelta(weeks=week))
        digest.write_due()

    assert [about for name, about, _subject in letters() if name == "Reviewer"] == [
        "digest 2026-W48", "digest 2026-W49", "digest 2026-W50",
    ]  # fmt: skip


def test_a_missed_monday_is_caught_up_on_the_next_day(clinic, clock):
    waiting(clinic)
    clock(MONDAY + timedelta(days=1), 0)

    assert digest.write_due() == 2


def test_nobody_is_written_to_in_the_night(clinic, clock):
    waiting(clinic)
    clock(MONDAY, 5)

    assert digest.write_due() == 0
    assert not Told.objects.exists()


def test_the_turn_of_the_year_belongs_to_the_week_of_its_monday(clinic, clock):
    clock(date(2027, 1, 1))

    digest.write_due()

    assert [told.about for told in Told.objects.all()] == ["digest 2026-W53"]


def test_who_has_nothing_to_do_gets_no_letter(clinic, clock):
    clock(MONDAY)

    assert digest.write_due() == 0


def test_who_left_gets_no_letter(clinic, clock):
    waiting(clinic)
    type(clinic["reviewer"]).objects.filter(pk=clinic["reviewer"].pk).update(is_active=False)
    clock(MONDAY)

    digest.write_due()

    assert [name for name, _about, _subject in letters()] == ["Owner"]


def test_the_letter_tells_titles_and_links_with_safety_first_and_no_text(clinic, clock):
    page = due(public(clinic, body="Words that stay in the house.\n"), MONDAY)
    citing(clinic, slug="bruises")
    sent = waiting(clinic, "waits", title="A title that waits")
    clock(MONDAY)

    digest.write_due()

    text = Letter.objects.get(to=clinic["reviewer"]).text
    assert f"- Review: A title that waits ({sent.page.number_id}), 7 days ago\n" in text
    assert f"  http://127.0.0.1:8000/admin/articles/article/{sent.page.pk}/approve/?run\n" in text
    assert text.index("Waiting for your check (1)") < text.index("Checks that are overdue")
    assert f"({page.number_id}), today" in text
    assert text.startswith("Hello Reviewer,\n\nThis is what needs you")
    assert text.endswith("The whole list:\nhttp://127.0.0.1:8000/admin/\n")
    assert "Words that stay in the house" not in text
    assert "Short words" not in text


def test_the_letter_tells_how_many_searches_wait_and_none_of_their_words(clinic, clock):
    searched("fizzy arm", "ear seeds")
    clock(MONDAY)

    digest.write_due()

    text = Letter.objects.get(to=clinic["editor"]).text
    assert "Searches with no answer (2)\n\n  http://127.0.0.1:8000/admin/?section=searches\n" in text
    assert "fizzy" not in text
    assert "seeds" not in text


def test_a_fault_halfway_leaves_nothing_so_that_the_next_tick_writes_all(clinic, clock, monkeypatch):
    waiting(clinic)
    clock(MONDAY)
    monkeypatch.setattr(digest, "write", lambda *args, **values: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        digest.write_due()
    monkeypatch.undo()

    assert not Told.objects.exists()


def test_the_report_is_written_once_a_month_to_owners(clinic, clock):
    due(public(clinic), date(2026, 11, 1))
    clock(date(2026, 12, 1), 5)
    assert digest.write_report_due() == 0

    for day in (1, 2, 31):
        clock(date(2026, 12, day))
        digest.write_report_due()

    assert letters() == [("Owner", "report 2026-12", "Report for December 2026")]
    text = Letter.objects.get().text
    assert "- Pages past the date of their check: 1\n" in text
    assert text.endswith("http://127.0.0.1:8000/admin/report/\n")

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import workflow
from clinic_site.desk import needs, survey
from clinic_site.desk.needs import ALL, SECTIONS, SHOWN
from clinic_site.desk.rows import ago
from tests import builders
from tests.clinic_site.desk.lists import due, edited, public, rows, shown, waiting

ORDER = ["safety", "check", "publish", "asked", "due", "handouts", "searches", "unhelpful", "ends", "week", "drafts"]


def test_safety_stands_first_and_drafts_last():
    assert [section.key for section in SECTIONS] == ORDER


@pytest.mark.parametrize(
    ("role", "sections"),
    [
        ("editor", ["safety", "asked", "due", "handouts", "searches", "unhelpful", "ends", "drafts"]),
        ("reviewer", ["safety", "check", "due", "unhelpful", "ends", "week"]),
        ("publisher", ["safety", "publish", "ends", "week"]),
        ("owner", ORDER),
        ("clinician", ["asked", "due", "handouts", "drafts"]),
    ],
)
def test_each_role_sees_the_sections_of_its_work(clinic, role, sections):
    assert shown(clinic[role]) == sections


def test_asking_for_everything_shows_no_more_than_the_person_may_do(clinic):
    waiting(clinic)

    assert "check" not in shown(clinic["editor"], ALL)
    assert shown(clinic["editor"], "reviewer") == []


def test_who_holds_two_roles_sees_the_work_of_both_and_may_look_at_one(clinic):
    both = builders.person("reviewer", "publisher", name="Both")

    assert shown(both) == ["safety", "check", "publish", "due", "unhelpful", "ends", "week"]
    assert shown(both, "publisher") == ["safety", "publish", "ends", "week"]


def test_an_owner_with_another_role_starts_with_that_work(clinic):
    owner = builders.person("owner", "publisher", name="Both")
    waiting(clinic)

    assert "check" not in shown(owner)
    assert len(rows(owner, "check", ALL)) == 1


def test_a_superuser_without_a_role_sees_everything(clinic):
    assert shown(builders.person(name="Super", is_superuser=True)) == ORDER


def test_every_section_says_in_one_line_that_it_is_empty(clinic, client):
    client.force_login(clinic["owner"])

    page = client.get("/admin/").content.decode()

    for section in SECTIONS:
        assert str(section.empty) in page


def test_the_oldest_of_equals_comes_first(clinic):
    today = timezone.localdate()
    newer = due(public(clinic, "newer"), today - timedelta(days=1))
    older = due(public(clinic, "older"), today - timedelta(days=9))

    assert [row.number for row in rows(clinic["reviewer"], "due")] == [older.number_id, newer.number_id]


def test_a_long_section_is_cut_and_can_be_seen_whole(clinic, client, monkeypatch):
    monkeypatch.setattr(needs, "SHOWN", 2)
    for place in range(3):
        due(public(clinic, f"page-{place}"), timezone.localdate() + timedelta(days=place))
    client.force_login(clinic["reviewer"])

    short = client.get("/admin/").content.decode()
    whole = client.get("/admin/?section=due")

    assert "1 more: Checks that are overdue or due in 60 days" in short
    assert "Title of page-2" not in short
    assert "Title of page-2" in whole.content.decode()
    assert [one.section.key for one in whole.context["sections"]] == ["due"]
    assert SHOWN == 25


def test_a_text_that_only_lost_words_has_a_size_too(clinic):
    page = public(clinic, body="One two three four.\n")

    workflow.submit(edited(page, clinic["editor"], body="One two.\n"), by=clinic["editor"], note="Shorter.")

    assert rows(clinic["reviewer"], "check")[0].size == "2 words changed"


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "today"), (1, "yesterday"), (-1, "tomorrow"), (2, "2 days ago"), (-59, "in 59 days"), (91, "3 months ago")],
)
def test_time_is_told_in_words(days: int, words: str):
    assert ago(timezone.localdate() - timedelta(days=days)) == words


def test_titles_are_told_as_readers_see_them(clinic):
    waiting(clinic, title="Call {{phone}} first")

    assert [page.title for page in survey.read(clinic["reviewer"]).pages.values() if page.slug == "soreness"] == [
        "Call 01632 960001 first"
    ]

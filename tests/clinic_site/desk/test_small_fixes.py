"""A small fix is taken back from the list in one press: undone for ten minutes, put back by way of a check later."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from clinic_site.content import publishing, workflow
from clinic_site.content.revision import Kind, State
from tests import builders
from tests.clinic_site.content.forms import signed_in, text_of
from tests.clinic_site.content.lives import edited
from tests.clinic_site.desk.lists import public, rows
from tests.clinic_site.review.days import FIRST, clock

__all__ = ["clock"]

OLD, NEW = "Title of soreness", "Title of the soreness"
AFTER = FIRST + timedelta(days=1)


@pytest.fixture
def page(clinic, clock):
    """Public since this morning, with a small fix since then."""
    page = public(clinic)
    builders.published(edited(page, clinic["editor"], title=NEW), clinic, "A word.", "minor")
    return Article.objects.get(pk=page.pk)


@pytest.fixture
def both(clinic):
    return builders.person("editor", "reviewer", name="Both")


def pressed(person):
    """Presses the button of the only row as a browser would; None when it has none."""
    (row,) = rows(person, "week")
    if row.press is None:
        return None
    browser = signed_in(person)
    html = text_of(browser.get("/admin/"))
    form = re.search(rf'<form class="press" method="post" action="{row.press.url}">.*?</form>', html)[0]
    assert f'aria-label="{row.press.words}: {row.title}">{row.press.words}</button>' in form
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    return browser.post(row.press.url, hidden, follow=True)


def title_now(page) -> str:
    return page.revisions.published().get().title


def test_for_ten_minutes_one_press_undoes_it(clinic, page):
    response = pressed(clinic["owner"])

    assert "Undone: readers see the earlier text again." in text_of(response)
    assert (title_now(page), page.revisions.count()) == (OLD, 3)


def test_an_undo_pressed_too_late_changes_nothing_and_says_what_to_do(clinic, page, monkeypatch):
    (row,) = rows(clinic["owner"], "week")
    then = timezone.now() + publishing.UNDO_WITHIN + timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: then)

    response = signed_in(clinic["owner"]).post(row.press.url, dict(row.press.fields))

    assert (row.press.words, response.status_code) == ("Undo", 409)
    assert "Undo works for 10 minutes" in text_of(response)
    assert title_now(page) == NEW


def test_later_one_press_sends_the_earlier_wording_for_a_check(clinic, page, both, clock):
    clock(AFTER)

    response = pressed(both)

    sent = page.revisions.open().get()
    assert (sent.title, sent.state, sent.kind, sent.submitted_by) == (OLD, State.SUBMITTED, Kind.MINOR, both)
    assert sent.note == "Takes a small fix back: the wording of revision 1 again."
    assert title_now(page) == NEW
    assert "The wording of revision 1 is sent for a check." in text_of(response)
    assert [row.press for row in rows(both, "week")] == [None]


def test_what_was_put_back_needs_a_second_person(clinic, page, both, clock):
    clock(AFTER)
    pressed(both)

    assert [row.number for row in rows(both, "check")] == []
    assert [row.number for row in rows(clinic["reviewer"], "check")] == [page.number_id]
    sent = page.revisions.open().get()
    publishing.publish(workflow.approve(sent, by=clinic["reviewer"]), by=clinic["publisher"])
    assert title_now(page) == OLD


@pytest.mark.parametrize(
    ("roles", "at_once", "later"),
    [
        (("reviewer",), None, None),
        (("reviewer", "publisher"), "Undo", None),
        (("reviewer", "editor"), "Put back revision 1", "Put back revision 1"),
        (("owner",), "Undo", "Put back revision 1"),
    ],
)
def test_the_button_is_what_the_roles_allow(clinic, page, clock, roles, at_once, later):
    person = builders.person(*roles, name="Somebody")
    found = []

    for hour in (9, 10):
        clock(FIRST, hour)
        (row,) = rows(person, "week")
        found.append(row.press and row.press.words)

    assert found == [at_once, later]


def test_a_desk_that_somebody_wrote_on_since_is_not_overwritten(clinic, page, both, clock):
    clock(AFTER)
    edited(page, clinic["editor"], lede="Not sent.")

    response = pressed(both)

    assert response.status_code == 409
    assert "The desk has a text that was never sent. Tick that it may be replaced." in text_of(response)
    assert 'name="_send" value="1">Put it back and send it for a check' in text_of(response)
    assert Article.objects.get(pk=page.pk).lede == "Not sent."
    assert not page.revisions.open().exists()


def test_a_desk_that_was_saved_after_the_list_was_read_is_looked_at_first(clinic, page, both, clock):
    clock(AFTER)
    (row,) = rows(both, "week")
    edited(page, clinic["editor"], lede="Meanwhile.")

    response = signed_in(both).post(row.press.url, dict(row.press.fields) | {"replace": "1"})

    assert response.status_code == 409
    assert "while you were looking" in text_of(response)
    assert Article.objects.get(pk=page.pk).lede == "Meanwhile."


def test_while_another_text_waits_nothing_is_put_back(clinic, page, both, clock):
    clock(AFTER)
    (row,) = rows(both, "week")
    workflow.submit(edited(page, clinic["editor"], lede="Newer."), by=clinic["editor"], note="Newer.")
    seen = {"seen": str(page.edit + 1)}

    response = signed_in(both).post(row.press.url, dict(row.press.fields) | seen)

    assert [one.press for one in rows(both, "week")] == [None]
    assert response.status_code == 409
    assert "A revision of this page already waits." in text_of(response)
    assert Article.objects.get(pk=page.pk).lede == "Newer."


def test_a_fix_that_readers_no_longer_see_is_not_taken_back(clinic, page, both, clock):
    clock(AFTER)
    (row,) = rows(both, "week")
    builders.published(edited(page, clinic["editor"], lede="Newer."), clinic)
    seen = {"seen": str(page.edit + 1)}

    response = signed_in(both).post(row.press.url, dict(row.press.fields) | seen)

    assert response.status_code == 409
    assert "no longer the text before a small fix" in text_of(response)
    assert not page.revisions.open().exists()


def test_what_an_undo_brought_back_is_not_taken_back_again(clinic, page):
    builders.published(edited(page, clinic["editor"], title="Title of soreness again"), clinic, "Again.", "minor")

    publishing.undo(page, by=clinic["publisher"])

    assert title_now(page) == NEW
    assert [row.press for row in rows(clinic["owner"], "week")] == [None]

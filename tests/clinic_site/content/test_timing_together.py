"""Choosing one time on a screen for texts that link to each other, and what is said about them until then."""

import re

import pytest

from clinic_site.content import schedule, scheduling, timing, workflow
from clinic_site.content.schedule import Scheduled
from tests import builders
from tests.clinic_site.content.forms import address, signed_in, text_of
from tests.clinic_site.content.test_timing import in_days
from tests.clinic_site.content.test_together import pair, source, tomorrow

__all__ = ["pair", "source"]

BOX = re.compile(r'name="together" value="([^"]*)"')


def send(person, page, **words):
    """Sends the box with the time as the screen that publishes shows it."""
    digest = page.revisions.get().digest
    return signed_in(person).post(
        address(page, "schedule"), {"at": in_days(3), "seen": digest, "_schedule": "1"} | words
    )


@pytest.fixture
def pages(pair):
    return [revision.page for revision in pair]


def test_the_box_names_what_has_to_go_out_with_it(clinic, pages):
    for name in ("publish", "schedule"):
        screen = text_of(signed_in(clinic["publisher"]).get(address(pages[0], name)))

        link = f'<a href="{address(pages[1], "publish")}">Title of other ({pages[1].number_id})</a>'
        assert link in screen
        assert BOX.search(screen)[1] == f"{pages[1].number_id}.1"


def test_a_text_that_needs_nothing_is_asked_nothing(clinic):
    alone = builders.article(clinic["editor"], "alone")
    revision = workflow.submit(alone, by=clinic["editor"], note="For a check.")
    workflow.approve(revision, by=clinic["reviewer"])

    assert not BOX.search(text_of(signed_in(clinic["publisher"]).get(address(alone, "publish"))))


def test_one_press_gives_both_the_time(clinic, pages):
    response = send(clinic["publisher"], pages[0], together=f"{pages[1].number_id}.1")

    assert response.status_code == 302
    times = [schedule.of(page).due_at for page in pages]
    assert times[0] == times[1]
    screen = text_of(signed_in(clinic["editor"]).get(address(pages[1], "change")))
    assert f"Page {pages[0].number_id}, which it links to, has the same time." in screen


def test_without_the_tick_it_is_refused_with_the_box_beside_it(clinic, pages):
    response = send(clinic["publisher"], pages[0])

    assert response.status_code == 409
    assert f"The link to page {pages[1].number_id} leads nowhere" in text_of(response)
    assert BOX.search(text_of(response))
    assert not Scheduled.objects.exists()


def test_other_texts_than_those_on_the_screen_get_no_time(clinic, pages):
    response = send(clinic["publisher"], pages[0], together=f"{pages[1].number_id}.2")

    assert response.status_code == 409
    assert "is no longer the same" in text_of(response)
    assert not Scheduled.objects.exists()


def test_a_page_that_will_be_missing_is_said_beforehand(clinic, pair, pages):
    scheduling.choose_all(pair, by=clinic["publisher"], at=tomorrow())
    scheduling.unschedule(pages[1], by=clinic["publisher"])

    why = timing.standing(pages[0], clinic["publisher"]).why

    assert why == (
        f"But page {pages[1].number_id}, which it links to, will not be public then. Choose a time for that page, too."
    )

"""Who has a page open is told to the next one, who may take over; nobody is locked out of saving."""

import json
from datetime import timedelta

from django.utils import timezone

from clinic_site.content import opened
from clinic_site.content.opened import Opened
from tests import builders
from tests.clinic_site.content.forms import address, change, signed_in, text_of

HELD = "Somebody else is here"


def screen(person, page, query: str = "") -> str:
    return text_of(signed_in(person).get(address(page, "change") + query))


def test_the_second_person_reads_and_is_told_who_writes(clinic):
    page = builders.article(clinic["editor"])
    screen(clinic["editor"], page)

    shown = screen(clinic["owner"], page)

    assert HELD in shown
    assert "Editor has had this page open since" in shown
    assert '<fieldset class="all" disabled>' in shown


def test_taking_over_is_told_to_the_first_person(clinic):
    page = builders.article(clinic["editor"])
    screen(clinic["editor"], page)

    assert HELD not in screen(clinic["owner"], page, "?take_over")

    answer = signed_in(clinic["editor"]).post(address(page, "still-here"))
    assert "Owner has had this page open" in json.loads(answer.content)["held"]


def test_who_left_two_minutes_ago_holds_nothing(clinic):
    page = builders.article(clinic["editor"])
    screen(clinic["editor"], page)
    Opened.objects.update(seen_at=timezone.now() - opened.GONE_AFTER - timedelta(seconds=1))

    assert HELD not in screen(clinic["owner"], page)


def test_saving_gives_the_page_free(clinic):
    page = builders.article(clinic["editor"])
    screen(clinic["editor"], page)

    change(clinic["editor"], page)

    assert opened.holder_of(page) is None


def test_reading_without_the_right_to_write_holds_nothing(clinic):
    page = builders.article(clinic["editor"])

    screen(clinic["reviewer"], page)

    assert Opened.objects.count() == 0

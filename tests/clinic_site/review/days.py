"""A clock that tests move, and the letters that were written meanwhile."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from django.utils import timezone

from clinic_site.content.looking_after import assign
from clinic_site.letters.models import Letter
from clinic_site.profile import models as profiles
from tests import builders

FIRST = date(2026, 3, 3)


@pytest.fixture
def clock(monkeypatch):
    """Sets the day; it is nine in the morning unless the test says otherwise."""

    def at(day: date, hour: int = 9) -> None:
        now = datetime.combine(day, time(hour), UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)

    at(FIRST)
    return at


def days(since: date, until: date):
    day = since
    while day <= until:
        yield day
        day += timedelta(days=1)


def high_risk(staff: dict, slug: str = "fainting", **words):
    return builders.article(staff["editor"], slug, risk="high", body="::: emergency\n:::\n\nWords.\n", **words)


def looked_after(page, staff: dict):
    """Public, with the editor as its owner and the reviewer as its deputy."""
    builders.published(page, staff)
    return assign(
        type(page).objects.get(pk=page.pk), by=staff["owner"], owner=staff["editor"], deputy=staff["reviewer"]
    )


def withdrawn_after(number_of_days: int, staff: dict) -> None:
    row = profiles.amend(by=staff["owner"], withdraw_after_days=number_of_days)
    profiles.confirm(row, by=staff["reviewer"])


def letters(page=None) -> list[tuple[date, str, str]]:
    """Day, person and matter of every letter, in the order they were written in; those about a page when one is
    given."""
    found = Letter.objects.select_related("to").order_by("made_at", "id")
    about = f" {page.number_id} " if page else ""
    return [
        (timezone.localdate(one.made_at), one.to.name, one.about.split()[-1]) for one in found if about in one.about
    ]

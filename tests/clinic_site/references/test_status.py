"""How sources stand, now and at an earlier moment."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clinic_site.references.models import Reference, ReferenceStatus
from clinic_site.references.status import long_ago, retracted, standing_of, statuses_in_force, with_standing
from tests import builders

NOW = timezone.now()


def said(reference, person, standing: str, days_ago: int = 0, **more) -> ReferenceStatus:
    at = NOW - timedelta(days=days_ago)
    return ReferenceStatus.objects.create(
        reference=reference, standing=standing, note=f"Said {days_ago} days ago", made_by=person, in_force_at=at, **more
    )


@pytest.fixture
def person(db):
    return builders.person("editor")


@pytest.fixture
def source(person) -> Reference:
    row = builders.reference()
    said(row, person, "retracted", 20)
    said(row, person, "current", 10)
    return row


@pytest.mark.parametrize(
    ("days_ago", "standing"), [(25, []), (20, ["retracted"]), (15, ["retracted"]), (10, ["current"]), (0, ["current"])]
)
def test_a_source_stood_on_a_day_as_was_last_said_by_then(source, days_ago: int, standing: list[str]):
    rows = statuses_in_force(NOW - timedelta(days=days_ago))

    assert [row.standing for row in rows] == standing


def test_of_two_words_in_the_same_moment_the_later_counts(source, person):
    said(source, person, "current")
    said(source, person, "retracted")

    assert [row.standing for row in statuses_in_force()] == ["retracted"]


def test_only_those_that_do_not_simply_stand_are_told(source, person):
    newer, gone = builders.reference("Newer2024"), builders.reference("Gone2001")
    older = builders.reference("Older2010")
    said(older, person, "superseded", instead=newer)
    said(gone, person, "retracted")

    assert set(standing_of(["Brady2014", "Older2010", "Gone2001", "NoSuch1999"])) == {"Older2010", "Gone2001"}
    assert retracted(["Older2010", "Gone2001"]) == {"Gone2001": "Said 0 days ago"}
    assert retracted(["Older2010"]) == {}


def test_a_source_of_which_nothing_was_said_stands(source, person):
    said(builders.reference("Gone2001"), person, "retracted")
    builders.reference("Never2005")

    found = {row.key: row.standing for row in with_standing(Reference.objects.all())}

    assert found == {"Brady2014": "current", "Gone2001": "retracted", "Never2005": "current"}


def test_long_ago_is_about_two_years(monkeypatch):
    monkeypatch.setattr(timezone, "localdate", lambda: date(2026, 3, 1))

    assert long_ago() == date(2024, 3, 1)

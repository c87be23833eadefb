"""What the clinic profile orders for high-risk pages that nobody checked in time."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from clinic_site.content import withdrawing
from clinic_site.content.event import Event
from clinic_site.profile.models import amend, confirm
from tests import builders
from tests.clinic_site.content.lives import refused

# What a high-risk page must have near its top.
BODY = f"::: emergency\n:::\n\n{builders.SECTIONS}"


@pytest.fixture
def ordered(clinic):
    """The rule: 30 days past its check, a high-risk page goes."""
    confirm(amend(by=clinic["owner"], withdraw_after_days=30), by=clinic["reviewer"])


def page_late_by(clinic, days: int, slug: str = "bleeding", **fields):
    page = builders.article(clinic["editor"], slug, **{"risk": "high", "body": BODY} | fields)
    revision = builders.published(page, clinic)
    Article.objects.filter(pk=page.pk).update(review_due=timezone.localdate() - timedelta(days=days))
    return revision


def alike(clinic, slug: str = "other"):
    page = builders.article(clinic["editor"], slug)
    builders.published(page, clinic)
    return page


def test_a_page_goes_the_day_after_its_days_are_over(clinic, client, ordered):
    other, revision = alike(clinic), page_late_by(clinic, 31)

    gone = withdrawing.expire(revision)

    text = client.get(revision.page.path).content.decode()
    assert (gone.state, gone.withdrawal, gone.read_instead) == ("withdrawn", "not-checked", [other.number_id])
    assert "We had not checked it in time." in text
    assert f'href="{other.path}"' in text


def test_it_goes_in_the_name_of_who_gave_the_order(clinic, ordered):
    alike(clinic)
    revision = page_late_by(clinic, 31)

    withdrawing.expire(revision)

    event = Event.objects.filter(number_id=revision.page.number_id).first()
    assert (event.verb, event.by, event.data["by_rule"]) == ("withdraw", clinic["owner"], True)
    assert "30 days past its check" in event.note


def test_who_changed_something_else_in_the_profile_since_did_not_give_the_order(clinic, ordered):
    alike(clinic)
    revision = page_late_by(clinic, 31)
    amend(by=builders.person("owner", name="Second owner"), opening_hours="Monday to Friday")

    withdrawing.expire(revision)

    assert revision.page.revisions.get().withdrawn_by == clinic["owner"]


def test_a_related_page_is_read_instead_before_one_of_the_same_topic(clinic, ordered):
    alike(clinic)
    builders.shown_topic(clinic["owner"], clinic["reviewer"], "sport")
    related = builders.article(clinic["editor"], "related", topics=["sport"])
    builders.published(related, clinic)

    gone = withdrawing.expire(page_late_by(clinic, 31, related=[related.number_id]))

    assert gone.read_instead == [related.number_id]


@pytest.mark.parametrize(
    ("days", "fields"),
    [(30, {}), (0, {}), (-5, {}), (400, {"risk": "normal"})],
    ids=["last day", "due", "early", "low risk"],
)
def test_nothing_else_goes(clinic, ordered, days: int, fields: dict):
    alike(clinic)
    revision = page_late_by(clinic, days, **fields)

    assert "doesn't order this page" in refused(lambda: withdrawing.expire(revision))
    assert revision.page.revisions.published().exists()


def test_nothing_goes_without_the_order(clinic):
    alike(clinic)
    revision = page_late_by(clinic, 400)

    assert "doesn't order this page" in refused(lambda: withdrawing.expire(revision))


def test_a_page_with_nothing_to_read_instead_stays_and_says_so(clinic, ordered):
    revision = page_late_by(clinic, 31)

    assert "Name at least one other page" in refused(lambda: withdrawing.expire(revision))
    assert revision.page.revisions.published().exists()


def test_a_page_that_patients_must_find_stays(clinic, ordered):
    alike(clinic)
    revision = page_late_by(clinic, 31, slug="unwell")

    assert "must find this page" in refused(lambda: withdrawing.expire(revision))


def test_it_goes_once(clinic, ordered):
    alike(clinic)
    revision = page_late_by(clinic, 31)
    withdrawing.expire(revision)

    assert "is not possible" in refused(lambda: withdrawing.expire(revision))
    assert Event.objects.filter(number_id=revision.page.number_id, verb="withdraw").count() == 1

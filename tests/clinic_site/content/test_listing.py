from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from clinic_site.content import listing
from clinic_site.content.reading import read_shared
from clinic_site.content.revision import Revision
from clinic_site.profile.models import amend
from tests import builders


def listed(client) -> str:
    return " ".join(client.get("/articles/").content.decode().split())


def row(**changes) -> listing.Row:
    today = timezone.localdate()
    values = {"number": "1029", "kind": "article", "slug": "a", "title": "A", "summary": "", "topics": [], "digest": ""}
    values |= {"checked": today, "due": today, "published_at": timezone.now(), "length": 0}
    return listing.Row(**values | changes)


@pytest.mark.parametrize(("length", "minutes"), [(0, 1), (1, 1), (1200, 1), (1201, 2), (6000, 5), (6001, 6)])
def test_the_time_to_read_is_rounded_up_to_whole_minutes(length, minutes):
    assert row(length=length).minutes == minutes


def test_a_page_is_overdue_from_the_day_after_its_date():
    today = timezone.localdate()

    assert not row(due=today).overdue
    assert row(due=today - timedelta(days=1)).overdue


def test_a_list_says_how_long_a_page_takes_to_read(clinic, client):
    builders.published(
        builders.article(clinic["editor"], body="## Long\n\n" + "It is sore. We wait.\n\n" * 120), clinic
    )

    assert "3 minute read." in listed(client)


def test_the_time_is_that_of_the_signed_text(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    Article.objects.update(body="word " * 5000)

    found = listing.public_pages(read_shared(), frozenset({"article"}))

    assert [one.minutes for one in found] == [1]


def test_a_list_says_when_a_page_was_checked(clinic, client):
    revision = builders.published(builders.article(clinic["editor"]), clinic)
    set_checked(revision, date(2026, 3, 3))

    assert "Checked March 2026." in listed(client)


def test_nobody_is_said_to_have_checked_example_content(clinic, client):
    builders.published(builders.article(clinic["editor"]), clinic)
    amend(by=clinic["owner"], is_example=True)

    assert "minute read." in listed(client)
    assert "Checked" not in listed(client)


def test_an_overdue_page_says_that_its_check_is_due(clinic, client):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    Article.objects.filter(pk=page.pk).update(review_due=timezone.localdate() - timedelta(days=1))

    assert "Check due." in listed(client)
    assert "Checked" not in listed(client)


def set_checked(revision: Revision, day: date) -> None:
    type(revision).objects.filter(pk=revision.pk).update(reviewed_on=day)

"""What the list of pages says about where each one stands, for any number of pages with the same questions."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone

from articles.models import Article
from clinic_site.content import looking_after, scheduling, workflow
from clinic_site.content.columns import StateColumns, with_states
from clinic_site.content.schedule import Scheduled
from tests import builders
from tests.clinic_site.content.forms import signed_in, text_of
from tests.clinic_site.content.lives import edited, pages_in_every_state, submitted
from tests.clinic_site.review.days import clock

__all__ = ["clock"]

MORNING = datetime(2026, 12, 3, 9, tzinfo=UTC)


@pytest.fixture
def approved(clinic, clock):
    return workflow.approve(submitted(builders.article(clinic["editor"]), clinic), by=clinic["reviewer"])


def waits(page) -> str:
    return StateColumns().waits(with_states(Article.objects.filter(pk=page.pk)).get())


def test_a_text_with_a_time_says_when_it_goes_out(clinic, approved):
    scheduling.schedule_act(approved, by=clinic["publisher"], at=MORNING)

    assert waits(approved.page) == "Goes out on 3 December at 9:00"


def test_a_time_in_another_year_names_the_year(clinic, approved):
    scheduling.schedule_act(approved, by=clinic["publisher"], at=MORNING + timedelta(days=40))

    assert waits(approved.page) == "Goes out on 12 January 2027 at 9:00"


def test_a_time_that_was_taken_away_is_not_named(clinic, approved):
    scheduling.schedule_act(approved, by=clinic["publisher"], at=MORNING)

    scheduling.unschedule(approved.page, by=clinic["publisher"])

    assert waits(approved.page) == "for publishing, since 3 Mar 2026"


def test_a_time_that_was_refused_asks_for_a_decision(clinic, approved):
    row = scheduling.schedule_act(approved, by=clinic["publisher"], at=MORNING)
    Scheduled.objects.filter(pk=row.pk).update(refused_at=MORNING, refusal="A stop appeared.")

    assert waits(approved.page) == "for a decision: its time came, and it was refused"


def test_a_page_that_retires_at_a_time_says_so_beside_what_waits(clinic, clock):
    page, other = builders.article(clinic["editor"]), builders.article(clinic["editor"], "other")
    public = builders.published(page, clinic)
    builders.published(other, clinic)
    scheduling.schedule_act(public, by=clinic["publisher"], at=MORNING, act="withdraw", reason="mistake",
                            read_instead=[other.number_id])  # fmt: skip
    assert waits(page) == "Retires on 3 December at 9:00"

    submitted(edited(page, clinic["editor"]), clinic)

    assert waits(page) == "for a check, since 3 Mar 2026. Retires on 3 December at 9:00"


def test_each_state_has_its_words(clinic, clock):
    pages = pages_in_every_state("article", clinic)

    assert {state: waits(page) for state, page in pages.items()} == {
        "draft": "for sending: the desk has changes",
        "submitted": "for a check, since 3 Mar 2026",
        "returned": "for changes that were asked for",
        "approved": "for publishing, since 3 Mar 2026",
        "published": "–",
        "superseded": "–",
        "withdrawn": "for sending: the desk has changes",
    }


def test_who_was_asked_to_check_it_is_named(clinic, clock):
    revision = submitted(builders.article(clinic["editor"]), clinic)
    looking_after.ask(revision, by=clinic["editor"], reviewer=clinic["reviewer"])

    assert waits(revision.page) == "for a check by Reviewer, since 3 Mar 2026"


def test_the_list_names_the_time_and_asks_no_more_for_more_pages(clinic, django_assert_max_num_queries):
    browser, at = signed_in(clinic["publisher"]), timezone.now() + timedelta(days=3)
    counts = []

    for place in (1, 2, 3):
        revision = submitted(builders.article(clinic["editor"], f"page-{place}"), clinic)
        scheduling.schedule_act(workflow.approve(revision, by=clinic["reviewer"]), by=clinic["publisher"], at=at)
        browser.get("/admin/articles/article/")
        with django_assert_max_num_queries(20) as captured:
            html = text_of(browser.get("/admin/articles/article/"))
        assert html.count("Goes out on ") == place
        counts.append(len(captured))

    assert counts[0] == counts[2]

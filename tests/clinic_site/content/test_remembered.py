"""What all pages share is read and rendered once a generation; no reader can tell."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.template import engines
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from clinic_site.content import remembered, shared
from clinic_site.content.reading import frame_of, read_shared
from clinic_site.content.showing import whole
from clinic_site.generation.models import move
from clinic_site.profile.models import amend
from tests import builders

READ = "/articles/soreness/", "/faq/does-it-hurt/", "/articles/", "/faq/", "/contact/", "/disclaimers/emergency/"


@pytest.fixture
def open_clinic(transactional_db):
    """Committed as in a clinic: inside a transaction nothing is kept."""
    staff = builders.clinic()
    builders.published(builders.article(staff["editor"]), staff)
    builders.published(builders.question(staff["editor"]), staff)
    remembered.forget()
    return staff


def test_a_page_costs_three_queries_first_and_two_after_it(open_clinic, client):
    with CaptureQueriesContext(connection) as first:
        client.get("/articles/soreness/")
    with CaptureQueriesContext(connection) as next_one:
        client.get("/articles/soreness/")

    assert len(first) <= 3
    assert len(next_one) <= 2


def test_a_page_is_the_same_whatever_was_read_before_it(open_clinic, client):
    alone = {}
    for path in READ:
        remembered.forget()
        alone[path] = client.get(path).content

    assert {path: client.get(path).content for path in READ} == alone
    assert {path: client.get(path).content for path in reversed(READ)} == alone


def test_a_new_value_of_the_profile_is_on_the_next_page(open_clinic, client):
    client.get("/articles/soreness/")

    amend(by=open_clinic["owner"], clinic_name="Clinic by the River", opening_hours="Mondays")

    page = client.get("/articles/soreness/").content.decode()
    assert "Clinic by the River" in page
    assert "Mondays" in page
    assert "Example Clinic" not in page


def test_what_is_asked_for_now_depends_on_the_day_at_most(db, monkeypatch):
    """The statement is made once a day."""

    def asked_at(moment) -> list[str]:
        monkeypatch.setattr(timezone, "now", lambda: moment)
        return [str(query.query) for query in shared._queries(None)]

    morning = datetime(2026, 12, 3, 9, tzinfo=UTC)

    assert asked_at(morning) == asked_at(morning + timedelta(hours=2, minutes=3, seconds=7))
    assert asked_at(morning) != asked_at(morning + timedelta(days=1))


def test_another_day_is_asked_for_in_another_statement(open_clinic, monkeypatch):
    shared.read()
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda *_moment: tomorrow)

    with CaptureQueriesContext(connection) as asked:
        shared.read()

    assert tomorrow.isoformat() in asked[0]["sql"]


def test_what_was_never_committed_is_not_kept(open_clinic, client):
    with transaction.atomic():
        amend(by=open_clinic["owner"], clinic_name="Never said")
        assert read_shared().profile.clinic_name == "Never said"
        transaction.set_rollback(True)
    with transaction.atomic():
        move()

    assert b"Never said" not in client.get("/articles/soreness/").content


def test_each_template_keeps_its_own(clinic):
    frame = frame_of(read_shared())

    articles, questions = (whole(f"{name}/index.html", frame) for name in ("articles", "faq"))

    assert '<a href="/articles/" aria-current="page">' in articles
    assert '<a href="/faq/" aria-current="page">' in questions
    assert '<a href="/articles/" aria-current="page">' not in questions


def test_what_stands_between_the_marks_is_rendered_once(clinic):
    made = engines["django"].from_string('{% load kept %}{% kept "name" %}{{ word }}{% endkept %}')
    frame = frame_of(read_shared())

    assert made.render({"frame": frame, "word": "first"}) == "first"
    assert made.render({"frame": frame, "word": "second"}) == "first"
    assert made.render({"word": "no frame"}) == "no frame"

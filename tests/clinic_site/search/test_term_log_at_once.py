"""The log beside other writers: it loses no search, and no search waits for it."""

import logging
import time

import pytest
from django.db import connection, transaction

from clinic_site.search import term_log
from clinic_site.search.models import SearchDay, Term
from tests.clinic_site.content.test_at_once import at_once, later  # noqa: F401 (a fixture)

pytestmark = pytest.mark.django_db(transaction=True)


def five_times() -> None:
    for _time in range(5):
        term_log.heard("fizzy arm", 0)


def hold() -> None:
    """Keeps every row of the log for a second."""
    with transaction.atomic():
        Term.objects.update(results=0)
        SearchDay.objects.update(unfound=0)
        time.sleep(1)


def search_meanwhile():
    """How long the connection waits for others afterwards."""
    time.sleep(0.3)
    term_log.heard("secret words", 0)
    with connection.cursor() as cursor:
        cursor.execute("SHOW lock_timeout" if connection.vendor == "postgresql" else "PRAGMA busy_timeout")
        return cursor.fetchone()[0]


def test_searches_at_once_are_all_counted(at_once, monkeypatch):  # noqa: F811
    monkeypatch.setattr(term_log, "WAITS", 20_000)

    assert at_once(five_times, five_times) == [None, None]

    assert later(lambda: list(Term.objects.values_list("times", "words"))) == [(10, "fizzy arm")]
    assert later(lambda: SearchDay.objects.get().times) == 10


def test_a_busy_database_costs_the_entry_and_not_the_answer(at_once, caplog, monkeypatch):  # noqa: F811
    monkeypatch.setattr(term_log, "_missed", term_log.Counter())
    term_log.heard("fizzy arm", 0)

    with caplog.at_level(logging.WARNING):
        _held, waits_again = at_once(hold, search_meanwhile)

    assert [record.getMessage() for record in caplog.records] == [
        "searches not noted because the database was busy, since the start: 1"
    ]
    assert "secret" not in caplog.text
    assert later(Term.objects.count) == 1
    assert waits_again in {"20s", 20_000}

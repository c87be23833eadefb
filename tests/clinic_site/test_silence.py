"""A database that does not answer fills no log: one line a request, and the place where it was noticed once."""

import json
import sqlite3
import time
from threading import Event

import psycopg
import pytest
from django.db import InterfaceError, OperationalError
from django.test import Client

from clinic_site import silence
from clinic_site.access_log import JsonLines, WithoutQuery
from clinic_site.operations import backup_watching, ticking
from clinic_site.pagecache import watching
from clinic_site.pagecache.watching import Watch

GONE = "the database does not answer (OperationalError: unable to open database file)"
SAID, TRACE = "unable to open database file: /srv/Aurelia", "Traceback (most recent call last):"


def because_of(fault: Exception, cause: Exception | None) -> Exception:
    fault.__cause__ = cause
    return fault


def fall(*args, **options):
    raise OperationalError(SAID)


@pytest.fixture
def log(caplog):
    """What stands in the log since it was asked last."""
    caplog.handler.setFormatter(WithoutQuery())
    silence.end()

    def lines() -> list[str]:
        said = caplog.text.splitlines()
        caplog.clear()
        return said

    yield lines
    silence.end()


@pytest.fixture
def gone(clinic, monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr("clinic_site.content.shared.read", fall)
    return Client(raise_request_exception=False)


class Stopping(Event):
    """Lets a thread look so many times."""

    def __init__(self, times: int):
        super().__init__()
        self.times = times

    def wait(self, timeout=None) -> bool:
        self.times -= 1
        return self.times == 0


def test_the_first_request_shows_where_and_the_next_have_one_line_each(gone, log):
    gone.get("/faq/?q=Aurelia")
    first = log()
    answers = [gone.get(address) for address in ("/faq/?q=Aurelia", "/articles/", "/nowhere/")]

    assert first[0].endswith(f"Service Unavailable: /faq/: {GONE}")
    assert TRACE in first
    assert "Aurelia" not in "".join(first)
    assert log() == [
        f"[{answer['X-Request-ID'][:8]}] Service Unavailable: {place}: {GONE}"
        for answer, place in zip(answers, ("/faq/", "/articles/", "(an address that nobody made)"), strict=True)
    ]


def test_a_line_of_json_says_the_same(gone, caplog, log):
    caplog.handler.setFormatter(JsonLines())
    gone.get("/faq/")
    gone.get("/faq/")

    first, second = map(json.loads, log())

    assert first["message"] == second["message"] == f"Service Unavailable: /faq/: {GONE}"
    assert ("fault" in first, "fault" in second) == (True, False)


def test_after_ten_minutes_it_is_shown_again(gone, log, monkeypatch):
    gone.get("/faq/")
    log()
    now = time.monotonic()
    monkeypatch.setattr(silence.time, "monotonic", lambda: now + 599)
    gone.get("/faq/")
    assert len(log()) == 1

    monkeypatch.setattr(silence.time, "monotonic", lambda: now + 601)
    gone.get("/faq/")

    assert TRACE in log()


def test_threads_count_as_requests_do(db, log, monkeypatch):
    monkeypatch.setattr(ticking, "tick", fall)

    ticking.forever(Stopping(1))
    assert TRACE in log()
    ticking.forever(Stopping(2))
    backup_watching.forever(Stopping(2), fall)

    assert log() == [
        *[f"a tick failed as a whole: {GONE}"] * 2,
        *[f"whether a backup is due could not be found out: {GONE}"] * 2,
    ]


@pytest.mark.parametrize("answering", ["tick", "backups", "watch"])
def test_once_it_has_answered_the_next_time_is_a_first_one(gone, log, monkeypatch, answering):
    gone.get("/faq/")
    monkeypatch.setattr(ticking, "tick", list)
    watch = Watch()
    with monkeypatch.context() as hidden:
        hidden.setattr(watching, "current", fall)
        watch.look()
    assert watch.is_silent
    log()

    {
        "tick": lambda: ticking.forever(Stopping(1)),
        "backups": lambda: backup_watching.forever(Stopping(1), list),
        "watch": watch.look,
    }[answering]()
    gone.get("/faq/")

    assert TRACE in log()


def test_every_other_fault_keeps_its_place_each_time(db, log, monkeypatch):
    def fail(*args, **options):
        raise RuntimeError

    monkeypatch.setattr("clinic_site.content.shared.read", fail)
    for _time in range(2):
        Client(raise_request_exception=False).get("/faq/")
        assert TRACE in log()


def test_a_fault_of_the_page_for_what_is_missing_has_its_place_too(db, log, monkeypatch):
    monkeypatch.setattr("clinic_site.views.errors.read_shared", lambda: 1 // 0)

    Client(raise_request_exception=False).get("/nowhere/")

    assert "ZeroDivisionError" in log()


def test_a_request_that_is_refused_for_its_nul_has_one_line(clinic, log):
    for address in ("/faq/%00", "/faq/?number=%00"):
        assert Client().get(address).status_code == 400

    assert [line.partition("] ")[2] for line in log()] == ["Bad Request: (an address that nobody made)"] * 2


def sqlite(words: str, name: str) -> sqlite3.Error:
    fault = sqlite3.OperationalError(words)
    fault.sqlite_errorname = name
    return fault


@pytest.mark.parametrize(
    ("cause", "is_silent"),
    [
        (None, True),
        (sqlite("unable to open database file", "SQLITE_CANTOPEN"), True),
        (sqlite("no such table: content_page", "SQLITE_ERROR"), True),
        (sqlite('fts5: syntax error near "Aurelia"', "SQLITE_ERROR"), False),
        (psycopg.OperationalError("connection refused"), True),
        (psycopg.errors.AdminShutdown(), True),
        (psycopg.errors.DeadlockDetected(), False),
        (psycopg.errors.QueryCanceled(), False),
    ],
)
def test_a_statement_that_was_answered_with_a_fault_is_no_silence(cause, is_silent):
    assert silence.is_one(because_of(OperationalError(), cause)) is is_silent


def test_several_faults_are_a_silence_when_each_is():
    assert silence.is_one(ExceptionGroup("both", [OperationalError(), InterfaceError()]))
    assert not silence.is_one(ExceptionGroup("both", [OperationalError(), ValueError()]))
    assert not silence.is_one(None)

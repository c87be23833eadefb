"""Caches between the site and its readers are told of every move, and that it failed is told as well."""

import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest
from django.core.checks import run_checks
from django.db import transaction

from clinic_site.generation.models import Generation, TickJob, move
from clinic_site.operations import emptying, ticking

JOB = "clinic_site.operations.emptying.empty_due"


@contextmanager
def cache_answering(status: int):
    """What a cache was sent: path, headers, body."""
    sent = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            sent.append((self.path, dict(self.headers), body))
            self.send_response(status)
            self.send_header("Location", "/elsewhere")
            self.end_headers()

        def log_message(self, *args):
            """Says nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = Thread(target=server.serve_forever, args=[0.02])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/purge?zone=1", sent
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(autouse=True)
def at_once(monkeypatch):
    monkeypatch.setattr(emptying, "SETTLES", 0)


def moved() -> None:
    with transaction.atomic():
        move()


def test_the_tick_tells_the_cache_once_for_all_that_moved(db, settings):
    with cache_answering(200) as (address, sent):
        settings.PURGE_ADDRESS, settings.PURGE_HEADER = address, {"X-Key": "0123"}
        moved()
        moved()

        told = [emptying.empty_due() for _tick in range(3)]

    assert told == [True, False, False]
    path, headers, body = sent[0]
    assert (path, headers["X-Key"], body) == ("/purge?zone=1", "0123", b'{"purge_everything": true}')


def test_without_an_address_nobody_is_asked(db, settings):
    settings.PURGE_ADDRESS = ""
    moved()

    assert emptying.empty_due() is False


@pytest.mark.parametrize("status", [302, 403, 500])
def test_a_cache_that_refuses_is_asked_again_and_staff_are_told(db, settings, status):
    settings.TICK_JOBS = [JOB]
    with cache_answering(status) as (address, sent):
        settings.PURGE_ADDRESS, settings.PURGE_HEADER = address, {"X-Key": "hushed"}
        moved()
        ticking.tick()
        ticking.tick()

    assert len(sent) == 2
    told = TickJob.objects.failing().get(name=JOB).last_error
    assert f"127.0.0.1 answered {status}" in told
    assert "hushed" not in told
    assert Generation.objects.get().emptied == 0


def test_a_cache_that_is_gone_is_told_of_by_name(db, settings):
    with cache_answering(200) as (address, _sent):
        settings.PURGE_ADDRESS = address
    moved()

    with pytest.raises(emptying.NotEmptied, match=r"^127\.0\.0\.1 can't be asked .*ConnectionRefusedError$"):
        emptying.empty_due()


def test_what_moves_while_the_cache_is_told_stays_due(db, settings, monkeypatch):
    settings.PURGE_ADDRESS = "http://127.0.0.1:9/"
    monkeypatch.setattr(emptying, "ask", moved)
    moved()

    assert emptying.empty_due() is True
    assert emptying.empty_due() is True


def test_a_commit_tells_the_cache_without_waiting_for_it(transactional_db, settings, monkeypatch):
    monkeypatch.setattr(emptying, "SETTLES", 0.2)
    with cache_answering(200) as (address, sent):
        settings.PURGE_ADDRESS = address
        moved()
        moved()
        before = len(sent)
        until = time.monotonic() + 20
        while not sent:
            assert time.monotonic() < until, "it was never told"
            time.sleep(0.02)

    assert (before, len(sent)) == (0, 1)


def test_a_commit_is_kept_when_the_cache_is_gone(transactional_db, settings, caplog):
    settings.PURGE_ADDRESS = "http://127.0.0.1:9/"
    moved()
    until = time.monotonic() + 20
    while "can't be asked" not in caplog.text:
        assert time.monotonic() < until, "no line tells of it"
        time.sleep(0.02)

    assert Generation.objects.get().number == 2


def test_pages_may_stand_in_caches_only_where_something_empties_them(settings):
    settings.SHARED_SECONDS, settings.PURGE_ADDRESS = 60, ""
    (found,) = [one for one in run_checks() if one.id == "operations.E001"]
    assert "CLINIC_PURGE_ADDRESS" in found.hint

    settings.PURGE_ADDRESS = "https://cache.example.org/purge"
    assert [one for one in run_checks() if one.id == "operations.E001"] == []

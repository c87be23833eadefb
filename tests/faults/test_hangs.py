"""A database that takes every question and answers none, or lets nobody write: readers notice nothing, the others are
told what is wrong, and it goes on by itself."""

import http.client
import sqlite3
import time
from contextlib import closing, contextmanager
from threading import Thread
from urllib.parse import urlsplit

import pytest

from clinic_site.operations.ready_server import THREADS
from clinic_site.pagecache.edition import Edition
from tests.deploy.clerk import at_work
from tests.deploy.relay import Relay
from tests.faults.server import HEADERS, Server, served
from tests.journeys import serving
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db
WITHIN = 15  # seconds, on a machine that is busy; benchmarks tell how long it takes on one that is not
READY, COLD, NUMBER = "/faq/does-it-hurt/", "/articles/soreness/", "/articles/"
FORM = HEADERS | {"Cookie": f"csrftoken={'a' * 32}"}
SIGN_IN = f"username=nobody%40guide.example&password=guessed&csrfmiddlewaretoken={'a' * 32}"


@contextmanager
def a_site(folder):
    with serving.empty(folder), at_work(serving.environment(folder)) as clerk:
        clerk.does("begin")
        yield folder


@contextmanager
def with_its_edition(folder, **more: str):
    """A server that has given out one page, and nothing else."""
    with served(folder, **more) as server:
        wait_until(Edition(folder / "published").stands)
        assert server.ask("GET", READY)[0] == 200
        yield server


@contextmanager
def asked_by(server: Server, *requests):
    """Meanwhile."""
    threads = [Thread(target=server.ask, args=request[:3], kwargs=FORM) for request in requests]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    try:
        yield
    finally:
        for thread in threads:
            thread.join()


def answers(server: Server, *paths: str) -> tuple[list[int], float, list[bytes]]:
    """What each says, one after the other, and the seconds that the longest took."""
    statuses, longest, bodies = [], 0.0, []
    for path in paths:
        begun = time.monotonic()
        status, body, _headers = server.ask("GET", path)
        longest = max(longest, time.monotonic() - begun)
        statuses.append(status)
        bodies.append(body)
    return statuses, longest, bodies


@pytest.mark.postgres
def test_a_database_that_hangs_takes_no_reader_along_and_heals(tmp_path):
    with a_site(tmp_path / "hangs") as folder:
        real = urlsplit(serving.database_address(folder))
        relay = Relay(real.hostname, real.port or 5432)
        relay.begin()
        through = real._replace(netloc=real.netloc.replace(f":{real.port}", f":{relay.port}")).geturl()
        try:
            with with_its_edition(folder, DATABASE_URL=through) as server:
                relay.hang()
                cold = [("GET", f"/articles/soreness/?size=large&{number}") for number in range(8)]
                with asked_by(server, *cold):
                    ready = answers(server, READY, "/healthz")
                    public = answers(server, COLD, NUMBER, "/contact/")
                told = answers(server, "/search/?q=hurt", "/admin/login/", "/readyz")
                relay.go_on()
                wait_until(lambda: server.ask("GET", "/readyz")[0] == 200)
                healed = answers(server, "/search/?q=hurt", "/admin/login/", COLD)
        finally:
            relay.take_away()

    assert (ready[0], public[0], told[0], healed[0]) == ([200] * 2, [200] * 3, [503] * 3, [200] * 3)
    assert max(ready[1], public[1], told[1]) < WITHIN
    assert all(b"Our database does not answer" in body for body in told[2][:2])


@contextmanager
def half_sent(server: Server, times: int):
    """Forms whose senders say that more will come, and send none."""
    connections = [http.client.HTTPConnection("127.0.0.1", server.port, timeout=60) for _time in range(times)]
    try:
        for connection in connections:
            connection.putrequest("POST", "/feedback/")
            connection.putheader("Content-Type", HEADERS["Content-Type"])
            connection.putheader("Content-Length", "100")
            connection.endheaders(b"page=")
        time.sleep(0.5)
        yield
    finally:
        for connection in connections:
            connection.close()


def test_forms_that_never_come_to_their_end_keep_nobody_from_reading(tmp_path):
    with a_site(tmp_path / "half") as folder, with_its_edition(folder) as server:
        with half_sent(server, 3 * THREADS):
            ready = answers(server, READY, "/healthz", COLD, NUMBER, "/contact/")
        wait_until(lambda: server.ask("GET", "/search/?q=hurt")[0] == 200)

    assert ready[0] == [200] * 5
    assert ready[1] < WITHIN


@pytest.mark.sqlite
def test_who_lets_nobody_write_keeps_nobody_from_reading(tmp_path):
    with a_site(tmp_path / "held") as folder, with_its_edition(folder) as server:
        with closing(sqlite3.connect(folder / "site.sqlite3", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            with asked_by(server, *[("POST", "/admin/login/", SIGN_IN)] * 4):
                ready = answers(server, READY, "/healthz", COLD, NUMBER, "/contact/")
                told = answers(server, "/search/?q=hurt")
                other.execute("ROLLBACK")
        wait_until(lambda: server.ask("GET", "/search/?q=hurt")[0] == 200)

    assert (ready[0], told[0]) == ([200] * 5, [503])
    assert max(ready[1], told[1]) < WITHIN
    assert b"Our database does not answer" in told[2][0]

import time
from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import DEFAULT_DB_ALIAS, connections

from clinic_site.pagecache import turns
from clinic_site.pagecache.turns import TURNED_AWAY, Turns
from tests.clinic_site.pagecache.sites import Site, cache_of, get

LONG = 20  # seconds, on a machine that is busy


class Hanging:
    """Answers nobody below /hang/ until it may."""

    def __init__(self):
        self.may_go, self.at_work = Event(), 0

    def __call__(self, environ, start_response):
        if environ["PATH_INFO"].startswith("/hang/"):
            self.at_work += 1
            self.may_go.wait(LONG)
        start_response("200 OK", [])
        return [b"made anew"]


def busy(environ, start_response):
    start_response("503 Service Unavailable", [("Retry-After", "10")])
    return [b"no turn"]


@pytest.fixture(autouse=True)
def own_connection():
    """Of the thread that tests."""
    own = connections[DEFAULT_DB_ALIAS]
    yield
    connections[DEFAULT_DB_ALIAS] = own


@pytest.fixture(autouse=True)
def short(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 0.3)
    monkeypatch.setattr(turns, "SHORT", 0.1)
    monkeypatch.setattr(turns, "EVERY", 0.05)


@contextmanager
def at_work(application: Turns, site: Hanging, requests: int = 2):
    threads = [Thread(target=get, args=[application, f"/hang/{number}/"]) for number in range(requests)]
    for thread in threads:
        thread.start()
    until = time.monotonic() + LONG
    while site.at_work < requests:
        assert time.monotonic() < until
        time.sleep(0.01)
    try:
        yield
    finally:
        site.may_go.set()
        for thread in threads:
            thread.join()


def test_who_finds_all_turns_taken_and_none_coming_is_told_so():
    site = Hanging()
    application = Turns(site, busy, at_once=2)

    with at_work(application, site):
        assert get(application, "/search/").body == b"no turn"

    assert get(application, "/search/").body == b"made anew"


def test_once_it_is_known_that_no_turn_comes_nobody_waits_for_one(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", 3)
    site = Hanging()
    application = Turns(site, busy, at_once=2)

    with at_work(application, site):
        get(application, "/search/")
        begun = time.monotonic()
        for _reader in range(20):
            get(application, "/search/")
        took = time.monotonic() - begun

    assert took < LONG / 2  # each waiting for itself, it would be until the hanging ones end


def test_as_long_as_turns_come_everybody_waits_for_theirs(monkeypatch):
    monkeypatch.setattr(turns, "PATIENCE", LONG)
    monkeypatch.setattr(turns, "SHORT", LONG)
    monkeypatch.setattr(turns, "WAITING", 2)
    bodies = []

    def slow(environ, start_response):
        time.sleep(0.01)
        start_response("200 OK", [])
        return [b"made anew"]

    application = Turns(slow, busy, at_once=2)
    threads = [Thread(target=lambda: bodies.append(get(application).body)) for _reader in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert bodies == [b"made anew"] * 40


@pytest.mark.parametrize("path", ["/healthz", "/static/css/site.css"])
def test_what_needs_no_database_needs_no_turn(path):
    site = Hanging()
    application = Turns(site, busy, at_once=2)

    with at_work(application, site):
        assert get(application, path).body == b"made anew"


def test_a_turn_ends_with_a_fault_too():
    def broken(environ, start_response):
        raise RuntimeError

    application = Turns(broken, busy, at_once=1)
    for _time in range(3):
        with pytest.raises(RuntimeError):
            get(application)


def test_threads_that_are_many_share_a_connection_for_each_turn():
    seen = set()

    def application(environ, start_response):
        seen.add(id(connections[DEFAULT_DB_ALIAS]))
        start_response("200 OK", [])
        return [b""]

    turns = Turns(application, busy, at_once=2)
    threads = [Thread(target=get, args=[turns]) for _reader in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 1 <= len(seen) <= 2


class Answer(list):
    """As Django gives it."""

    streaming, closed = False, False

    def close(self):
        self.closed = True


@pytest.mark.parametrize("is_download", [False, True])
def test_what_is_whole_gives_back_its_connection_within_the_turn_and_a_download_when_it_ends(is_download):
    answer = Answer([b"made ", b"anew"])
    answer.streaming = is_download

    def application(environ, start_response):
        start_response("200 OK", [])
        return answer

    assert get(Turns(application, busy)).body == b"made anew"
    assert answer.closed is not is_download


def test_ready_pages_are_given_out_while_all_turns_are_taken():
    site = Hanging()
    cache = cache_of(site)
    get(cache)
    cache.application = Turns(site, busy, at_once=2)

    with at_work(cache.application, site):
        assert get(cache).body == b"made anew"


def test_whose_host_was_not_asked_about_is_not_made_welcome_by_it():
    cache = cache_of(Site())

    def refused(environ, start_response):
        environ[TURNED_AWAY] = True
        return busy(environ, start_response)

    cache.application = refused
    get(cache, HTTP_HOST="other.example")

    assert not cache._welcome

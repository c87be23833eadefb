from contextlib import contextmanager
from dataclasses import dataclass, field
from queue import SimpleQueue
from threading import Event, Thread, current_thread

import pytest

from clinic_site.operations import leading
from clinic_site.operations.leading import ready_first
from tests.waiting import wait_until

HEADERS = [("Content-Type", "text/html")]
READY, ASKED = (200, HEADERS, b"ready"), (200, [], b"as asked")


@dataclass
class Site:
    """Has one page ready. Another, which is slow, takes until it is told to go on."""

    goes_on: Event = field(default_factory=Event)

    def ready(self, environ: dict):
        return ("200 OK", HEADERS, b"ready") if environ["PATH_INFO"] == "/ready/" else None


def as_asked_by(site: Site):
    def as_asked(reader: "Reader", environ: dict) -> None:
        if environ["PATH_INFO"] == "/slow/":
            site.goes_on.wait(20)
        reader.response_bytes(*ASKED)

    return as_asked


@dataclass
class Reader:
    got: list = field(default_factory=list)

    def response_bytes(self, *answer) -> None:
        self.got.append(answer)


@dataclass
class Processor:
    """Writes down who stays on one and who leaves it."""

    said: list[tuple[str, str]] = field(default_factory=list)

    def stay(self) -> None:
        self.said.append((current_thread().name, "stays"))

    def leave(self) -> None:
        self.said.append((current_thread().name, "leaves"))


class ServersThread:
    """Answers one after the other what it is given; `done` is how often it came back for more."""

    def __init__(self, answer, name: str):
        self.answer, self.queue, self.done = answer, SimpleQueue(), 0
        Thread(target=self._go, daemon=True, name=name).start()

    def _go(self) -> None:
        while request := self.queue.get():
            self.answer(*request)
            self.done += 1

    def takes(self, path: str, **more: str) -> Reader:
        reader = Reader()
        self.queue.put((reader, {"PATH_INFO": path} | more))
        wait_until(lambda: reader.got or path == "/slow/", 5)
        return reader

    def came_back(self, times: int) -> bool:
        wait_until(lambda: self.done == times, 5)
        return True


@contextmanager
def threads(monkeypatch, *, late: float = 60, longest_rest: float = 60, processor: Processor | None = None):
    monkeypatch.setattr(leading, "LATE", late)
    monkeypatch.setattr(leading, "LONGEST_REST", longest_rest)
    site = Site()
    answer = ready_first(site, as_asked_by=as_asked_by, processor=processor or Processor())
    first, second = ServersThread(answer, "first"), ServersThread(answer, "second")
    try:
        yield first, second
    finally:
        site.goes_on.set()
        for one in (first, second):
            one.queue.put(None)


def test_one_thread_gives_out_what_is_ready_and_the_others_rest(monkeypatch):
    with threads(monkeypatch) as (first, second):
        assert first.takes("/ready/").got == second.takes("/ready/").got == first.takes("/ready/").got == [READY]
        assert first.came_back(2)
        assert second.done == 0


def test_while_one_is_at_something_slow_another_gives_out_what_is_ready(monkeypatch):
    with threads(monkeypatch) as (first, second):
        first.takes("/ready/")
        assert first.came_back(1)
        second.takes("/ready/")

        slow = first.takes("/slow/")

        assert second.came_back(1)
        assert second.takes("/ready/").got == [READY]
        assert second.came_back(2)
        assert slow.got == []


def test_whoever_answered_something_else_is_there_for_the_next_at_once(monkeypatch):
    with threads(monkeypatch) as (first, second):
        first.takes("/ready/")

        assert second.takes("/quick/").got == [ASKED]
        assert second.came_back(1)


def test_one_who_rests_looks_again_by_itself(monkeypatch):
    with threads(monkeypatch, longest_rest=0.05) as (first, second):
        first.takes("/ready/")
        second.takes("/ready/")

        assert second.came_back(1)


def test_one_who_leads_and_is_not_seen_any_more_is_followed(monkeypatch):
    with threads(monkeypatch, late=-1) as (first, second):
        first.takes("/ready/")

        assert second.takes("/ready/").got == [READY]
        assert second.came_back(1)


@pytest.mark.parametrize("more", [{"CONTENT_LENGTH": "3"}, {"HTTP_TRANSFER_ENCODING": "chunked"}])
def test_whoever_sends_something_is_not_kept_by_a_thread_that_rests(monkeypatch, more):
    with threads(monkeypatch) as (first, second):
        first.takes("/ready/")

        assert second.takes("/ready/", **more).got == [ASKED]
        assert second.came_back(1)


def test_the_servers_threads_begin_where_whoever_leads_stays(monkeypatch):
    processor = Processor()
    with threads(monkeypatch, processor=processor) as (first, second):
        first.takes("/ready/")
        first.takes("/ready/")
        second.takes("/ready/")
        assert first.came_back(2)

    assert processor.said == [(current_thread().name, "stays"), ("first", "stays")]


def test_what_takes_longer_goes_wherever_there_is_room_and_who_leads_next_stays(monkeypatch):
    processor = Processor()
    with threads(monkeypatch, processor=processor) as (first, second):
        first.takes("/ready/")
        assert first.came_back(1)
        first.takes("/slow/")
        wait_until(lambda: ("first", "leaves") in processor.said, 5)
        second.takes("/ready/")
        assert second.came_back(1)

    assert processor.said[1:] == [("first", "stays"), ("first", "leaves"), ("second", "stays")]

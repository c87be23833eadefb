"""Two processes on one PostgreSQL behind nginx: what one commits, all show; what one loses, nobody misses."""

import time
from collections.abc import Callable
from threading import Event, Thread

import pytest

from tests.deploy import editions

pytestmark = [pytest.mark.nginx, pytest.mark.postgres, pytest.mark.django_db]
PAGE = "/faq/does-it-hurt/"
WITHIN = 2  # seconds from the commit, for every reader of every process


def seconds_until(shown: Callable[[], bool], since: float) -> float:
    """How long after `since` it was shown for the first time; fails after ten times the time it may take."""
    while not shown():
        assert time.time() - since < 10 * WITHIN, "it was never shown"
        time.sleep(0.02)
    return time.time() - since


def everywhere(clinic, path: str, right: Callable) -> Callable[[], bool]:
    """Whether each process, and nginx in front of both, answers rightly at the moment."""
    ways = [*(node.ask for node in clinic.nodes), clinic.front.ask, clinic.front.ask]
    return lambda: all(right(ask(path)) for ask in ways)


def holds(words: str) -> Callable:
    return lambda got: words.encode() in got.body


def test_what_is_published_is_shown_by_both_within_two_seconds(clinic):
    took = []
    for turn in range(3):
        for node in clinic.nodes:
            node.ask(PAGE)
        words = f"Words of turn {turn}."
        done = clinic.clerk.does("publish", words=words)
        took.append(seconds_until(everywhere(clinic, PAGE, holds(words)), done["at"]))

    assert max(took) < WITHIN


def test_what_is_withdrawn_is_gone_from_both_within_two_seconds(clinic):
    path = "/faq/soon-gone/"
    clinic.clerk.does("publish", words="Soon gone.", slug="soon-gone")
    seconds_until(everywhere(clinic, path, lambda got: got.status == 200), time.time())

    done = clinic.clerk.does("withdraw", slug="soon-gone")

    assert seconds_until(everywhere(clinic, path, lambda got: got.status == 410), done["at"]) < WITHIN
    assert b"Soon gone." not in clinic.front.ask(path).body


def test_readers_don_t_notice_that_a_process_is_killed_and_started_again(clinic):
    ended, statuses = Event(), []

    def reads():
        while not ended.is_set():
            statuses.extend(clinic.front.ask(path).status for path in ("/", PAGE, "/faq/", "/search/?q=hurt"))

    readers = [Thread(target=reads) for _number in range(3)]
    for reader in readers:
        reader.start()
    try:
        for node in clinic.nodes:
            until = len(statuses) + 20
            node.kill()
            while len(statuses) < until:
                time.sleep(0.02)
            node.start()
    finally:
        ended.set()
        for reader in readers:
            reader.join()

    assert len(statuses) >= 40
    assert set(statuses) == {200}


@pytest.fixture(scope="module")
def signed_in(clinic) -> dict[str, str]:
    return {"cookie": clinic.clerk.does("session")["cookie"]}


ODD = [
    {},
    {"accept_encoding": " GZIP ,  bR;q=0.9 "},
    {"cache_control": "  No-Cache,PUBLIC", "vary": "cookie"},
    {"range": "bytes=0-100"},
    {"method": "HEAD"},
    {"x_forwarded_host": "evil.example", "x_forwarded_proto": "http"},
]


@pytest.mark.parametrize("odd", ODD)
def test_in_turns_a_reader_never_gets_what_was_made_for_staff(clinic, signed_in, odd):
    """Words of a desk that were never sent stand on the screens that staff look at."""
    desk = clinic.clerk.does("draft", words="Neversentwords")["pk"]
    paths = [
        "/admin/",
        f"/admin/faq/question/{desk}/change/",
        "/admin/faq/question/?q=Neversentwords",
        PAGE,
        "/search/",
    ]

    own, anonymous = [], []
    for path in paths * 2:
        own.append(clinic.front.ask(path, **odd | signed_in))
        anonymous.append(clinic.front.ask(path, **odd))

    if odd.get("method") != "HEAD":
        assert any(b"Neversentwords" in got.body for got in own)
        assert any(b"Editor" in got.body for got in own)
    for got in anonymous:
        assert b"Neversentwords" not in got.body
        assert "sessionid" not in str(got.headers)
        assert got.headers.get("location", "/").startswith("/")
    assert [got.status for got in anonymous] == [302, 302, 302, 200, 200] * 2


def test_a_file_and_a_process_say_the_same(clinic):
    """Status, body and every header but those that name the file itself."""
    paths = ["/", "/faq/", PAGE, "/articles/", "/articles/soreness/", "/topics/", "/contact/", "/changes/",
             "/evidence/", "/glossary/", "/disclaimers/"]  # fmt: skip
    of_process = {path: clinic.front.ask(path) for path in paths}
    editions.lay(clinic.data, {path: got.body for path, got in of_process.items()})
    try:
        of_file = {path: clinic.front.ask(path) for path in paths}
        marks = {path: got.headers.get("accept-ranges") for path, got in of_file.items()}
    finally:
        (clinic.data / "published" / "current").unlink()

    assert set(marks.values()) == {"bytes"}, "a process was asked"
    for path in paths:
        assert (of_file[path].status, of_file[path].body) == (of_process[path].status, of_process[path].body), path
        assert without_file(of_file[path].headers) == without_file(of_process[path].headers), path


OF_ONE_ANSWER = {"date", "etag", "last-modified", "accept-ranges", "x-request-id"}


def without_file(headers: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in headers.items() if name not in OF_ONE_ANSWER}

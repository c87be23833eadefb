"""How many answers are made anew at once. Whoever serves has more threads than that: what is ready, and what needs no
database, is given out whatever those wait for.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from queue import Empty, LifoQueue
from threading import Semaphore
from time import monotonic

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

AT_ONCE = 4  # what is made anew mostly waits for one database: more would only queue there
# Requests that may wait for their turn for as long as PATIENCE says. Whoever comes when so many wait doesn't keep a
# thread for long unless there is something to wait for.
WAITING = 20
# Seconds in which nobody came to an end: those at work wait for something themselves, such as a database that hangs.
PATIENCE, SHORT = 2.0, 1.0
EVERY = 0.25  # seconds
NEEDS_NO_DATABASE = ("/static/", "/healthz")
TURNED_AWAY = "clinic_site.turned_away"  # the application was not asked


class Turns:
    """Around Django's handler. As long as turns come, everybody waits for theirs; `turned_away` answers when they
    don't."""

    def __init__(self, application: Callable, turned_away: Callable, at_once: int = AT_ONCE):
        self.application, self.turned_away = application, turned_away
        self._free: LifoQueue[BaseDatabaseWrapper] = LifoQueue()
        for _turn in range(at_once):
            self._free.put(own_connection())
        self._waiting = Semaphore(WAITING)
        self._moved = monotonic()

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        if environ.get("PATH_INFO", "").startswith(NEEDS_NO_DATABASE):
            return self.application(environ, start_response)
        turn = self._turn()
        if turn is None:
            environ[TURNED_AWAY] = True
            return self.turned_away(environ, start_response)
        self._moved = monotonic()
        try:
            with used_here(turn):
                return ended(self.application(environ, start_response))
        finally:
            self._moved = monotonic()
            self._free.put(turn)

    def _turn(self) -> BaseDatabaseWrapper | None:
        with suppress(Empty):
            return self._free.get_nowait()
        may_wait = self._waiting.acquire(blocking=False)
        try:
            return self._comes_within(PATIENCE if may_wait else SHORT)
        finally:
            if may_wait:
                self._waiting.release()

    def _comes_within(self, patience: float) -> BaseDatabaseWrapper | None:
        while monotonic() - self._moved < patience:
            with suppress(Empty):
                return self._free.get(timeout=EVERY)
        return None


def own_connection() -> BaseDatabaseWrapper:
    """Each turn has one, whichever thread it is: threads are many, and one in each would hold 25 MB with SQLite."""
    connection = connections.create_connection(DEFAULT_DB_ALIAS)
    connection.inc_thread_sharing()  # one after the other
    return connection


@contextmanager
def used_here(connection: BaseDatabaseWrapper) -> Iterator[None]:
    connections[DEFAULT_DB_ALIAS] = connection
    try:
        yield
    finally:
        del connections[DEFAULT_DB_ALIAS]


def ended(parts: Iterable[bytes]) -> Iterable[bytes]:
    """What is whole is taken at once, so that the connection to the database is given back within the turn. A download
    may last as long as the reader's line is slow: it gives back its own when it ends."""
    if getattr(parts, "streaming", True):
        return parts
    try:
        return [b"".join(parts)]
    finally:
        parts.close()

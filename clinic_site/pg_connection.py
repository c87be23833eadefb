"""A connection to PostgreSQL that waits for an answer as long as the database answers anybody.

A server that hangs breaks no connection: the kernel of its machine goes on saying that everything has come. And no
limit for a statement would be right, as a backup may ask for minutes what a reader may not wait for.
"""

from collections.abc import Generator
from time import monotonic

import psycopg

from clinic_site.owed import database

# Seconds, for each question to a database that is overdue: time to show that it answers again.
GRACE = 0.5


class DoesNotAnswer(psycopg.OperationalError):
    """Nobody has had an answer for too long."""


class Connection(psycopg.Connection):
    """Raises DoesNotAnswer and is closed then: what it was asked may still come, and would be taken for an answer to
    the next question."""

    def wait(self, gen: Generator, *args, **kwargs):
        try:
            return super().wait(while_it_answers(gen), *args, **kwargs)
        except DoesNotAnswer:
            self.close()
            raise


def while_it_answers(asking: Generator) -> Generator:
    begun, ready = monotonic(), None
    try:
        while True:
            ready = yield asking.send(ready)
            if not ready and database.is_overdue() and monotonic() - begun > GRACE:
                raise DoesNotAnswer("the database has answered nobody for some seconds")
    except StopIteration as end:
        return end.value

import psycopg
import pytest

from clinic_site import pg_connection
from clinic_site.owed import Owed
from clinic_site.pg_connection import DoesNotAnswer, while_it_answers

NOTHING, SOMETHING = 0, 1


@pytest.fixture
def database(monkeypatch):
    """Owes an answer for as long as the test says."""
    database = Owed()
    monkeypatch.setattr(pg_connection, "database", database)
    return database


@pytest.fixture
def clock(monkeypatch):
    now = [100.0]
    monkeypatch.setattr(pg_connection, "monotonic", lambda: now[0])
    return now


def question():
    """Waits until something comes, as psycopg does."""
    while True:
        came = yield "wait"
        if came:
            return "row"


def overdue(database, monkeypatch) -> None:
    monkeypatch.setattr(database, "is_overdue", lambda: True)


def test_it_waits_for_long_while_the_database_answers_others(database, clock):
    asking = while_it_answers(question())
    next(asking)
    for _time in range(100):
        clock[0] += 10
        assert asking.send(NOTHING) == "wait"

    with pytest.raises(StopIteration, match="row"):
        asking.send(SOMETHING)


def test_it_gives_up_when_the_database_has_answered_nobody_for_too_long(database, clock, monkeypatch):
    asking = while_it_answers(question())
    next(asking)
    clock[0] += 10
    overdue(database, monkeypatch)

    with pytest.raises(DoesNotAnswer):
        asking.send(NOTHING)
    assert issubclass(DoesNotAnswer, psycopg.OperationalError)


def test_a_new_question_is_given_a_moment_in_which_it_may_be_answered_again(database, clock, monkeypatch):
    overdue(database, monkeypatch)
    asking = while_it_answers(question())
    next(asking)

    assert asking.send(NOTHING) == "wait"


def test_an_answer_that_has_come_is_taken_however_late_it_is(database, clock, monkeypatch):
    overdue(database, monkeypatch)
    asking = while_it_answers(question())
    next(asking)
    clock[0] += 10

    with pytest.raises(StopIteration, match="row"):
        asking.send(SOMETHING)

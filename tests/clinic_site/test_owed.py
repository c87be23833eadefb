import pytest

from clinic_site import owed
from clinic_site.owed import PATIENCE, Owed


@pytest.fixture
def clock(monkeypatch):
    """Set by a test."""
    now = [100.0]
    monkeypatch.setattr(owed, "monotonic", lambda: now[0])
    return now


def test_who_was_never_asked_owes_nothing(clock):
    assert not Owed().is_overdue()


def test_an_answer_is_overdue_after_a_while_and_no_more_once_it_came(clock):
    database = Owed()
    database.asked()
    assert not database.is_overdue()

    clock[0] += PATIENCE + 1
    assert database.is_overdue()

    database.answered()
    assert not database.is_overdue()


def test_a_question_that_failed_and_is_asked_again_counts_from_the_first_time(clock):
    database = Owed()
    database.asked()
    clock[0] += PATIENCE - 1
    database.asked()
    clock[0] += 2

    assert database.is_overdue()

"""Guesses that come in the same moment are counted like any others."""

from django.db.models import QuerySet

from clinic_site.accounts import tries
from tests.clinic_site.accounts.in_a_file import moved_to_a_file
from tests.clinic_site.content.test_at_once import answers


def test_those_that_come_at_the_same_moment_are_counted_too(transactional_db, monkeypatch, tmp_path):
    moved_to_a_file(monkeypatch, tmp_path)

    def guess() -> list[int]:
        return [tries.seconds_to_wait("password", "ann") for _time in range(5)]

    found = sum(answers([guess] * 4), [])

    assert found.count(0) == tries.MOST
    assert len(found) == 20


def test_each_row_is_locked_while_it_is_counted(db, monkeypatch):
    """SQLite has no row locks and doesn't need them: a transaction writes alone there."""
    locked, lock = [], QuerySet.select_for_update

    def told(rows, *given, **more):
        locked.append(rows.model)
        return lock(rows, *given, **more)

    monkeypatch.setattr(QuerySet, "select_for_update", told)
    tries.seconds_to_wait("password", "ann")

    assert locked == [tries.Tries]

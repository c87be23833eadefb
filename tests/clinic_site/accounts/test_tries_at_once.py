"""Guesses that come in the same moment are counted like any others. On SQLite in a copy of the database in a file: in
memory connections can't wait for one another."""

import sqlite3

import pytest
from django.db import connection, connections
from django.db.models import QuerySet

from clinic_site import env
from clinic_site.accounts import tries
from tests.clinic_site.content.test_at_once import answers


@pytest.fixture
def in_a_file(transactional_db, monkeypatch, tmp_path) -> None:
    if connection.vendor == "sqlite":
        in_file = env.database("DATABASE_URL", tmp_path, {})
        copy = sqlite3.connect(in_file["NAME"])
        connection.connection.backup(copy)
        copy.close()
        monkeypatch.setitem(connections.settings, "default", connections.settings["default"] | in_file)


def test_those_that_come_at_the_same_moment_are_counted_too(in_a_file):
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

"""The thread that has backups taken: what it writes of one that failed."""

import subprocess

import pytest

from clinic_site.operations import backup_watching

FALLEN = """Traceback (most recent call last):
  File "/srv/guide/clinic_site/operations/backup_rows.py", line 80, in put
    cursor.executemany(statement, [_values(fields, row) for row in some])
    ~~~~~~~~~~~~~~~~~~^^^^^^^^
  File "/srv/guide/.venv/lib/python3.13/site-packages/django/db/backends/utils.py", line 105, in _execute
    return self.cursor.execute(sql, params)
django.db.utils.IntegrityError: duplicate key value
DETAIL:  Key (email)=(anna@clinic.org) already exists.
"""


@pytest.fixture
def said(db, settings, tmp_path, monkeypatch, caplog):
    settings.BACKUPS = str(tmp_path / "backups")

    def of(stderr: str) -> list[str]:
        done = subprocess.CompletedProcess([], 1, "", stderr)
        monkeypatch.setattr(backup_watching.subprocess, "run", lambda *args, **options: done)
        backup_watching.look()
        return [record.getMessage() for record in caplog.records]

    return of


def test_a_fault_is_told_by_its_kind_and_place_and_quotes_nobody(said):
    assert said(FALLEN) == [
        "the backup failed with exit status 1: django.db.utils.IntegrityError (backup_rows.py, line 80, put)"
    ]


def test_what_the_command_says_of_itself_is_kept(said):
    assert said("a line before\nCommandError: [Errno 28] No space left on device\n") == [
        "the backup failed with exit status 1: CommandError: [Errno 28] No space left on device"
    ]


def test_what_a_database_says_of_itself_is_kept_too(said):
    told = said(FALLEN.replace("IntegrityError: duplicate key value", "OperationalError: database is locked"))

    assert told[0].endswith("OperationalError: database is locked (backup_rows.py, line 80, put)")
    assert "anna" not in told[0]


def test_of_words_that_nobody_knows_none_are_kept(said):
    assert said("anna@clinic.org") == ["the backup failed with exit status 1: it said nothing that may stand here"]

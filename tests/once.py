"""What every process of a test run needs and one of them makes: the others wait for it and take a copy."""

import fcntl
import os
import pickle
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.db import connection

SHARED = "TESTS_SHARE"  # a folder that several runs share; without it, the processes of one run share theirs
CLOSED = "TESTS_SHARE_NO_MORE"  # set where what a run makes is fit for no other
OWN_ROWS = "TESTS_OWN_ROWS"  # set where a run shares the empty tables only
_made: list[Path] = []  # the folder of this run, once pytest has told it


def folder(base: Path) -> Path:
    """`base` is the folder pytest gave this process; those of one run's processes lie in one folder."""
    if given := os.environ.get(SHARED):
        return Path(given)
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def keep_in(base: Path) -> None:
    _made[:] = [folder(base)]


def kept(name: str, make: Callable[[], object]):
    """What `make` returned in whichever process asked first."""
    file = _made[0] / name
    if OWN_ROWS in os.environ or CLOSED in os.environ and not file.exists():
        return make()
    made(file, lambda place: place.write_bytes(pickle.dumps(make())))
    return pickle.loads(file.read_bytes())  # noqa: S301, this run wrote it


def made(place: Path, make: Callable[[Path], object]) -> Path:
    """`make` receives a path where nothing is; what it left there moves to `place` when it is whole."""
    unfinished = place.with_name(f"unfinished-{place.name}")
    with Path(f"{place}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            shutil.rmtree(unfinished, ignore_errors=True)
            make(unfinished)
            unfinished.rename(place)
    return place


def tables(base: Path) -> None:
    """The test database on SQLite is migrated once; every other process copies the file."""
    migrated = connection.creation.create_test_db

    def create(**options) -> str:
        def keep(file: Path) -> None:
            migrated(**options)
            with closing(sqlite3.connect(file)) as kept:
                connection.connection.backup(kept)

        file = made(folder(base) / "tables.sqlite3", keep)
        name = connection.creation._get_test_db_name()
        if connection.settings_dict["NAME"] != name:
            lay(file, name)
        return name

    connection.creation.create_test_db = create


def lay(file: Path, name: str) -> None:
    connection.close()
    settings.DATABASES[connection.alias]["NAME"] = connection.settings_dict["NAME"] = name
    connection.ensure_connection()
    with closing(sqlite3.connect(file)) as kept:
        kept.backup(connection.connection)

"""Looks a few times a minute whether a backup is due, in a thread of each process that serves. The work itself is
done by a process of its own, so that no reader waits for it."""

import logging
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import Event, Lock, Thread
from urllib.parse import unquote

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from clinic_site import silence
from clinic_site.access_log import told_by
from clinic_site.generation.backup import state
from clinic_site.operations import backup_keeping, backup_marks

log = logging.getLogger("clinic_site.faults")
EVERY = 15  # seconds
# A file may be written twice at what its clock calls one moment; so long after, that moment is over.
SETTLED = 2 * 10**9
COMMAND = [sys.executable, "-W", "ignore", "-m", "django", "backup"]
_threads: list[Thread] = []
_starting = Lock()


def keep_in_tick() -> str | None:
    """The tick's job, where no process watches."""
    return None if is_watching() else backup_keeping.keep_due()


def copy_in_tick() -> str | None:
    return None if is_watching() else backup_keeping.copy_due()


def is_watching() -> bool:
    return any(thread.is_alive() for thread in _threads)


def start_if_set() -> None:
    with _starting:
        if settings.BACKUPS and not is_watching():
            # A second place that hangs keeps no backup from being taken.
            _threads[:] = [
                Thread(target=forever, args=[Event(), Moves().look], name="backups", daemon=True),
                Thread(target=forever, args=[Event(), look_at_copies], name="copies of backups", daemon=True),
            ]
            for thread in _threads:
                thread.start()


class Moves:
    """Looks only when SQLite's files have moved since the last time."""

    def __init__(self) -> None:
        self.seen: tuple | None = None

    def look(self) -> None:
        stamp = stamp_of_files()
        if stamp is None or stamp != self.seen:
            look()
            self.seen = stamp


def forever(stop: Event, look: Callable[[], None]) -> None:
    """A fault ends one look, never the thread."""
    while True:
        try:
            look()
            silence.end()
        except Exception:
            log.exception("whether a backup is due could not be found out")
        finally:
            close_old_connections()
        if stop.wait(EVERY):
            return


def stamp_of_files() -> tuple | None:
    """What SQLite's files look like from outside; None when that says nothing, or a backup is owed."""
    row = state()
    if connection.vendor != "sqlite" or row.changed_at:
        return None
    name = unquote(str(connection.settings_dict["NAME"]).removeprefix("file://").partition("?")[0])
    files = [Path(name), Path(f"{name}-wal")]
    found = tuple((file.stat().st_mtime_ns, file.stat().st_size) for file in files if file.exists())
    return found if all(time.time_ns() - changed > SETTLED for changed, _size in found) else None


def look() -> None:
    row, now = state(), timezone.now()
    if backup_keeping.is_wanted(row, backup_marks.now(), now) and not backup_keeping.rests(row, now):
        backup_keeping.note_first_sight()
        run("--due")


def look_at_copies() -> None:
    if backup_keeping.is_owed(state(), timezone.now()):
        run("--copy")


def run(what: str) -> None:
    done = subprocess.run([*COMMAND, what], cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        log.error("the backup failed with exit status %d: %s", done.returncode, told_by(done.stderr))

"""Backups that take themselves: soon after any change, into a folder, each read again, old ones thinned; and the newest
is brought to a second place."""

import fcntl
import logging
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from clinic_site.generation.backup import Backup, state
from clinic_site.operations import (
    backup_archive,
    backup_copying,
    backup_kept,
    backup_marks,
    backup_places,
    backup_seal,
    backup_taking,
)
from clinic_site.operations.backup_faults import BackupFault

log = logging.getLogger("clinic_site.faults")
# One that took longer than this many seconds is followed by a rest of RESTS times as long.
QUICK, RESTS = 10, 5
LONGEST_REST = timedelta(minutes=15)
COPY_AGAIN = timedelta(minutes=5)
# What happens by itself, such as counts of readings, is worth a backup of its own once in so long.
LESSER_WITHIN = timedelta(days=1)


def folder() -> Path | None:
    return Path(settings.BACKUPS) if settings.BACKUPS else None


def keep_due() -> str | None:
    """Takes a backup when something has changed since the last. Answers its name; None when nothing was due or another
    process is at it. Raises what kept it from being taken, and tells the row."""
    if folder() is None:
        return None
    try:
        backup_places.refuse_odd(folder())
        with alone(folder(), ".lock") as is_mine:
            return _keep() if is_mine else None
    except Exception as fault:
        note_first_sight()
        note(failed_at=timezone.now(), error=told(fault))
        raise


def _keep() -> str | None:
    marks, row, now = backup_marks.now(), state(), timezone.now()
    if not is_wanted(row, marks, now):
        if row.changed_at or row.failed_at:
            note(changed_at=None, failed_at=None, error="")
        return None
    note_first_sight()
    return None if rests(row, now) else keep_now(marks)


def note_first_sight() -> None:
    """From here on owners are told when it takes too long, whatever happens to the process that takes the backup."""
    if not state().changed_at:
        note(changed_at=timezone.now())


def is_wanted(row: Backup, marks: backup_marks.Marks, now: datetime) -> bool:
    if not row.name or not is_there(row.name) or row.mark != marks.work:
        return True
    is_old = row.kept_at is None or abs(now - row.kept_at) >= LESSER_WITHIN
    return is_old and row.lesser_mark != marks.lesser


def is_there(name: str) -> bool:
    try:
        return (folder() / name).is_file()
    except OSError:  # nobody may look into the folder
        return False


def rests(row: Backup, now: datetime) -> bool:
    """After a long one, so that a large site isn't at it all the time. A clock that was set back ends the rest."""
    if row.seconds <= QUICK or row.ended_at is None:
        return False
    rest = min(timedelta(seconds=RESTS * row.seconds), LONGEST_REST)
    return timedelta(0) <= now - row.ended_at < rest


def keep_now(marks: backup_marks.Marks) -> str:
    begun, place, key = time.monotonic(), folder(), backup_seal.key_of(settings.BACKUP_KEY)
    sweep(place)
    counted = backup_kept.count_days(place, timezone.now())
    ending = "sealed" if key else "tar"
    name = f"guide-{timezone.now():%Y%m%dT%H%M%S}Z-{secrets.token_hex(2)}.{ending}"
    shelf = backup_kept.Shelf(place, key)
    taken = backup_taking.take(place / name, lambda _archive, picture, path: shelf.keep(picture, path))
    shelf.save()
    try:
        backup_archive.read(place / name, key)
    except BackupFault:
        (place / name).unlink()
        raise
    for old in backup_kept.too_many(backup_kept.archives(place), counted):
        (place / old).unlink()
    note(
        name=name, kept_at=taken.made_at, mark=marks.work, lesser_mark=marks.lesser, missing=len(taken.missing),
        seconds=time.monotonic() - begun, ended_at=timezone.now(), changed_at=None, failed_at=None, error="",
        owed_since=(state().owed_since or timezone.now()) if settings.BACKUP_COPY else None,
    )  # fmt: skip
    return name


def copy_due() -> str | None:
    """Brings what the second place lacks there, and answers its name. It has a lock of its own: a place that can't be
    reached keeps no backup from being taken, and is tried again each few minutes."""
    row = state()
    if folder() is None or not is_owed(row, timezone.now()):
        return None
    with alone(folder(), ".copying.lock") as is_mine:
        return _copy(row) if is_mine else None


def _copy(row: Backup) -> str | None:
    try:
        backup_copying.copy(folder(), row.name)
    except (BackupFault, OSError) as fault:
        error = told(fault)
        if error != row.copy_error:
            log.error("the backup could not be brought to the second place: %s", error)
        note(copy_error=error, copy_failed_at=timezone.now())
        return None
    newest = state()
    note(owed_since=None if newest.name == row.name else newest.kept_at, copy_error="", copy_failed_at=None)
    return row.name


def told(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:2000]


def is_owed(row: Backup, now: datetime) -> bool:
    """Whether it is time to try to bring the newest one to the second place."""
    waits = row.copy_failed_at and timedelta(0) <= now - row.copy_failed_at < COPY_AGAIN
    return bool(row.owed_since and settings.BACKUP_COPY and not waits)


def note(**values) -> None:
    Backup.objects.update_or_create(id=1, defaults=values)


def sweep(place: Path) -> None:
    """What a process left that was killed at its work."""
    for unfinished in (
        *place.glob(".guide-*"),
        *place.glob(f".{backup_kept.DAYS}.*"),
        *(place / backup_kept.PICTURES).glob(".*"),
    ):
        unfinished.unlink(missing_ok=True)


@contextmanager
def alone(place: Path, name: str) -> Iterator[bool]:
    """Whether this process is the one that does it. A lock that ends with its holder, however that ends."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / name).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

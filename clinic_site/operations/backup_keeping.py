"""Backups that take themselves: soon after any change, into a folder, each read again, old ones thinned, and the newest
brought to a second place."""

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
    """Takes a backup when something has changed since the last, and copies what the second place lacks. Answers its
    name; None when nothing was due or another process is at it. Raises what kept it from being taken, and tells the
    row."""
    if folder() is None:
        return None
    with alone(folder()) as is_mine:
        return _keep() if is_mine else None


def _keep() -> str | None:
    marks, row, now = backup_marks.now(), state(), timezone.now()
    if not is_wanted(row, marks, now):
        if row.changed_at or row.failed_at:
            note(changed_at=None, failed_at=None, error="")
        copy_owed(row)
        return None
    if not row.changed_at:
        note(changed_at=now)
    if rests(row, now):
        return None
    try:
        kept = keep_now(marks)
    except Exception as fault:
        note(failed_at=timezone.now(), error=f"{type(fault).__name__}: {fault}"[:2000])
        raise
    copy_owed(state())
    return kept


def is_wanted(row: Backup, marks: backup_marks.Marks, now: datetime) -> bool:
    if not row.name or not (folder() / row.name).is_file() or row.mark != marks.work:
        return True
    is_old = row.kept_at is None or abs(now - row.kept_at) >= LESSER_WITHIN
    return is_old and row.lesser_mark != marks.lesser


def rests(row: Backup, now: datetime) -> bool:
    """After a long one, so that a large site isn't at it all the time. A clock that was set back ends the rest."""
    if row.seconds <= QUICK or row.ended_at is None:
        return False
    rest = min(timedelta(seconds=RESTS * row.seconds), LONGEST_REST)
    return timedelta(0) <= now - row.ended_at < rest


def keep_now(marks: backup_marks.Marks) -> str:
    begun, place, key = time.monotonic(), folder(), backup_seal.key_of(settings.BACKUP_KEY)
    sweep(place)
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
    for old in backup_kept.too_many(backup_kept.archives(place), timezone.now()):
        (place / old).unlink()
    note(
        name=name, kept_at=taken.made_at, mark=marks.work, lesser_mark=marks.lesser, missing=len(taken.missing),
        seconds=time.monotonic() - begun, ended_at=timezone.now(), changed_at=None, failed_at=None, error="",
        owed_since=(state().owed_since or timezone.now()) if settings.BACKUP_COPY else None,
    )  # fmt: skip
    return name


def copy_owed(row: Backup) -> None:
    """A place that can't be reached keeps no backup from being taken; it is tried again each time."""
    if not is_owed(row, timezone.now()):
        return
    try:
        backup_copying.copy(folder(), row.name)
    except (BackupFault, OSError) as fault:
        error = f"{type(fault).__name__}: {fault}"[:2000]
        if error != row.copy_error:
            log.error("the backup could not be brought to the second place: %s", error)
        note(copy_error=error, copy_failed_at=timezone.now())
        return
    note(owed_since=None, copy_error="", copy_failed_at=None)


def is_owed(row: Backup, now: datetime) -> bool:
    """Whether it is time to try to bring the newest one to the second place."""
    waits = row.copy_failed_at and timedelta(0) <= now - row.copy_failed_at < COPY_AGAIN
    return bool(row.owed_since and settings.BACKUP_COPY and not waits)


def note(**values) -> None:
    Backup.objects.update_or_create(id=1, defaults=values)


def sweep(place: Path) -> None:
    """What a process left that was killed at its work."""
    for unfinished in place.glob(".guide-*"):
        unfinished.unlink()


@contextmanager
def alone(place: Path) -> Iterator[bool]:
    """Whether this process is the one that takes them. A lock that ends with its holder, however that ends."""
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (place / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield False
        else:
            yield True

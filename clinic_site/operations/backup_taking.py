"""Takes a backup of the running site: the rows of one moment, then the pictures, which only ever become more."""

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import connection, models
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import verifying
from clinic_site.operations import backup_archive, backup_media, backup_places, backup_rows, backup_seal
from clinic_site.operations.backup_faults import BackupFault

# What readers searched for ends after 90 days, and an archive would hold it for a year more. Earlier archives hold it,
# and come back with it.
NOT_TAKEN = frozenset({"search.term"})
# What an archive does with a picture: puts it in and answers nothing, or keeps it elsewhere and says what it is.
Keep = Callable[[backup_archive.Writing, str, Path], dict | None]


@dataclass(frozen=True)
class Taken:
    path: Path
    made_at: datetime
    rows: int
    pictures: int
    missing: list[str] = field(default_factory=list)


def take(path: Path, keep: Keep | None = None) -> Taken:
    """One file, readable by its owner alone, whole or not there at all. Raises BackupFault when something has that
    name or no backup may lie there, OSError when the disk doesn't take it; then nothing is left behind."""
    backup_places.refuse_odd(path.parent)
    key = backup_seal.key_of(settings.BACKUP_KEY)
    with whole_or_not_at_all(path) as file, backup_archive.written(file, key) as archive:
        manifest = fill(archive, keep or put_in, is_sealed=bool(key))
    rows = sum(table["rows"] for table in manifest["tables"].values())
    return Taken(path, datetime.fromisoformat(manifest["made_at"]), rows, manifest["pictures"], manifest["missing"])


def fill(archive: backup_archive.Writing, keep: Keep, *, is_sealed: bool) -> dict:
    made_at = timezone.now()
    with backup_rows.snapshot():
        told = {"tables": put_tables(archive), "heads": verifying.heads(), "migrations": migrations()}
        pictures = backup_media.names()
    beside, missing = put_pictures(archive, keep, pictures)
    secret = settings.DATA_DIR / "secret_key"
    if is_sealed and secret.is_file():
        archive.put(backup_archive.SECRET_KEY, secret.read_bytes())
    return archive.end(
        {
            "made_at": made_at.isoformat(),
            "engine": connection.vendor,
            "site": settings.SITE_ADDRESS,
            "pictures": len(pictures) - len(missing),
            "missing": missing,
            "beside": beside,
            **told,
        }
    )


def taken_tables() -> dict[str, type[models.Model]]:
    return {label: model for label, model in backup_rows.tables().items() if label not in NOT_TAKEN}


def put_tables(archive: backup_archive.Writing) -> dict:
    told = {}
    for label, model in taken_tables().items():
        names = [field.attname for field in backup_rows.columns(model)]
        told[label] = {"columns": names, "rows": archive.put_rows(label, backup_rows.rows_of(model))}
    return told


def migrations() -> list[list[str]]:
    return sorted(map(list, MigrationRecorder(connection).applied_migrations()))


def put_pictures(archive: backup_archive.Writing, keep: Keep, names: list[str]) -> tuple[dict, list[str]]:
    """What lies beside the archive, and what is lost: a lost picture is told and stops no backup."""
    beside, missing = {}, []
    for name in names:
        try:
            said = keep(archive, name, backup_media.path_of(name))
        except backup_media.Lost:
            missing.append(name)
            continue
        if said:
            beside[name] = said
    return beside, missing


def put_in(archive: backup_archive.Writing, name: str, path: Path) -> None:
    archive.put(f"{backup_media.FOLDER}/{name}", backup_media.content_at(path))


@contextmanager
def whole_or_not_at_all(path: Path) -> Iterator:
    """A new file under that name once everything is on the disk. Raises BackupFault when there is one already."""
    if path.exists():
        raise BackupFault(_("%(file)s is there already, and a backup never overwrites one. Choose another name.")
                          % {"file": path})  # fmt: skip
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        # Unlike a rename, this overwrites nothing.
        os.link(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
    flush_folder(path.parent)


def flush_folder(folder: Path) -> None:
    """A new name is only kept for sure when its folder is on the disk too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

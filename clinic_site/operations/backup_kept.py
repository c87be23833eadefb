"""The folder of the backups that are taken by themselves: archives named after their moment, and each picture once, in
`pictures/`, however many archives need it."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.utils.translation import gettext as _

from clinic_site.operations import backup_archive, backup_media, backup_seal
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_taking import whole_or_not_at_all

PICTURES, INDEX = "pictures", "index.json"
NAME = re.compile(r"guide-(\d{8}T\d{6})Z-[0-9a-f]{4}\.(?:tar|sealed)")
# The newest of each: all of the last hour, then one for each hour of a day, day of a month and month of a year.
STEPS = (
    (timedelta(hours=1), "%Y%m%d%H%M%S%f"),
    (timedelta(days=1), "%Y%m%d%H"),
    (timedelta(days=31), "%Y%m%d"),
    (timedelta(days=366), "%Y%m"),
)


def moment_of(name: str) -> datetime | None:
    """None for what is no archive of ours."""
    found = NAME.fullmatch(name)
    return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None


def too_many(names: Iterable[str], now: datetime) -> list[str]:
    """Those that may go. The newest one always stays, and so do those of a clock that was ahead."""
    moments = sorted(((moment_of(name), name) for name in names if moment_of(name)), reverse=True)
    taken, gone = set(), []
    for place, (moment, name) in enumerate(moments):
        age = now - moment
        step = next((form for longest, form in STEPS if age <= longest), None)
        period = moment.strftime(step) + (name if step == STEPS[0][1] else "") if step else None
        if place and (period is None or period in taken):
            gone.append(name)
        taken.add(period)
    return gone


def archives(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if moment_of(path.name)) if folder.is_dir() else []


def file_name(name: str, key: bytes | None) -> str:
    """Beside the archives: sealed with which key it was."""
    flat = name.replace("/", "+")
    return f"{flat}.{backup_seal.name_of(key)}.sealed" if key else flat


class Shelf:
    """The pictures beside the archives, each written once and read again then. What is known of them is kept in a file,
    so that a backup needn't read every picture anew: none is ever overwritten."""

    def __init__(self, folder: Path, key: bytes | None):
        self.folder, self.key = folder, key
        self.index = folder / PICTURES / INDEX
        self.said = json.loads(self.index.read_text(encoding="utf-8")) if self.index.is_file() else {}

    def keep(self, name: str, path: Path) -> dict:
        flat = file_name(name, self.key)
        place = self.folder / PICTURES / flat
        if flat not in self.said or not place.is_file():
            place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            content = path.read_bytes()
            place.unlink(missing_ok=True)
            with whole_or_not_at_all(place) as file:
                stream = backup_seal.writer(file, self.key)
                stream.write(content)
                backup_seal.finish(stream)
            said = backup_media.said_of(content)
            content_of(self.folder, name, said, self.key)
            self.said[flat] = said
        return self.said[flat]

    def save(self) -> None:
        if self.said:
            self.index.unlink(missing_ok=True)
            with whole_or_not_at_all(self.index) as file:
                file.write(json.dumps(self.said, indent=0, sort_keys=True).encode())


def content_of(folder: Path, name: str, said: dict, key: bytes | None) -> bytes:
    """A picture that lies beside an archive. Raises BackupFault when it is gone or not as the archive says."""
    place = folder / PICTURES / file_name(name, key)
    if not place.is_file():
        message = _("%(file)s is missing: this backup needs the folder %(folder)s beside it. Copy that too.")
        raise BackupFault(message % {"file": place, "folder": PICTURES})
    with place.open("rb") as file:
        content = _whole(backup_seal.reader(file, key))
    if backup_media.said_of(content) != said:
        raise backup_archive.damaged(place)
    return content


def _whole(stream) -> bytes:
    parts = []
    while part := stream.read(1 << 20):
        parts.append(part)
    return b"".join(parts)

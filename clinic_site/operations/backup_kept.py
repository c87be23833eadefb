"""The folder of the backups that are taken by themselves: archives named after their moment, and each picture once, in
`pictures/`, however many archives need it."""

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from zlib import crc32

from django.utils.translation import gettext as _

from clinic_site.images.storage import write_whole
from clinic_site.operations import backup_archive, backup_media, backup_seal
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_taking import flush_folder

PICTURES, INDEX, DAYS = "pictures", "index.json", "days.json"
# Of pictures that were kept before, so many bytes are read again with each backup: all of them in turn.
READ_AGAIN = 64 << 20
NAME = re.compile(r"guide-([0-9]{8}T[0-9]{6})Z-[0-9a-f]{4}\.(?:tar|sealed)")
# The newest of each: all of the last hour, then one for each hour of a day, day of a month and month of a year.
STEPS = (
    (timedelta(hours=1), "%Y%m%d%H%M%S%f"),
    (timedelta(days=1), "%Y%m%d%H"),
    (timedelta(days=31), "%Y%m%d"),
    (timedelta(days=366), "%Y%m"),
)

# How far the clock may go ahead from one backup to the next before it is doubted.
LEAP = timedelta(days=2)
# Between archives: a month of which none is left, and the one before or after it.
LONGEST_GAP = timedelta(days=62)
# By which nothing is old yet.
NEVER = datetime.min.replace(tzinfo=UTC)


def moment_of(name: str) -> datetime | None:
    """None for what is no archive of ours."""
    found = NAME.fullmatch(name)
    try:
        return datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) if found else None
    except ValueError:  # a day that no month has
        return None


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


def count_days(folder: Path, now: datetime) -> datetime:
    """The moment by which old archives are thinned: now, unless the clock has jumped ahead. Then it follows from where
    it was, at twice the pace and two days at a time, so that a wrong clock takes no year of backups away."""
    path = folder / DAYS
    seen, counted = _days(path) or [_end_of_longest(archives(folder)) or now] * 2
    ahead = min(2 * max(now - seen, timedelta(0)), LEAP)
    counted = min(now, counted + ahead)
    _replace(path, json.dumps({"seen": now.isoformat(), "counted": counted.isoformat()}).encode())
    return counted


def counted(folder: Path) -> datetime:
    """That moment, as it was with the newest backup; where nobody counted, one by which every archive stays."""
    found = _days(folder / DAYS)
    return found[1] if found else NEVER


def _days(path: Path) -> tuple[datetime, datetime] | None:
    try:
        said = json.loads(path.read_bytes())
        # One without a zone can be compared with no other, which raises TypeError.
        seen, counted = datetime.fromisoformat(said["seen"]), datetime.fromisoformat(said["counted"])
        return (seen, counted) if NEVER < counted <= seen else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _end_of_longest(names: Iterable[str]) -> datetime | None:
    """Where the longest time without a gap ends. The newest archive may be of a clock that was ahead by years."""
    moments = sorted(filter(None, map(moment_of, names)))
    stretches = [moments[:1]]
    for before, moment in pairwise(moments):
        if moment - before > LONGEST_GAP:
            stretches.append([])
        stretches[-1].append(moment)
    return max(stretches, key=lambda one: one[-1] - one[0])[-1] if moments else None


def archives(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if moment_of(path.name)) if folder.is_dir() else []


def file_name(name: str, key: bytes | None) -> str:
    """Beside the archives: sealed with which key it was."""
    flat = name.replace("/", "+")
    return f"{flat}.{backup_seal.name_of(key)}.sealed" if key else flat


class Shelf:
    """The pictures beside the archives, each written once and read again then, and in turn with later backups. What is
    known of them is kept in a file, so that a backup needn't read every picture anew. One that is no longer what was
    written is written again from the site's own."""

    def __init__(self, folder: Path, key: bytes | None):
        self.folder, self.key = folder, key
        self.index = folder / PICTURES / INDEX
        self.known, turn = self._read_index()
        self.turns = max(1, -(-sum(one["file"] for one in self.known.values()) // READ_AGAIN))
        self.turn = (turn + 1) % self.turns

    def _read_index(self) -> tuple[dict[str, dict], int]:
        """Nothing, where it can't be read: then every picture is compared with the site's own."""
        try:
            said = json.loads(self.index.read_bytes())
            known = {name: {"size": one["size"], "sha256": one["sha256"], "file": int(one["file"])}
                     for name, one in said["pictures"].items()}  # fmt: skip
            return known, int(said["turn"])
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            return {}, 0

    def keep(self, name: str, path: Path) -> dict:
        flat = file_name(name, self.key)
        known = self.known.get(flat)
        if known and self._is_whole(name, known):
            return _said(known)
        content = backup_media.content_at(path)
        said = backup_media.said_of(content)
        place = self.folder / PICTURES / flat
        if not holds(self.folder, name, said, self.key):
            self._write(place, content)
            content_of(self.folder, name, said, self.key)
        self.known[flat] = said | {"file": place.stat().st_size}
        return said

    def _is_whole(self, name: str, known: dict) -> bool:
        place = self.folder / PICTURES / file_name(name, self.key)
        if not place.is_file() or place.stat().st_size != known["file"]:
            return False
        is_its_turn = crc32(name.encode()) % self.turns == self.turn
        return not is_its_turn or holds(self.folder, name, _said(known), self.key)

    def _write(self, place: Path, content: bytes) -> None:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = BytesIO()
        stream = backup_seal.writer(file, self.key)
        stream.write(content)
        backup_seal.finish(stream)
        _replace(place, file.getvalue())

    def save(self) -> None:
        if self.known:
            said = {"turn": self.turn, "pictures": self.known}
            _replace(self.index, json.dumps(said, indent=0, sort_keys=True).encode())


def _replace(path: Path, content: bytes) -> None:
    """What was there stays until the new is on the disk: a full one takes nothing away."""
    write_whole(path, content, 0o600)
    flush_folder(path.parent)


def _said(known: dict) -> dict:
    return {"size": known["size"], "sha256": known["sha256"]}


def holds(folder: Path, name: str, said: dict, key: bytes | None) -> bool:
    """Whether that picture lies there as it should."""
    try:
        content_of(folder, name, said, key)
    except (BackupFault, OSError):
        return False
    return True


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

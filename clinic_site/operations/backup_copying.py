"""The second place of the backups: a folder, a bucket, or a folder of another machine. The newest archive goes there
with every picture it needs; old archives are thinned there by the same rule."""

import os
import re
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from clinic_site.operations import backup_kept, backup_places
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_restoring import put_whole

# In seconds: to bring one file there, and to answer what is asked.
LONGEST, ANSWERS_WITHIN = 600, 60
# What a file that did not get there whole leaves: in a folder, and on another machine.
UNFINISHED = re.compile(r"\.[^/]+\.(?:[0-9a-f]{8}|part)")
UNFINISHED_ARCHIVE = re.compile(rf"\.{backup_kept.NAME.pattern}\.(?:[0-9a-f]{{8}}|part)")
# Type and rights, links, owner, group, size, month, day, time or year.
LISTED = re.compile(r"-\S+\s+\S+\s+\S+\s+\S+\s+(?P<size>\d+)\s+\S+\s+\S+\s+\S+\s+(?P<path>.+)")
BUCKET = "clinic_site.operations.backup_bucket.BucketPlace"


class Place(Protocol):
    """`sizes` has those of the files in a folder, "" for the place itself, by name; `put` is whole or not at all."""

    def sizes(self, folder: str) -> dict[str, int]: ...

    def put(self, name: str, path: Path) -> None: ...

    def remove(self, names: Iterable[str]) -> None: ...


def copy(folder: Path, name: str) -> None:
    """Pictures first, so that an archive there is always one that can be restored. Raises BackupFault or OSError."""
    if settings.BACKUP_COPY.startswith("/"):
        backup_places.refuse_odd(Path(settings.BACKUP_COPY))
    place = place_of(settings.BACKUP_COPY)
    make_room(place, folder, name)
    copy_pictures(place, folder / backup_kept.PICTURES)
    place.put(name, folder / name)
    kept = place.sizes("")
    if kept.get(name) != (folder / name).stat().st_size:
        raise BackupFault(_("%(name)s is not in the second place although it was taken there.") % {"name": name})
    place.remove(backup_kept.too_many(kept, backup_kept.counted(folder)))


def make_room(place: Place, folder: Path, name: str) -> None:
    """Takes away what was left of files that did not get there whole, and old archives before there is a new one; but
    never the newest that is there."""
    there = place.sizes("")
    pictures = [
        f"{backup_kept.PICTURES}/{one}" for one in place.sizes(backup_kept.PICTURES) if UNFINISHED.fullmatch(one)
    ]
    newest = max(filter(backup_kept.moment_of, there), default="")
    old = set(backup_kept.too_many({*there, name}, backup_kept.counted(folder))) - {newest, name}
    place.remove([*(one for one in there if UNFINISHED_ARCHIVE.fullmatch(one)), *pictures, *sorted(old)])


def copy_pictures(place: Place, shelf: Path) -> None:
    """Those that are not there, or not as large as here: none is ever changed."""
    there = place.sizes(backup_kept.PICTURES)
    own = sorted(shelf.iterdir()) if shelf.is_dir() else []
    for picture in own:
        is_ours = not picture.name.startswith(".") and picture.name != backup_kept.INDEX
        if is_ours and there.get(picture.name) != picture.stat().st_size:
            place.put(f"{backup_kept.PICTURES}/{picture.name}", picture)


def place_of(address: str) -> Place:
    parts = urlsplit(address)
    makers: dict[str, Callable[[SplitResult], Place]] = {"s3": bucket, "ssh": MachinePlace, "": FolderPlace}
    return makers[parts.scheme](parts)


def bucket(parts: SplitResult) -> Place:
    """By name, as its library is an extra."""
    try:
        return import_string(BUCKET)(parts)
    except ImportError as fault:
        raise BackupFault(_("Copies into a bucket need requirements-s3.txt. Install it, then restart.")) from fault


class FolderPlace:
    """Such as a disk of another machine. It has to be there: a folder made where a disk is missing would be no copy."""

    def __init__(self, parts: SplitResult):
        self.folder = Path(parts.path)
        if not self.folder.is_dir():
            raise BackupFault(_("The folder %(folder)s is not there. Make it, or connect the disk it is on.")
                              % {"folder": self.folder})  # fmt: skip

    def sizes(self, folder: str) -> dict[str, int]:
        place = self.folder / folder
        files = [path for path in place.iterdir() if path.is_file()] if place.is_dir() else []
        return {path.name: path.stat().st_size for path in files}

    def put(self, name: str, path: Path) -> None:
        put_whole(self.folder / name, path.read_bytes(), 0o600)

    def remove(self, names: Iterable[str]) -> None:
        for name in names:
            (self.folder / name).unlink(missing_ok=True)


class MachinePlace:
    """By the system's `sftp`, with a key that asks for no password and a host that is known already. The folder is one
    in that person's home, as nobody may make one beside it; after two slashes it is one from the root."""

    def __init__(self, parts: SplitResult):
        self.folder = PurePosixPath(unquote(parts.path).removeprefix("/").removeprefix("~/") or ".")
        port = ["-P", str(parts.port)] if parts.port else []
        host = f"{unquote(parts.username)}@{parts.hostname}" if parts.username else parts.hostname
        self.command = ["sftp", "-b", "-", "-o", "BatchMode=yes", "-o", "StrictHostKeyChecking=yes",
                        "-o", "ConnectTimeout=20", *port, "--", host]  # fmt: skip

    def sizes(self, folder: str) -> dict[str, int]:
        self._make(folder)
        found = map(LISTED.fullmatch, self._does(f"ls -lan {quoted(self.folder / folder)}").splitlines())
        return {PurePosixPath(line["path"]).name: int(line["size"]) for line in found if line}

    def put(self, name: str, path: Path) -> None:
        there = self.folder / name
        unfinished = there.with_name(f".{there.name}.part")
        self._does(f"put {quoted(path)} {quoted(unfinished)}", f"chmod 600 {quoted(unfinished)}",
                   f"rename {quoted(unfinished)} {quoted(there)}", longest=LONGEST)  # fmt: skip

    def remove(self, names: Iterable[str]) -> None:
        lines = [f"rm {quoted(self.folder / name)}" for name in names]
        if lines:
            self._does(*lines)

    def _make(self, folder: str) -> None:
        """A line that begins with "-" may fail: the folder is there already, then."""
        whole = self.folder / folder
        above = [place for place in reversed(whole.parents) if place.name]
        self._does(*(f"-mkdir {quoted(place)}" for place in (*above, whole) if place.name))

    def _does(self, *lines: str, longest: int = ANSWERS_WITHIN) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CLINIC_")}
        said = "\n".join([*lines, ""])
        try:
            done = subprocess.run(  # noqa: S603, a program of the system and a setting
                self.command, input=said, capture_output=True, text=True, timeout=longest, check=False, env=environment
            )
        except subprocess.TimeoutExpired as fault:
            message = _("The other machine did not answer for %(seconds)d seconds.")
            raise BackupFault(message % {"seconds": longest}) from fault
        if done.returncode:
            raise BackupFault(_("The other machine did not take it: %(said)s") % {"said": done.stderr.strip()[-500:]})
        return done.stdout


def quoted(path: Path | PurePosixPath) -> str:
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'

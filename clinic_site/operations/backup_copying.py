"""The second place of the backups: a folder, a bucket, or a folder of another machine. The newest archive goes there
with every picture it needs; old archives are thinned there by the same rule."""

import os
import subprocess
from collections.abc import Callable, Iterable
from pathlib import Path, PurePosixPath
from typing import Protocol
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from clinic_site.operations import backup_kept
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_restoring import write_whole

LONGEST = 600  # seconds
BUCKET = "clinic_site.operations.backup_bucket.BucketPlace"


class Place(Protocol):
    """`names` are those of the files in a folder of it, "" for the place itself; `put` is whole or not at all."""

    def names(self, folder: str) -> set[str]: ...

    def put(self, name: str, path: Path) -> None: ...

    def remove(self, names: Iterable[str]) -> None: ...


def copy(folder: Path, name: str) -> None:
    """Pictures first, so that an archive there is always one that can be restored. Raises BackupFault or OSError."""
    place, pictures = place_of(settings.BACKUP_COPY), backup_kept.PICTURES
    there = place.names(pictures)
    shelf = folder / pictures
    own = sorted(path.name for path in shelf.iterdir() if not path.name.startswith(".")) if shelf.is_dir() else []
    for picture in own:
        if picture not in there and picture != backup_kept.INDEX:
            place.put(f"{pictures}/{picture}", shelf / picture)
    place.put(name, folder / name)
    kept = place.names("")
    if name not in kept:
        raise BackupFault(_("%(name)s is not in the second place although it was taken there.") % {"name": name})
    place.remove(backup_kept.too_many(kept, timezone.now()))


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

    def names(self, folder: str) -> set[str]:
        place = self.folder / folder
        return {path.name for path in place.iterdir() if path.is_file()} if place.is_dir() else set()

    def put(self, name: str, path: Path) -> None:
        write_whole(self.folder / name, path.read_bytes(), 0o600)

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

    def names(self, folder: str) -> set[str]:
        self._make(folder)
        said = self._does(f"ls -1 {quoted(self.folder / folder)}")
        return {PurePosixPath(line.strip()).name for line in said.splitlines() if not line.startswith("sftp>")}

    def put(self, name: str, path: Path) -> None:
        there = self.folder / name
        unfinished = there.with_name(f".{there.name}.part")
        self._does(f"put {quoted(path)} {quoted(unfinished)}", f"chmod 600 {quoted(unfinished)}",
                   f"rename {quoted(unfinished)} {quoted(there)}")  # fmt: skip

    def remove(self, names: Iterable[str]) -> None:
        lines = [f"rm {quoted(self.folder / name)}" for name in names]
        if lines:
            self._does(*lines)

    def _make(self, folder: str) -> None:
        """A line that begins with "-" may fail: the folder is there already, then."""
        whole = self.folder / folder
        above = [place for place in reversed(whole.parents) if place.name]
        self._does(*(f"-mkdir {quoted(place)}" for place in (*above, whole) if place.name))

    def _does(self, *lines: str) -> str:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CLINIC_")}
        said = "\n".join([*lines, ""])
        done = subprocess.run(  # noqa: S603, a program of the system and a setting
            self.command, input=said, capture_output=True, text=True, timeout=LONGEST, check=False, env=environment
        )
        if done.returncode:
            raise BackupFault(_("The other machine did not take it: %(said)s") % {"said": done.stderr.strip()[-500:]})
        return done.stdout


def quoted(path: Path | PurePosixPath) -> str:
    text = str(path).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'

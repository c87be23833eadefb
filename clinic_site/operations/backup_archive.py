"""One file that holds a site: a tar of rows, pictures and, when encrypted, the signing key. Its last member is the
manifest, which names every other one with size and digest: without it the file counts for nothing.

    rows/<table>/<part>.jsonl.gz    one row a line, in any database's words
    media/<path>                    left out where the pictures lie beside the archive
    secret_key                      only in what is encrypted
    manifest.json
"""

import gzip
import io
import json
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from clinic_site.operations import backup_seal
from clinic_site.operations.backup_faults import BackupFault

FORMAT = 1
MANIFEST, SECRET_KEY = "manifest.json", "secret_key"  # noqa: S105, the name of a member
PART = re.compile(r"rows/([a-z0-9_]+\.[a-z0-9_]+)/[0-9]{4,}\.jsonl\.gz")
MEDIUM = re.compile(r"media/(?:[\w-][\w.-]*/)*[\w-][\w.-]*")
PART_SIZE = 4 << 20


@dataclass
class Writing:
    """Puts members into the archive and remembers what they were."""

    tar: tarfile.TarFile
    members: dict[str, dict] = field(default_factory=dict)

    def put(self, name: str, content: bytes) -> None:
        self.members[name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
        self._write(name, content)

    def put_rows(self, label: str, lines: Iterable[str]) -> int:
        """In parts that fit into memory; answers how many rows there were."""
        held, size, rows, part = [], 0, 0, 0
        for line in lines:
            held.append(line)
            size, rows = size + len(line), rows + 1
            if size >= PART_SIZE:
                self._put_part(label, part, held)
                held, size, part = [], 0, part + 1
        if held:
            self._put_part(label, part, held)
        return rows

    def _put_part(self, label: str, part: int, lines: list[str]) -> None:
        content = "\n".join(lines).encode()
        self.put(f"rows/{label}/{part:04d}.jsonl.gz", gzip.compress(content, compresslevel=1, mtime=0))

    def end(self, manifest: dict) -> dict:
        manifest = {"format": FORMAT, **manifest, "members": self.members}
        manifest["digest"] = digest_of(manifest)
        self._write(MANIFEST, json.dumps(manifest, indent=1, sort_keys=True).encode())
        return manifest

    def _write(self, name: str, content: bytes) -> None:
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = len(content), 0o600
        self.tar.addfile(entry, io.BytesIO(content))


@contextmanager
def written(file: BinaryIO, key: bytes | None) -> Iterator[Writing]:
    stream = backup_seal.writer(file, key)
    with tarfile.open(fileobj=stream, mode="w|", format=tarfile.PAX_FORMAT) as tar:
        yield Writing(tar)
    backup_seal.finish(stream)


def read(path: Path, key: bytes | None, take: Callable[[str, bytes], None] = lambda name, content: None) -> dict:
    """Its manifest, when every member is as the manifest says; `take` is given each of the others on the way.

    Raises BackupFault for a file that is no backup, isn't whole, or was changed.
    """
    found, manifest = {}, None
    with path.open("rb") as file:
        stream = backup_seal.reader(file, key)
        for name, content in _members(stream):
            if manifest is not None or name in found:
                raise damaged(path)
            if name == MANIFEST:
                manifest = _manifest(path, content)
                continue
            found[name] = {"size": len(content), "sha256": sha256(content).hexdigest()}
            take(name, content)
        _read_to_end(stream)
    if manifest is None or manifest["members"] != found or not all(map(_may_be, found)):
        raise damaged(path)
    # These become files of the media folder as the members do.
    if not all(map(may_lie_in_media, manifest["beside"])):
        raise damaged(path)
    return manifest


def _members(stream) -> Iterator[tuple[str, bytes]]:
    try:
        with closing(tarfile.open(fileobj=stream, mode="r|")) as tar:
            for entry in tar:
                content = tar.extractfile(entry) if entry.isreg() else None
                yield (entry.name, content.read() if content else b"")
    except tarfile.TarError as fault:
        message = _("This is no backup, or it is not whole: %(fault)s. Take an earlier one.")
        raise BackupFault(message % {"fault": fault}) from fault


def _read_to_end(stream) -> None:
    """What is sealed proves only at its end that nothing was cut off."""
    while stream.read(1 << 20):
        pass


def _manifest(path: Path, content: bytes) -> dict:
    try:
        manifest = json.loads(content)
        is_known = manifest["format"] == FORMAT
    except (ValueError, KeyError, TypeError) as fault:
        raise damaged(path) from fault
    if not is_known:
        message = _("%(file)s was written by a newer release. Install that release, then restore with it.")
        raise BackupFault(message % {"file": path})
    if manifest.get("digest") != digest_of(manifest):
        raise damaged(path)
    return manifest


def digest_of(manifest: dict) -> str:
    """Of all that the manifest says beside it."""
    said = {name: value for name, value in manifest.items() if name != "digest"}
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _may_be(name: str) -> bool:
    return name == SECRET_KEY or bool(PART.fullmatch(name) or MEDIUM.fullmatch(name))


def may_lie_in_media(name: str) -> bool:
    """Whether it is a plain name, which leads nowhere else."""
    return bool(MEDIUM.fullmatch(f"media/{name}"))


def lines_in(content: bytes) -> Iterator[list]:
    for line in gzip.decompress(content).decode().split("\n"):
        yield json.loads(line)


def damaged(path: Path) -> BackupFault:
    message = _("%(file)s is damaged: its content is not what was written. Take an earlier backup, or the copy.")
    return BackupFault(message % {"file": path})

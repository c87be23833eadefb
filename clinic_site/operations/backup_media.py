"""The files of pictures, which are named after their content and never overwritten: where they are, and what. Whatever
else lies in the media folder was put there by somebody: it is in no backup, and is told."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from clinic_site.images import storage
from clinic_site.images.models import Image
from clinic_site.operations import backup_archive

FOLDER, PICTURES = "media", "pictures"


class Lost(Exception):
    """A picture is not there, can't be read, or has a name that no backup takes."""


def names() -> list[str]:
    """Relative to the media folder: what the site wrote there, and what the rows name wherever it lies."""
    found = {entry.name for entry in entries(storage.folder()) if is_own(entry)}
    return sorted(f"{PICTURES}/{name}" for name in found | set(named()))


def others() -> list[str]:
    """What the site did not write, in letters that any terminal takes; of a folder its name alone."""
    beside = [entry.name for entry in entries(Path(settings.MEDIA_ROOT)) if not is_shelf(entry)]
    among = [f"{PICTURES}/{entry.name}" for entry in entries(storage.folder()) if not is_own(entry)]
    return sorted(map(legible, beside + among))


def entries(folder: Path) -> list[os.DirEntry]:
    """None where nobody may look. One that is being written begins with a dot."""
    try:
        with os.scandir(folder) as found:
            return [entry for entry in found if not entry.name.startswith(".")]
    except OSError:
        return []


def is_own(entry: os.DirEntry) -> bool:
    """Unlike the entry's own look, this one answers for a link that leads to nowhere or to a shut door too."""
    return bool(storage.PICTURE_NAME.fullmatch(entry.name)) and os.path.isfile(entry.path)


def is_shelf(entry: os.DirEntry) -> bool:
    return entry.name == PICTURES and os.path.isdir(entry.path)


def legible(name: str) -> str:
    """A file may have a name that is no text at all."""
    text = os.fsencode(name).decode(errors="backslashreplace")
    return "".join(sign if sign.isprintable() else "?" for sign in text)


def named() -> Iterator[str]:
    for renditions, square in Image.objects.values_list("renditions", "square"):
        yield from (rendition["name"] for rendition in renditions)
        if square:
            yield square


def path_of(name: str) -> Path:
    """On this machine, brought from the bucket if need be. Raises Lost, or OSError when the bucket doesn't answer."""
    folder, _slash, file = name.rpartition("/")
    path = Path(settings.MEDIA_ROOT) / name
    try:
        if folder == PICTURES and storage.PICTURE_NAME.fullmatch(file):
            path = storage.file_of(file)
        if path and path.is_file() and backup_archive.may_lie_in_media(name):
            return path
    except PermissionError as fault:
        raise Lost(name) from fault
    raise Lost(name)


def content_at(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise Lost(path.name) from fault


def said_of(content: bytes) -> dict:
    return {"size": len(content), "sha256": sha256(content).hexdigest()}

"""The picture files and their addresses. A file is named after its content, so none is ever overwritten.

They lie in the data folder. Several machines share a bucket besides: each then keeps a copy of what it was asked for.
Readers are given pictures by the site alone, which knows which of them are public, so the bucket is open to nobody.
"""

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.urls import reverse

from clinic_site.images.refusals import not_stored
from clinic_site.images.renditions import Processed, Rendition

NAME = r"[0-9a-f]{64}-[0-9]+\.(?:webp|jpg)"
PICTURE_NAME = re.compile(NAME)
TYPES = {".webp": "image/webp", ".jpg": "image/jpeg"}


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "pictures"


def bucket() -> Storage | None:
    """What the machines share; None where there is one machine."""
    return storages["pictures"] if settings.MEDIA_BUCKET else None


def file_of(name: str) -> Path | None:
    """The file on this machine, brought from the bucket the first time; None when there is none. Raises OSError when
    the bucket doesn't answer."""
    path, shared = folder() / name, bucket()
    if path.is_file():
        return path
    if shared is None:
        return None
    try:
        with shared.open(name) as stream:
            content = stream.read()
    except FileNotFoundError:
        return None
    folder().mkdir(parents=True, exist_ok=True)
    write_whole(path, content)
    return path


def bring(html: str) -> None:
    """Has every picture a page names on this machine, for programs that read files."""
    for name in set(PICTURE_NAME.findall(html)):
        file_of(name)


def address(name: str) -> str:
    return f"{settings.MEDIA_URL}pictures/{name}"


def staff_address(name: str) -> str:
    """An address below /admin/, the only place where browsers send the session cookie."""
    return reverse("admin:images_image_file", args=[name])


def kilobytes(name: str) -> int | None:
    """Of 1,000 bytes, rounded up; None when the file is gone."""
    path = file_of(name)
    return -(-path.stat().st_size // 1000) if path else None


def for_staff(html: str) -> str:
    """The same HTML with staff addresses, so that a preview can show pictures no reader may see yet."""
    public = re.compile(re.escape(address("")) + f"({NAME})")
    return public.sub(lambda found: staff_address(found[1]), html)


def store(processed: Processed) -> None:
    """Writes all renditions or none. Raises Refused when the disk or the bucket does not take them."""
    store_all((*processed.renditions, processed.square))


def store_all(renditions: Iterable[Rendition]) -> None:
    written, shared = [], bucket()
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for rendition in renditions:
            path = folder() / rendition.name
            if not path.exists():
                written.append(path)
                write_whole(path, rendition.content)
            if shared and not shared.exists(rendition.name):
                shared.save(rendition.name, ContentFile(rendition.content))
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise not_stored() from error


def write_whole(path: Path, content: bytes, mode: int = 0o666) -> None:
    """In place of what has that name, when everything is on the disk; nothing is left of a try that fails."""
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with open(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)

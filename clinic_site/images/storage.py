"""The picture files on disk and their addresses. A file is named after its content, so none is ever overwritten."""

import os
import re
import secrets
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from clinic_site.images.processing import Processed, Rendition
from clinic_site.images.refusals import not_stored

NAME = r"[0-9a-f]{64}-[0-9]+\.(?:webp|jpg)"
PICTURE_NAME = re.compile(NAME)
TYPES = {".webp": "image/webp", ".jpg": "image/jpeg"}


def folder() -> Path:
    return Path(settings.MEDIA_ROOT) / "pictures"


def address(name: str) -> str:
    return f"{settings.MEDIA_URL}pictures/{name}"


def staff_address(name: str) -> str:
    """An address below /admin/, the only place where browsers send the session cookie."""
    return reverse("admin:images_image_file", args=[name])


def kilobytes(name: str) -> int | None:
    """Of 1,000 bytes, rounded up; None when the file is gone."""
    path = folder() / name
    return -(-path.stat().st_size // 1000) if path.is_file() else None


def for_staff(html: str) -> str:
    """The same HTML with staff addresses, so that a preview can show pictures no reader may see yet."""
    public = re.compile(re.escape(address("")) + f"({NAME})")
    return public.sub(lambda found: staff_address(found[1]), html)


def store(processed: Processed) -> None:
    """Writes all renditions or none. Raises Refused when the disk does not take them."""
    store_all((*processed.renditions, processed.square))


def store_all(renditions: Iterable[Rendition]) -> None:
    written = []
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for rendition in renditions:
            path = folder() / rendition.name
            if not path.exists():
                written.append(path)
                _write(path, rendition.content)
    except OSError as error:
        for path in written:
            path.unlink(missing_ok=True)
        raise not_stored() from error


def _write(path: Path, content: bytes) -> None:
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with unfinished.open("xb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)

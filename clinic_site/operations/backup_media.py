"""The files of pictures, which are named after their content and never overwritten: where they are, and what."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from clinic_site.images import storage
from clinic_site.images.models import Image

FOLDER = "media"


def names() -> list[str]:
    """Relative to the media folder: what lies there, and what the rows name wherever it lies."""
    root = Path(settings.MEDIA_ROOT)
    found = {path.relative_to(root).as_posix() for path in root.rglob("*") if is_file(path)}
    return sorted(found | {f"pictures/{name}" for name in named()})


def is_file(path: Path) -> bool:
    """One that is being written begins with a dot."""
    return path.is_file() and not path.name.startswith(".")


def named() -> Iterator[str]:
    for renditions, square in Image.objects.values_list("renditions", "square"):
        yield from (rendition["name"] for rendition in renditions)
        if square:
            yield square


def path_of(name: str) -> Path | None:
    """On this machine, brought from the bucket if need be; None when it is lost. Raises OSError when the bucket doesn't
    answer."""
    folder, _slash, file = name.rpartition("/")
    if folder == "pictures" and storage.PICTURE_NAME.fullmatch(file):
        return storage.file_of(file)
    path = Path(settings.MEDIA_ROOT) / name
    return path if path.is_file() else None


def said_of(content: bytes) -> dict:
    return {"size": len(content), "sha256": sha256(content).hexdigest()}

"""The pictures that one file became, whoever drew them. No decoder is needed here, nor by a server that readers ask."""

import hashlib
from dataclasses import dataclass
from typing import BinaryIO

from clinic_site.images.refusals import too_heavy

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024
TALLEST = 3  # times the width
ENDINGS = {"image/webp": "webp", "image/jpeg": "jpg"}
# The size, the kind and the bytes of one rendition.
Drawn = tuple[tuple[int, int], str, bytes]


@dataclass(frozen=True)
class Rendition:
    name: str
    width: int
    height: int
    type: str
    content: bytes


@dataclass(frozen=True)
class Processed:
    """The digest covers the bytes of every rendition, so a name can never stand for two contents.

    The square is the library's own and has a digest of its own: no page shows it.
    """

    digest: str
    width: int
    height: int
    renditions: tuple[Rendition, ...]
    square: Rendition


def read(source: bytes | BinaryIO) -> bytes:
    data = source if isinstance(source, bytes) else source.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES:
        raise too_heavy(MOST_MEGABYTES)
    return data


def gathered(size: tuple[int, int], drawn: list[Drawn], square: Rendition) -> Processed:
    digest = _digest(drawn)
    renditions = (
        Rendition(f"{digest}-{width}.{ENDINGS[kind]}", width, height, kind, content)
        for (width, height), kind, content in drawn
    )
    return Processed(digest, *size, tuple(renditions), square)


def square_of(small: int, content: bytes) -> Rendition:
    return Rendition(f"{hashlib.sha256(content).hexdigest()}-{small}.webp", small, small, "image/webp", content)


def _digest(drawn: list[Drawn]) -> str:
    total = hashlib.sha256()
    for _size, _kind, content in drawn:
        total.update(len(content).to_bytes(8, "big") + content)
    return total.hexdigest()

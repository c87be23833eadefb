"""Has an uploaded file decoded in another process, and believes little of what that process says."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import BinaryIO

from django.conf import settings

from clinic_site.images.headers import read_header
from clinic_site.images.refusals import Refused, damaged, moving, too_complicated, too_tall
from clinic_site.images.renditions import TALLEST, Processed, gathered, read, square_of

LONGEST = 20  # seconds, on a machine that has other work too
_REFUSALS = {"damaged": damaged, "moving": moving, "too_tall": lambda: too_tall(TALLEST)}
_FIRST_BYTES = {"image/webp": b"RIFF", "image/jpeg": b"\xff\xd8\xff"}
# One file at a time keeps the memory bounded.
_turn = threading.Lock()


def process_apart(source: bytes | BinaryIO) -> Processed:
    """Raises Refused for whatever is not a still JPEG, PNG or WebP picture within the limits. What its bytes do to a
    decoder is done to a process with a gigabyte, ten seconds and no secrets."""
    data = read(source)
    # Most of what is not taken is told from its first bytes, without another process.
    read_header(data)
    with _turn:
        said = _said(data)
    try:
        return _heard(said)
    except Refused:
        raise
    except (KeyError, TypeError, ValueError) as error:
        raise too_complicated() from error


def _said(data: bytes) -> bytes:
    try:
        return subprocess.run(  # noqa: S603 - the words of the command are ours
            [sys.executable, "-m", "clinic_site.images.decoding"],
            input=data, capture_output=True, check=True, timeout=LONGEST, cwd=settings.BASE_DIR, env={},
        ).stdout  # fmt: skip
    # It was ended, by a limit or by its own fault.
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as error:
        raise too_complicated() from error


def _heard(said: bytes) -> Processed:
    line, _end, content = said.partition(b"\n")
    order = json.loads(line)
    if "refused" in order:
        raise _REFUSALS.get(order["refused"], too_complicated)()
    *drawn, ((side, _side), _kind, square) = _cut(order["pictures"], content)
    return gathered((int(order["width"]), int(order["height"])), drawn, square_of(side, square))


def _cut(pictures: list[dict], content: bytes) -> Iterator[tuple[tuple[int, int], str, bytes]]:
    """Names and digests are made of these bytes later, whatever was said of them."""
    for one in pictures:
        taken, content = content[: one["bytes"]], content[one["bytes"] :]
        if not taken.startswith(_FIRST_BYTES[one["type"]]):
            raise ValueError("not the picture it says it is")
        yield (int(one["width"]), int(one["height"])), one["type"], taken

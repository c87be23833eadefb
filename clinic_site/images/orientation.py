"""Which way up a camera held its picture.

Read here because Pillow's reader copies every value an EXIF block points at, and all may point at the same megabytes.
"""

import struct

UPRIGHT = 1
_TAG, _SHORT = 0x0112, 3


def orientation(exif: bytes) -> int:
    """One of EXIF's eight orientations; upright when the block is broken or silent."""
    try:
        value = _value(exif.removeprefix(b"Exif\0\0"))
    except struct.error:
        return UPRIGHT
    return value if 1 <= value <= 8 else UPRIGHT


def _value(tiff: bytes) -> int:
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return UPRIGHT
    (start,) = struct.unpack_from(order + "I", tiff, 4)
    (entries,) = struct.unpack_from(order + "H", tiff, start)
    for entry in range(entries):
        tag, kind, _count, value = struct.unpack_from(order + "HHIH", tiff, start + 2 + 12 * entry)
        if (tag, kind) == (_TAG, _SHORT):
            return value
    return UPRIGHT

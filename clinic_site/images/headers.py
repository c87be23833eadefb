"""Reads what a picture file says about itself, before anything is decoded.

Pillow walks a file's parts in Python, copies what they claim to hold and decodes every scan, so a small file can be
made to cost minutes or gigabytes. Here the parts are counted, and only those needed to see the picture go on to Pillow:
text, comments, thumbnails, EXIF and second pictures are left behind.
"""

import re
import struct
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from clinic_site.images.orientation import UPRIGHT, orientation
from clinic_site.images.refusals import damaged, moving, not_a_picture, too_complicated, too_many_pixels

# What a camera writes can be decoded at a fraction of its size; other kinds cost all their pixels, and more where one
# can see through them or a decoder has to work as hard as that of WebP.
MOST_PIXELS, MOST_OF_A_CAMERA, MOST_OF_HARD_ONES = 12_000_000, 40_000_000, 6_000_000
# Of a JPEG that is wider no more is decoded than leaves so many pixels across; decoders halve, and halve again.
ENOUGH = 1500
MOST_CHUNKS = 10_000
MOST_SEGMENTS = 1_000
# Each scan of a progressive JPEG passes over all its pixels and may cost 60 bytes; software writes about ten.
MOST_SCANS = 32

PNG = b"\x89PNG\r\n\x1a\n"
JPEG = b"\xff\xd8\xff"


@dataclass(frozen=True)
class Header:
    format: str
    width: int  # as stored, before the orientation is applied
    height: int
    orientation: int
    content: bytes  # the file without the parts nobody needs
    most: int = MOST_PIXELS

    @property
    def across(self) -> int:
        """The width of the picture when it is upright."""
        return self.height if self.orientation > 4 else self.width


def read_header(data: bytes) -> Header:
    """Raises Refused for anything but a still JPEG, PNG or WebP picture within its limit of pixels."""
    try:
        header = _reader(data)(data)
    except (IndexError, struct.error) as error:
        raise damaged() from error
    if header.width < 1 or header.height < 1:
        raise damaged()
    if header.width * header.height > header.most:
        raise too_many_pixels(header.width, header.height, header.most)
    return header


def _reader(data: bytes) -> Callable[[bytes], Header]:
    if data.startswith(JPEG):
        return _jpeg
    if data.startswith(PNG):
        return _png
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp
    raise not_a_picture(data)


def _png(data: bytes) -> Header:
    # What stands before the pixels, in its order; the first of a kind counts.
    kept = dict.fromkeys([b"IHDR", b"iCCP", b"PLTE", b"tRNS", b"eXIf"], b"")
    pixels, position = [], len(PNG)
    for _chunk in range(MOST_CHUNKS):
        length, kind = struct.unpack_from(">I4s", data, position)
        chunk = data[position : position + 12 + length]
        position += 12 + length
        if position > len(data):
            raise damaged()
        if kind == b"acTL":
            raise moving()
        if kind == b"IDAT":
            pixels.append(chunk)
        elif kind == b"IEND":
            turned = orientation(kept.pop(b"eXIf")[8:])
            width, height, _bits, colour = struct.unpack_from(">IIBB", kept[b"IHDR"], 8)
            most = MOST_OF_HARD_ONES if colour & 4 or kept[b"tRNS"] else MOST_PIXELS
            return Header("PNG", width, height, turned, b"".join([PNG, *kept.values(), *pixels, chunk]), most)
        elif kind in kept and not kept[kind]:
            kept[kind] = chunk
    raise too_complicated()


_PROGRESSIVE = 0xC2
_FRAMES = {0xC0, 0xC1, _PROGRESSIVE}
_TABLES, _SCAN, _END, _EXIF = 0xDB, 0xDA, 0xD9, 0xE1
_NEEDED = _FRAMES | {0xC4, _TABLES, _SCAN, 0xDD}
_ASIDE = {*range(0xE0, 0xF0), 0xFE}
# Four tables of two bytes for each of 64 values, each with its own first byte.
_LONGEST_TABLES = 2 + 4 * 129
# In a scan 0xFF is followed by 0, by a restart marker or by padding; anything else begins the next segment.
_NEXT_SEGMENT = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]")


@dataclass
class _Shape:
    """Of a JPEG: each frame and each scan with its number of colours, such as 3."""

    size: tuple[int, int] = (0, 0)
    frames: list[tuple[int, int]] = field(default_factory=list)
    scans: list[int] = field(default_factory=list)

    def note(self, code: int, start: bytes) -> None:
        if code in _FRAMES:
            self.size = struct.unpack_from(">HH", start, 1)[::-1]
            self.frames.append((code, start[5]))
        if code == _SCAN:
            self.scans.append(start[0])
        if len(self.scans) > MOST_SCANS:
            raise too_complicated()

    def goes_by_once(self) -> bool:
        """Otherwise a decoder holds every pixel of every colour until the last scan has been read."""
        return len(self.frames) == 1 and self.frames[0][0] != _PROGRESSIVE and self.scans == [self.frames[0][1]]


def _jpeg(data: bytes) -> Header:
    shape, turned, kept, position = _Shape(), UPRIGHT, [data[:2]], 2
    for _segment in range(MOST_SEGMENTS):
        code = _marker(data, position)
        if code == _END:
            header = Header("JPEG", *shape.size, turned, b"".join([*kept, b"\xff\xd9"]))
            is_of_a_camera = shape.goes_by_once() and header.across >= 2 * ENOUGH
            return replace(header, most=MOST_OF_A_CAMERA) if is_of_a_camera else header
        end = _end_of_segment(data, position, code)
        start = data[position + 4 : position + 16]
        shape.note(code, start)
        if code == _SCAN:
            end = _end_of_scan(data, end)
        if code == _EXIF and start.startswith(b"Exif\0"):
            turned = orientation(data[position + 4 : end])
        if code in _NEEDED or _tells_colour(code, start):
            kept.append(data[position:end])
        position = end
    raise too_complicated()


def _marker(data: bytes, position: int) -> int:
    code = data[position + 1]
    if data[position] != 0xFF or code not in _NEEDED | _ASIDE | {_END}:
        raise damaged()
    return code


def _end_of_segment(data: bytes, position: int, code: int) -> int:
    (length,) = struct.unpack_from(">H", data, position + 2)
    if length < 2 or (code == _TABLES and length > _LONGEST_TABLES):
        raise damaged()
    return position + 2 + length


def _end_of_scan(data: bytes, position: int) -> int:
    segment = _NEXT_SEGMENT.search(data, position)
    if segment is None:
        raise damaged()
    return segment.start()


def _tells_colour(code: int, start: bytes) -> bool:
    """JFIF, the colour profile, and Adobe's note on how CMYK is stored."""
    return code in {0xE0, 0xEE} or (code == 0xE2 and start.startswith(b"ICC_PROFILE"))


def _webp(data: bytes) -> Header:
    (length,) = struct.unpack_from("<I", data, 4)
    if length + 8 > len(data):
        raise damaged()
    kind, turned = data[12:16], UPRIGHT
    if kind == b"VP8X":
        width, height = (int.from_bytes(data[at : at + 3], "little") + 1 for at in (24, 27))
        turned = orientation(_webp_exif(data))
    elif kind == b"VP8L":
        (bits,) = struct.unpack_from("<I", data, 21)
        width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    elif kind == b"VP8 ":
        width, height = (side & 0x3FFF for side in struct.unpack_from("<HH", data, 26))
    else:
        raise damaged()
    return Header("WEBP", width, height, turned, data, MOST_OF_HARD_ONES)


def _webp_exif(data: bytes) -> bytes:
    position = 12
    for _chunk in range(MOST_CHUNKS):
        if position + 8 > len(data):
            return b""
        kind, length = struct.unpack_from("<4sI", data, position)
        if kind == b"EXIF":
            return data[position + 8 : position + 8 + length]
        position += 8 + length + length % 2
    raise too_complicated()

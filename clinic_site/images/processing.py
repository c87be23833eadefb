"""Turns an uploaded file into the pictures the site serves.

Nothing of the file itself is kept: it is decoded and encoded anew, so what is served holds pixels and nothing else.
Whatever the bytes are, the answer is a Processed or a Refused. What people upload goes through `apart`, which does this
in a process of its own.
"""

from io import BytesIO
from math import sqrt
from pathlib import Path
from typing import BinaryIO

from PIL import Image, ImageCms

from clinic_site.images.headers import ENOUGH, Header, read_header
from clinic_site.images.refusals import Refused, damaged, moving, too_complicated, too_tall
from clinic_site.images.renditions import TALLEST, Processed, Rendition, gathered, read, square_of

WIDTHS = (480, 800, 1200)
SPARE = 1.4  # times the width and height that are wanted: smooth enough, and quicker to make smaller
# A photo of leaves has a million. On more a thorough encoder spends seconds; what has far more is noise, and tall.
MUCH_DETAIL, MOST_DETAIL = 2_000_000, 4_000_000  # bytes of each colour by itself as JPEG, together
MUCH_NARROWER = 0.9  # of such a picture, or it would be drawn twice in about the same size
SQUARE = 240  # px, twice what the library's list shows

_ENCODINGS = {
    "image/webp": {"format": "WEBP", "quality": 80, "method": 4},
    "image/jpeg": {"format": "JPEG", "quality": 82, "optimize": True, "progressive": True},
}
_HASTY = {"image/webp": {"method": 0, "alpha_quality": 50}, "image/jpeg": {"progressive": False}}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


def process(source: bytes | BinaryIO) -> Processed:
    """Raises Refused for whatever is not a still JPEG, PNG or WebP picture within the limits."""
    header = read_header(read(source))
    try:
        return _encode(_master(header))
    except Refused:
        raise
    except MemoryError as error:
        raise too_complicated() from error
    # Pillow's decoders raise whatever hostile bytes make them stumble over.
    except Exception as error:
        raise damaged() from error


def _master(header: Header) -> Image.Image:
    """The picture upright, in sRGB, no wider than the widest rendition, and without metadata."""
    with Image.open(BytesIO(header.content), formats=[header.format]) as picture:
        if picture.size != (header.width, header.height):
            raise damaged()
        if getattr(picture, "n_frames", 1) > 1:
            raise moving()
        width, height = reversed(picture.size) if header.orientation > 4 else picture.size
        if height > TALLEST * width:
            raise too_tall(TALLEST)
        size = _scaled(picture.size, min(1, WIDTHS[-1] / width))
        # A JPEG decoder can leave out detail that would be thrown away in the next step.
        picture.draft(None, tuple(max(1, int(side * min(1, ENOUGH / width))) for side in picture.size))
        picture.load()
        small = _continuous(picture).resize(size, Image.Resampling.LANCZOS, reducing_gap=SPARE)
        profile = picture.info.get("icc_profile")
    if header.orientation in _TURNS:
        small = small.transpose(_TURNS[header.orientation])
    small = _in_srgb(small, profile)
    small.info = {}
    return small


def _scaled(size: tuple[int, int], factor: float) -> tuple[int, int]:
    width, height = size
    return max(1, round(width * factor)), max(1, round(height * factor))


def _continuous(picture: Image.Image) -> Image.Image:
    """In a mode that can be resized smoothly: no palette, no single bits, eight bits for each channel."""
    if picture.mode == "I;16":
        return picture.point(lambda level: level / 256).convert("L")
    if picture.has_transparency_data:
        return _without_idle_alpha(picture if picture.mode == "RGBA" else picture.convert("RGBA"))
    if picture.mode in {"L", "RGB", "CMYK"}:
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _without_idle_alpha(picture: Image.Image) -> Image.Image:
    lowest, _highest = picture.getchannel("A").getextrema()
    return picture.convert("RGB") if lowest == 255 else picture


def _in_srgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    mode = "RGBA" if picture.mode == "RGBA" else "RGB"
    if profile:
        try:
            return ImageCms.profileToProfile(
                picture, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB"), outputMode=mode
            )
        # A profile that does not fit the picture is dropped: its colours are a little off, nothing worse.
        except (ImageCms.PyCMSError, OSError, TypeError, ValueError):
            pass
    return picture.convert(mode)


def _encode(master: Image.Image) -> Processed:
    detail = _detail(master)
    is_hasty = detail > MUCH_DETAIL
    how = Image.Resampling.BILINEAR if is_hasty else Image.Resampling.LANCZOS
    if detail > MOST_DETAIL:
        master = master.resize(_scaled(master.size, sqrt(MOST_DETAIL / detail)), how)
    widest = master.width * (MUCH_NARROWER if is_hasty else 1)
    sizes = [_scaled(master.size, width / master.width) for width in WIDTHS if width < widest]
    drawn = []
    for size in [*sizes, master.size]:
        picture = master if size == master.size else master.resize(size, how)
        drawn += [(size, kind, _encoded(picture, kind, is_hasty)) for kind in _ENCODINGS]
    return gathered(master.size, drawn, square(master))


def _detail(picture: Image.Image) -> int:
    """What one can see through takes an encoder up to five times as long."""
    found = sum(len(_saved(colour, {"format": "JPEG"})) for colour in picture.split())
    return found * (5 if picture.mode == "RGBA" else 1)


def _encoded(picture: Image.Image, kind: str, is_hasty: bool = False) -> bytes:
    if kind == "image/jpeg" and picture.mode == "RGBA":
        page = Image.new("RGB", picture.size, "white")
        page.paste(picture, mask=picture.getchannel("A"))
        picture = page
    return _saved(picture, _ENCODINGS[kind] | (_HASTY[kind] if is_hasty else {}))


def _saved(picture: Image.Image, how: dict) -> bytes:
    stream = BytesIO()
    picture.save(stream, **how)
    return stream.getvalue()


def square(picture: Image.Image, across: int = 50, down: int = 50) -> Rendition:
    """The largest square with the point (in per cent of the picture) as near to its middle as the edges allow."""
    side = min(picture.size)
    left = _within(picture.width * across / 100 - side / 2, picture.width - side)
    top = _within(picture.height * down / 100 - side / 2, picture.height - side)
    small = min(side, SQUARE)
    cut = picture.resize((small, small), Image.Resampling.LANCZOS, box=(left, top, left + side, top + side))
    return square_of(small, _encoded(cut, "image/webp"))


def square_in(path: Path, across: int, down: int) -> Rendition:
    """Of a picture of ours."""
    with Image.open(path) as picture:
        return square(picture, across, down)


def _within(wanted: float, most: int) -> float:
    return max(0, min(wanted, most))

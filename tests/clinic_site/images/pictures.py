"""Files to upload, good and hostile, made by code so that nothing hostile lies in the repository."""

import io
import struct
import zlib

from PIL import Image, ImageCms

PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
ORIENTATION, MAKER, GPS = 0x0112, 0x010F, 0x8825


def encoded(picture: Image.Image, kind: str, **how) -> bytes:
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


def two_halves(size=(40, 20), left="red", right="blue", mode="RGB") -> Image.Image:
    picture = Image.new(mode, size, left)
    picture.paste(Image.new(mode, (size[0] // 2, size[1]), right), (size[0] - size[0] // 2, 0))
    return picture


def jpeg(size=(40, 20), **how) -> bytes:
    return encoded(two_halves(size), "JPEG", quality=95, **how)


def png(size=(40, 20), **how) -> bytes:
    return encoded(two_halves(size), "PNG", **how)


def webp(size=(40, 20), **how) -> bytes:
    return encoded(two_halves(size), "WEBP", **how)


def phone_exif(orientation=1) -> Image.Exif:
    exif = Image.Exif()
    exif[ORIENTATION] = orientation
    exif[MAKER] = "Secret Phone"
    exif[GPS] = {1: "N", 2: (51.0, 30.0, 26.0)}
    return exif


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png_by_hand(width: int, height: int, pixels: bytes, *, bits=1, colour=0, extra: bytes = b"") -> bytes:
    """`pixels` is compressed as it is; `extra` stands between the header and the pixels."""
    header = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, 0)
    chunks = [chunk(b"IHDR", header), extra, chunk(b"IDAT", zlib.compress(pixels, 9)), chunk(b"IEND", b"")]
    return PNG_SIGNATURE + b"".join(chunks)


def segment(code: int, data: bytes) -> bytes:
    return bytes([0xFF, code]) + struct.pack(">H", len(data) + 2) + data


def with_segments(picture: bytes, *segments: bytes) -> bytes:
    """The JPEG with segments of one's own behind its first two bytes."""
    return picture[:2] + b"".join(segments) + picture[2:]


def red_and_green_exchanged() -> bytes:
    """A colour profile that is sRGB but for one thing: what it calls red is green."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return profile.replace(b"rXYZ", b"tmpX", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"tmpX", b"gXYZ", 1)

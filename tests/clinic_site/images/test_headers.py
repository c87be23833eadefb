"""Files made to cost time or memory. The ceiling only catches what hangs."""

import os
import struct
import time
import zlib

import pytest
from PIL import Image
from PIL.JpegImagePlugin import JpegImageFile

from clinic_site.images import headers
from clinic_site.images.headers import read_header
from clinic_site.images.processing import process
from clinic_site.images.refusals import Refused
from clinic_site.images.renditions import Processed
from tests.clinic_site.images.pictures import (
    PNG_SIGNATURE,
    chunk,
    encoded,
    jpeg,
    phone_exif,
    png,
    png_by_hand,
    segment,
    two_halves,
    webp,
    with_segments,
)

CEILING_SECONDS = 10  # of this thread's own work: the machine may be busy with something else
MEGABYTE = 1024 * 1024
TWO_FRAMES = {"save_all": True, "append_images": [two_halves(left="white")]}


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        process(data)
    return str(refused.value)


def webp_of_size(width: int, height: int, rest: bytes = b"") -> bytes:
    sides = (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4) + sides + rest
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg_of_size(width: int, height: int, *, progressive=False) -> bytes:
    frame = struct.pack(">BHH", 8, height, width)
    data = bytearray(jpeg(progressive=progressive))
    at = data.index(b"\xff\xc2" if progressive else b"\xff\xc0") + 4
    data[at : at + 5] = frame
    return bytes(data)


def by_colour(width: int, height: int, *, scans: int, colours=3) -> bytes:
    """A grey JPEG whose colours come one after the other, the first of them again and again."""
    tables = segment(0xDB, b"\0" + b"\1" * 64)
    tables += b"".join(segment(0xC4, bytes([kind, 1]) + bytes(16)) for kind in (0, 16))
    listed = b"".join(bytes([colour + 1, 17, 0]) for colour in range(colours))
    frame = segment(0xC0, struct.pack(">BHHB", 8, height, width, colours) + listed)
    blocks = bytes((-(-width // 8) * -(-height // 8) * 2 + 7) // 8)
    order = [*range(1, colours + 1), *[1] * scans][:scans]
    each = (segment(0xDA, bytes([1, colour, 0, 0, 63, 0])) + blocks for colour in order)
    return b"\xff\xd8" + tables + frame + b"".join(each) + b"\xff\xd9"


@pytest.mark.parametrize(
    ("data", "most"),
    [
        (png_by_hand(30_000, 30_000, bytes(3751 * 30_000)), 12),
        (png_by_hand(30_000, 30_000, b"", bits=16, colour=6), 6),
        (png_by_hand(3_000, 3_000, b"", bits=8, colour=2, extra=chunk(b"tRNS", bytes(6))), 6),
        (jpeg_of_size(30_000, 30_000), 40),
        (jpeg_of_size(30_000, 30_000, progressive=True), 12),
        (jpeg_of_size(8_000, 5_000).replace(b"\xff\xc0", b"\xff\xc2", 1), 12),
        (webp_of_size(16_000, 16_000), 6),
        (webp_of_size(3_000, 2_001), 6),
        (by_colour(4_000, 3_001, scans=3), 12),
        (jpeg_of_size(2_999, 4_002), 12),
    ],
)
def test_too_many_pixels_are_refused_before_anything_is_decoded(data, most, monkeypatch):
    monkeypatch.setattr(Image, "open", None)

    assert len(data) < MEGABYTE
    assert f"the most we take is {most} million pixels" in refusal(data)


def test_the_refusal_of_too_many_pixels_says_how_many_there_are():
    assert refusal(png_by_hand(30_000, 30_000, b"")).startswith("The picture is 30000 × 30000 pixels;")


def test_the_refusal_of_too_many_pixels_says_what_to_do():
    for data in (png_by_hand(30_000, 30_000, b""), jpeg_of_size(30_000, 30_000)):
        assert refusal(data).endswith("Save it again as JPEG, at most 2,000 pixels wide, and upload that.")


def test_twelve_million_pixels_are_the_limit():
    assert read_header(png_by_hand(4_000, 3_000, b"")).width == 4_000

    with pytest.raises(Refused, match="12 million"):
        read_header(png_by_hand(4_000, 3_001, b""))


def test_a_photo_from_a_camera_may_have_forty_million_pixels():
    assert read_header(jpeg_of_size(8_000, 5_000)).width == 8_000

    with pytest.raises(Refused, match="40 million"):
        read_header(jpeg_of_size(8_000, 5_001))


@pytest.mark.parametrize("code", [0xC0, 0xC2])
def test_a_jpeg_with_a_second_frame_is_not_taken_for_a_photo_from_a_camera(code):
    photo = jpeg_of_size(8_000, 5_000)

    with pytest.raises(Refused, match="12 million"):
        read_header(with_segments(photo, segment(code, struct.pack(">BHHB", 8, 5_000, 8_000, 3))))


def test_a_jpeg_is_taken_for_a_photo_when_every_colour_comes_at_once_and_it_is_wide_enough_to_halve():
    upright, lying = jpeg_of_size(3_000, 9_000), jpeg_of_size(9_000, 2_999)

    assert read_header(upright).most == headers.MOST_OF_A_CAMERA
    for costly in (by_colour(6_320, 6_320, scans=3), by_colour(6_320, 6_320, scans=1), jpeg_of_size(2_999, 9_000)):
        with pytest.raises(Refused, match="12 million"):
            read_header(costly)
    assert read_header(lying).most == headers.MOST_OF_A_CAMERA
    with pytest.raises(Refused, match="12 million"):
        read_header(with_segments(lying, segment(0xE1, phone_exif(6).tobytes())))


@pytest.mark.parametrize("size", [(3_000, 3_999), (3_001, 4_001), (3_024, 4_032), (5_999, 6_001)])
def test_what_is_taken_for_a_photo_is_decoded_at_half_its_size_at_most(size, monkeypatch):
    data, seen = jpeg_of_size(*size), []
    monkeypatch.setattr(JpegImageFile, "load", lambda picture: seen.append(picture.size) or 1 / 0)

    assert "damaged" in refusal(data)
    assert seen[0][0] <= size[0] // 2 + 1
    assert seen[0][1] <= size[1] // 2 + 1


@pytest.mark.parametrize("data", [png_by_hand(0, 5, b""), jpeg_of_size(0, 5), jpeg_of_size(5, 0)])
def test_a_picture_without_pixels_is_damaged(data):
    assert "damaged or cut off" in refusal(data)


@pytest.mark.parametrize(
    "data", [encoded(two_halves(), "PNG", **TWO_FRAMES), encoded(two_halves(), "WEBP", **TWO_FRAMES)]
)
def test_a_moving_picture_is_refused(data):
    assert refusal(data).startswith("This picture moves.")


@pytest.mark.parametrize(
    "whole", [jpeg((200, 100)), png((200, 100)), webp((200, 100)), jpeg((200, 100), progressive=True)]
)
@pytest.mark.parametrize("kept", [0.02, 0.1, 0.5, 0.9, 0.99])
def test_a_picture_cut_off_anywhere_is_refused(whole, kept):
    assert "damaged or cut off" in refusal(whole[: max(12, int(len(whole) * kept))])


def test_a_jpeg_that_says_it_is_png_is_damaged():
    assert "damaged or cut off" in refusal(PNG_SIGNATURE + jpeg())


@pytest.mark.parametrize(
    "data", [b"\xff\xd8\xff\xd9", PNG_SIGNATURE, b"RIFF\4\0\0\0WEBP", PNG_SIGNATURE + chunk(b"IEND", b"")]
)
def test_a_signature_alone_is_damaged(data):
    assert "damaged or cut off" in refusal(data)


def progressive(scans: int, side=3460) -> bytes:
    """Each scan more costs 61 bytes and one walk over all the pixels."""
    data = encoded(Image.new("RGB", (side, side), "grey"), "JPEG", progressive=True, subsampling=0)
    last_scan = data[data.rindex(b"\xff\xda") : -2]
    return data[:-2] + last_scan * (scans - data.count(b"\xff\xda")) + b"\xff\xd9"


def exif_pointing_again_and_again_at_one_block() -> bytes:
    entries = b"".join(struct.pack("<HHII", tag, 7, 8 * MEGABYTE, 8) for tag in range(60_000))
    return b"II*\0" + struct.pack("<IH", 8, 60_000) + entries + bytes(9 * MEGABYTE - len(entries))


def many_profiles() -> bytes:
    profile = chunk(b"iCCP", b"p\0\0" + zlib.compress(bytes(1_000_000), 9))
    return png_by_hand(9, 9, b"\0\0\0" * 9, extra=profile * 5_000)


def noise(size: tuple[int, int], mode: str, kind: str) -> bytes:
    pixels = os.urandom(size[0] * size[1] * len(mode))
    return encoded(Image.frombytes(mode, size, pixels), kind, quality=80)


HOSTILE = {
    "many scans of one colour": lambda: by_colour(3_460, 3_460, scans=32, colours=4),
    "noise, tall": lambda: noise((1_200, 3_600), "RGB", "JPEG"),
    "noise that one can see through, tall": lambda: noise((920, 2_760), "RGBA", "WEBP"),
    "as many scans as we take": lambda: progressive(headers.MOST_SCANS),
    "many scans": lambda: progressive(20_000),
    "many segments": lambda: with_segments(jpeg(), segment(0xFE, b"") * 2_000_000),
    "many tables": lambda: with_segments(jpeg(), segment(0xDB, bytes(65 * 1_000)) * 140),
    "padding": lambda: b"\xff\xd8" + b"\xff" * 9 * MEGABYTE,
    "no segment": lambda: b"\xff\xd8\xff\xe0\x00\x02" + bytes(9 * MEGABYTE),
    "scan without end": lambda: b"\xff\xd8\xff\xda\x00\x02" + b"\xff\x00" * 4 * MEGABYTE,
    "many chunks": lambda: png_by_hand(9, 9, b"\0\0\0" * 9, extra=chunk(b"tEXt", b"") * 800_000),
    "many empty pixel chunks": lambda: png_by_hand(9, 9, b"\0\0\0" * 9, extra=chunk(b"IDAT", b"") * 800_000),
    "many profiles": many_profiles,
    "texts that unfold": lambda: png_by_hand(
        9, 9, b"\0\0\0" * 9, extra=chunk(b"zTXt", b"k\0\0" + zlib.compress(bytes(9 * MEGABYTE), 9)) * 500
    ),
    "more pixels than said": lambda: png_by_hand(9, 9, bytes(500 * MEGABYTE)),
    "endless exif in png": lambda: png_by_hand(
        9, 9, b"\0\0\0" * 9, extra=chunk(b"eXIf", exif_pointing_again_and_again_at_one_block())
    ),
    "many webp chunks": lambda: webp_of_size(9, 9, b"ABCD\0\0\0\0" * MEGABYTE),
    "random": lambda: b"\xff\xd8\xff" + bytes(range(256)) * 30_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_file_made_to_cost_much_is_answered_soon(name):
    data = HOSTILE[name]()
    began = time.thread_time()

    try:
        answer = process(data)
    except Refused as refused:
        answer = str(refused)

    assert isinstance(answer, Processed) or "." in answer
    assert time.thread_time() - began < CEILING_SECONDS


def test_a_jpeg_with_more_scans_than_software_writes_is_refused():
    assert process(progressive(headers.MOST_SCANS, side=16)).width == 16
    assert "stored in an unusual way" in refusal(progressive(headers.MOST_SCANS + 1, side=16))


@pytest.mark.parametrize(
    "data",
    [
        with_segments(jpeg(), segment(0xFE, b"") * headers.MOST_SEGMENTS),
        png_by_hand(9, 9, b"\0\0\0" * 9, extra=chunk(b"tEXt", b"") * headers.MOST_CHUNKS),
        webp_of_size(9, 9, b"ABCD\0\0\0\0" * headers.MOST_CHUNKS),
    ],
)
def test_a_file_of_very_many_parts_is_refused(data):
    assert "stored in an unusual way" in refusal(data)


def test_what_pillow_gets_holds_no_text_and_no_exif():
    text = chunk(b"tEXt", b"Comment\0secret") + chunk(b"eXIf", phone_exif(6).tobytes()[6:])
    made = png_by_hand(9, 9, b"\0\0\0" * 9, extra=text)
    photo = jpeg(exif=phone_exif(6), comment=b"secret")

    for data in (made, photo):
        header = read_header(data)

        assert header.orientation == 6
        assert b"secret" not in header.content
        assert b"Secret Phone" not in header.content


def test_a_header_that_disagrees_with_the_decoder_is_damaged(monkeypatch):
    other = headers.Header("PNG", 41, 20, 1, png((40, 20)))
    monkeypatch.setattr("clinic_site.images.processing.read_header", lambda data: other)

    assert "damaged" in refusal(b"anything")

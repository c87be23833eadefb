"""Whatever the bytes are, the answer is a picture or a refusal in words; no other exception leaves process()."""

from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_site.images.processing import process
from clinic_site.images.refusals import Refused
from clinic_site.images.renditions import Processed
from tests.clinic_site.images.pictures import PNG_SIGNATURE, encoded, jpeg, phone_exif, png, two_halves, webp

REAL = [
    jpeg((60, 40)),
    jpeg((60, 40), progressive=True, exif=phone_exif(5), comment=b"c"),
    png((60, 40)),
    encoded(two_halves((60, 40)).quantize(4), "PNG"),
    webp((60, 40)),
    webp((60, 40), exif=phone_exif(3)),
    webp((60, 40), lossless=True),
]
BEGINNINGS = [b"", b"\xff\xd8\xff", PNG_SIGNATURE, b"RIFF\xff\0\0\0WEBPVP8X", b"RIFF\xff\0\0\0WEBPVP8 "]


def answer(data: bytes) -> str:
    try:
        processed = process(data)
    except Refused as refused:
        return str(refused)
    assert isinstance(processed, Processed)
    return f"{len(processed.renditions)} renditions."


@settings(deadline=None, max_examples=200)
@given(st.sampled_from(BEGINNINGS), st.binary(max_size=400))
def test_random_bytes(beginning, rest):
    assert answer(beginning + rest).endswith(".")


@settings(deadline=None, max_examples=300)
@given(st.sampled_from(REAL), st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_real_picture_with_bytes_changed(whole, changes):
    data = bytearray(whole)
    for place, byte in changes:
        data[int(place * len(data))] = byte

    assert answer(bytes(data)).endswith(".")


@settings(deadline=None, max_examples=100)
@given(st.sampled_from(REAL), st.floats(0, 1), st.binary(max_size=60))
def test_a_real_picture_cut_and_continued_otherwise(whole, share, rest):
    assert answer(whole[: int(share * len(whole))] + rest).endswith(".")

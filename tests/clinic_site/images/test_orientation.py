import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clinic_site.images.orientation import orientation


def tiff(value: int, *, order="<", tag=0x0112, kind=3) -> bytes:
    mark = b"II*\0" if order == "<" else b"MM\0*"
    return mark + struct.pack(order + "IHHHIHH", 8, 1, tag, kind, 1, value, 0)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("value", range(1, 9))
def test_the_eight_orientations_are_read_in_both_byte_orders(order, value):
    assert orientation(tiff(value, order=order)) == value


def test_the_prefix_of_a_jpeg_block_is_stepped_over():
    assert orientation(b"Exif\0\0" + tiff(6)) == 6


@pytest.mark.parametrize(
    "block",
    [b"", b"Exif\0\0", b"II*\0", tiff(0), tiff(9), tiff(6)[:15], tiff(6, tag=0x010F), tiff(6, kind=2), b"XX" + tiff(6)],
)
def test_a_broken_or_silent_block_means_upright(block):
    assert orientation(block) == 1


@given(st.binary(max_size=300))
def test_any_block_gives_one_of_the_eight(rest):
    assert 1 <= orientation(b"II*\0" + rest) <= 8

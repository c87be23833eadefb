import hashlib
import io
import os
import struct

import pytest
from PIL import Image, ImageCms

from clinic_site.images import processing
from clinic_site.images.processing import process
from clinic_site.images.refusals import Refused
from tests.clinic_site.images.pictures import (
    chunk,
    encoded,
    jpeg,
    phone_exif,
    png,
    png_by_hand,
    red_and_green_exchanged,
    two_halves,
    webp,
    with_segments,
)

RED, GREEN, BLUE = (255, 0, 0), (0, 255, 0), (0, 0, 255)


def largest(data: bytes, kind="image/jpeg") -> Image.Image:
    chosen = [rendition for rendition in process(data).renditions if rendition.type == kind][-1]
    picture = Image.open(io.BytesIO(chosen.content))
    picture.load()
    return picture


def is_near(colour, wanted, by=40) -> bool:
    return all(abs(one - other) <= by for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("data", [jpeg(), png(), webp(), jpeg(progressive=True), webp(lossless=True)])
def test_the_three_kinds_are_taken(data):
    picture = largest(data)

    assert picture.size == (40, 20)
    assert is_near(picture.getpixel((5, 10)), RED)
    assert is_near(picture.getpixel((35, 10)), BLUE)


def test_a_large_picture_gets_three_widths_in_two_kinds():
    processed = process(jpeg((1600, 800)))

    assert (processed.width, processed.height) == (1200, 600)
    assert [(rendition.width, rendition.height, rendition.type) for rendition in processed.renditions] == [
        (480, 240, "image/webp"),
        (480, 240, "image/jpeg"),
        (800, 400, "image/webp"),
        (800, 400, "image/jpeg"),
        (1200, 600, "image/webp"),
        (1200, 600, "image/jpeg"),
    ]


@pytest.mark.parametrize(("width", "widths"), [(1, [1]), (479, [479]), (480, [480]), (801, [480, 800, 801])])
def test_a_picture_is_never_made_larger(width, widths):
    processed = process(png((width, 2)))

    assert [rendition.width for rendition in processed.renditions if rendition.type == "image/webp"] == widths
    assert processed.width == width


def test_what_each_rendition_says_of_itself_is_true():
    for rendition in process(webp((900, 450))).renditions:
        picture = Image.open(io.BytesIO(rendition.content))

        assert (picture.width, picture.height, picture.get_format_mimetype()) == (
            rendition.width,
            rendition.height,
            rendition.type,
        )


def test_names_are_made_of_the_digest_of_the_content():
    processed = process(jpeg((500, 250)))
    contents = [rendition.content for rendition in processed.renditions]
    digest = hashlib.sha256(b"".join(len(content).to_bytes(8, "big") + content for content in contents)).hexdigest()

    assert processed.digest == digest
    assert [rendition.name for rendition in processed.renditions] == [
        f"{digest}-480.webp",
        f"{digest}-480.jpg",
        f"{digest}-500.webp",
        f"{digest}-500.jpg",
    ]


def test_the_same_file_gives_the_same_digest_and_another_file_another():
    assert process(jpeg()).digest == process(io.BytesIO(jpeg())).digest
    assert process(jpeg()).digest != process(jpeg((40, 21))).digest


@pytest.mark.parametrize(
    ("orientation", "size", "red_at"),
    [
        (1, (40, 20), (5, 10)),
        (2, (40, 20), (35, 10)),
        (3, (40, 20), (35, 10)),
        (4, (40, 20), (5, 10)),
        (5, (20, 40), (10, 5)),
        (6, (20, 40), (10, 5)),
        (7, (20, 40), (10, 35)),
        (8, (20, 40), (10, 35)),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_held_sideways_is_turned_upright(kind, orientation, size, red_at):
    picture = largest(encoded(two_halves(), kind, exif=phone_exif(orientation)))

    assert picture.size == size
    assert is_near(picture.getpixel(red_at), RED, by=60)


def test_a_picture_turned_upright_is_measured_by_its_new_width():
    processed = process(jpeg((2000, 1000), exif=phone_exif(6)))

    assert (processed.width, processed.height) == (1000, 2000)


@pytest.mark.parametrize(
    "data",
    [
        jpeg(exif=phone_exif(), comment=b"my comment", xmp=b"<x:xmpmeta>my comment</x:xmpmeta>"),
        png(exif=phone_exif(), icc_profile=b"my comment"),
        png_by_hand(9, 9, b"\0\0\0" * 9, extra=chunk(b"tEXt", b"Comment\0my comment")),
        webp(exif=phone_exif(), xmp=b"<x:xmpmeta>my comment</x:xmpmeta>"),
        jpeg(icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()),
        with_segments(jpeg(), b"\xff\xed\x00\x0emy comment!!"),
    ],
)
def test_nothing_but_pixels_is_kept(data):
    for rendition in process(data).renditions:
        picture = Image.open(io.BytesIO(rendition.content))

        assert not {"exif", "xmp", "comment", "icc_profile", "gps"} & set(picture.info)
        assert dict(picture.getexif()) == {}
        for secret in (b"Exif", b"EXIF", b"XMP", b"ICCP", b"ICC_PROFILE", b"Secret Phone", b"my comment"):
            assert secret not in rendition.content


def test_colours_are_turned_into_srgb():
    picture = largest(png(icc_profile=red_and_green_exchanged()))

    assert is_near(picture.getpixel((5, 10)), GREEN)


def test_a_profile_for_another_kind_of_picture_is_dropped():
    cmyk_in_name_only = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()

    assert is_near(largest(jpeg(icc_profile=cmyk_in_name_only)).getpixel((5, 10)), RED)


def test_what_is_clear_turns_white_in_jpeg_and_stays_clear_in_webp():
    half_clear = two_halves(left=(255, 0, 0, 255), right=(0, 0, 0, 0), mode="RGBA")
    data = encoded(half_clear, "PNG")

    assert is_near(largest(data).getpixel((35, 10)), (255, 255, 255))
    assert largest(data, "image/webp").getpixel((35, 10))[3] == 0
    assert largest(data, "image/webp").getpixel((5, 10))[3] == 255


def test_a_large_photo_is_not_decoded_at_its_full_size(monkeypatch):
    decoded, continuous = [], processing._continuous
    monkeypatch.setattr(processing, "_continuous", lambda picture: decoded.append(picture.size) or continuous(picture))

    process(jpeg((4_800, 400)))

    assert decoded == [(2_400, 200)]


@pytest.mark.parametrize(
    "data", [png((4_800, 400)), encoded(two_halves((4_800, 400)).quantize(2), "PNG", transparency=0)]
)
def test_a_large_picture_with_clear_parts_is_made_smaller_the_quick_way_first(data, monkeypatch):
    quickly, reduce = [], Image.Image.reduce
    monkeypatch.setattr(
        Image.Image,
        "reduce",
        lambda picture, *rest, **how: quickly.append(picture.mode) or reduce(picture, *rest, **how),
    )

    process(data)

    assert quickly in (["RGB"], ["RGBa"])


def test_the_colour_of_what_is_clear_is_not_seen():
    stripes = Image.new("RGBA", (4_800, 400), (255, 0, 0, 255))
    for left in range(0, 4_800, 2):
        stripes.paste((0, 255, 0, 0), (left, 0, left + 1, 400))

    assert largest(encoded(stripes, "PNG"), "image/webp").getpixel((600, 50))[:2] == pytest.approx((255, 0), abs=8)


def test_a_picture_without_clear_parts_needs_no_alpha():
    data = encoded(two_halves(left=(255, 0, 0, 255), right=(0, 0, 255, 255), mode="RGBA"), "PNG")

    assert largest(data, "image/webp").mode == "RGB"


def test_a_clear_colour_of_a_palette_is_kept():
    picture = two_halves().quantize(2)
    clear = picture.getpixel((35, 10))

    assert largest(encoded(picture, "PNG", transparency=clear), "image/webp").getpixel((35, 10))[3] == 0


@pytest.mark.parametrize(
    ("data", "left"),
    [
        (encoded(two_halves(mode="CMYK", left=(0, 255, 255, 0), right=(255, 255, 0, 0)), "JPEG", quality=95), RED),
        (encoded(two_halves().quantize(2), "PNG"), RED),
        (encoded(two_halves(mode="1", left=1, right=0), "PNG"), (255, 255, 255)),
        (encoded(two_halves(mode="L", left=255, right=0), "JPEG"), (255, 255, 255)),
        (encoded(two_halves(mode="LA", left=(128, 255), right=(0, 255)), "PNG"), (128, 128, 128)),
        (encoded(two_halves(mode="I;16", left=0x8000, right=0), "PNG"), (128, 128, 128)),
        (png_by_hand(4, 4, (b"\0" + b"\xff\xff\0\0\0\0" * 4) * 4, bits=16, colour=2), RED),
        (png_by_hand(4, 4, (b"\0" + b"\xff\xff\0\0\0\0\xff\xff" * 4) * 4, bits=16, colour=6), RED),
        (png_by_hand(4, 4, b"\0\xff" * 4, bits=2), (255, 255, 255)),
    ],
)
def test_every_way_to_store_colours_is_understood(data, left):
    picture = largest(data)

    assert picture.mode == "RGB"
    assert is_near(picture.getpixel((1, 1)), left)


def test_one_pixel_is_a_picture():
    assert process(png((1, 1))).renditions[0].width == 1


def test_a_very_tall_picture_is_sent_to_be_cropped():
    assert process(png((10, 30))).height == 30

    with pytest.raises(Refused, match="more than 3 times as tall as it is wide"):
        process(png((10, 31)))


def test_a_picture_is_tall_when_it_is_so_upright():
    with pytest.raises(Refused, match="Crop it"):
        process(jpeg((100, 20), exif=phone_exif(6)))


def test_a_file_over_ten_megabytes_is_refused_without_reading_on():
    file = io.BytesIO(jpeg() + bytes(11 * 1024 * 1024))

    with pytest.raises(Refused, match="larger than 10 MB"):
        process(file)

    assert file.tell() == 10 * 1024 * 1024 + 1


def test_what_hangs_on_behind_the_picture_is_left_behind():
    smuggled = b"<script>alert(1)</script>"

    for data in (jpeg() + smuggled, png() + smuggled, webp() + smuggled):
        assert all(smuggled not in rendition.content for rendition in process(data).renditions)


def test_a_second_picture_in_the_same_file_is_left_behind():
    portrait = Image.new("RGB", (20, 40), "lime")
    data = encoded(two_halves(), "MPO", save_all=True, append_images=[portrait])

    assert largest(data).size == (40, 20)
    assert struct.unpack(">H", data[:2])[0] == 0xFFD8


def test_noise_from_edge_to_edge_is_made_smaller_and_anything_else_is_not():
    noise = Image.frombytes("RGB", (1200, 3600), os.urandom(1200 * 3600 * 3))

    assert process(encoded(noise, "JPEG", quality=70)).width < 1200
    assert process(jpeg((1200, 3600))).width == 1200


def test_noise_is_not_stored_twice_in_nearly_the_same_size():
    noise = Image.frombytes("RGB", (850, 1500), os.urandom(850 * 1500 * 3))

    assert {one.width for one in process(encoded(noise, "PNG")).renditions} == {480, 850}

import io
import zipfile

import pytest
from PIL import Image

from clinic_site.images.processing import process
from clinic_site.images.refusals import Refused
from tests.clinic_site.images.pictures import encoded, two_halves

SVG = b'<?xml version="1.0"?>\n<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
HTML = b"<!DOCTYPE html><script>alert(1)</script>"


def office_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as document:
        document.writestr("word/document.xml", "<w:document/>")
    return stream.getvalue()


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        process(data)
    return str(refused.value)


@pytest.mark.parametrize(
    ("data", "beginning"),
    [
        (SVG, "This file is a vector drawing (SVG)."),
        (SVG.decode().encode("utf-16"), "This file is a vector drawing (SVG)."),
        (b"  \n<SVG/>", "This file is a vector drawing (SVG)."),
        (HTML, "This file is a web page, not a picture."),
        (b"<!-- a -->\n" + HTML, "This file is a web page, not a picture."),
        (encoded(two_halves(), "GIF"), "This file is a GIF."),
        (encoded(two_halves(), "GIF", comment=HTML), "This file is a GIF."),
        (b"%PDF-1.7\n", "This file is a PDF document."),
        (b"\0\0\0\x18ftypheic\0\0\0\0", "This file is a HEIC photo from a phone."),
        (encoded(two_halves(), "AVIF"), "This file is an AVIF picture."),
        (b"\0\0\0\x18ftypmp42\0\0\0\0", "This file is a video."),
        (encoded(two_halves(), "TIFF"), "This file is a TIFF picture or a camera's raw photo."),
        (encoded(two_halves(), "BMP"), "This file is a Windows bitmap."),
        (b"8BPS\0\1", "This file is a Photoshop document."),
        (office_document(), "This file is an office document or a ZIP folder."),
    ],
)
def test_a_file_of_another_kind_is_named_and_the_way_out_is_told(data, beginning):
    assert refusal(data) == f"{beginning} Save it as JPEG or PNG and upload that."


def test_an_empty_file_is_told_apart():
    assert refusal(b"") == "The file is empty. Choose the picture again and upload it."


@pytest.mark.parametrize("data", [b"\0", b"just words", encoded(Image.new("L", (2, 2)), "PPM")])
def test_anything_else_is_told_which_kinds_we_take(data):
    assert refusal(data) == "This file is not a JPEG, PNG or WebP picture. Choose a picture of one of these kinds."

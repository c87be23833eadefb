"""Files that are no pictures, or pictures made to do harm, at both doors: the editor's and the library's."""

import io
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clinic_site.images.models import Image
from clinic_site.images.storage import folder
from tests import builders
from tests.clinic_site.images.pictures import chunk, encoded, jpeg, png, png_by_hand, two_halves, webp

SCRIPT = b"<script>alert(1)</script>"
SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script></svg>'


def office_document() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as document:
        document.writestr("word/document.xml", "<w:document/>")
    return stream.getvalue()


def moving(kind: str) -> bytes:
    frames = [two_halves(left=colour) for colour in ("red", "green")]
    return encoded(frames[0], kind, save_all=True, append_images=frames[1:])


HOSTILE = {
    "nothing": b"",
    "words": b"just words",
    "a page": b"<!doctype html>" + SCRIPT,
    "a page behind a comment": b"<!-- x -->" + SCRIPT,
    "a drawing": SVG,
    "a drawing in UTF-16": SVG.decode().encode("utf-16"),
    "a drawing behind spaces": b" \n\t" + SVG,
    "a GIF": encoded(two_halves(), "GIF"),
    "a GIF that is also a script": b"GIF89a/*" + b"\0" * 20 + b"*/=1;alert(1)//",
    "a GIF with a page in its comment": encoded(two_halves(), "GIF", comment=SCRIPT),
    "a moving PNG": moving("PNG"),
    "a moving WebP": moving("WEBP"),
    "a PDF": b"%PDF-1.7\n" + SCRIPT,
    "a PostScript": b"%!PS-Adobe-3.0 EPSF-3.0\n(x) run\n",
    "an archive": office_document(),
    "a TIFF": encoded(two_halves(), "TIFF"),
    "a bitmap": encoded(two_halves(), "BMP"),
    "an AVIF": encoded(two_halves(), "AVIF"),
    "an icon": encoded(two_halves(), "ICO"),
    "half a JPEG": jpeg()[: len(jpeg()) // 2],
    "half a PNG": png()[: len(png()) // 2],
    "half a WebP": webp()[: len(webp()) // 2],
    "a signature alone": b"\x89PNG\r\n\x1a\n",
    "a PNG of far too many pixels": png_by_hand(60_000, 60_000, b"\0" * 1000),
    "a PNG of many pixels in few bytes": png_by_hand(13_000, 13_000, b"\0" * (13_000 * 1626)),
    "a PNG of no pixels": png_by_hand(0, 0, b""),
    "a PNG of too many parts": png_by_hand(1, 1, b"\0\0", extra=chunk(b"tEXt", b"x\0y") * 20_000),
    "a program": b"\x7fELF\x02\x01\x01" + b"\0" * 60,
    "a page with a picture's end": SCRIPT + jpeg(),
    "eleven megabytes": jpeg() + b"\0" * (11 * 1024 * 1024),
}


@pytest.fixture
def editing(db) -> Client:
    client = Client()
    client.force_login(builders.person("editor", name="Editor"))
    return client


def file_of(name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("Waiting room.jpg", HOSTILE[name], "image/jpeg")


def assert_nothing_is_kept() -> None:
    assert not Image.objects.exists()
    assert not folder().exists() or not any(folder().iterdir())


@pytest.mark.parametrize("name", HOSTILE)
def test_the_editor_refuses_it_in_words(editing, name):
    answer = editing.post("/admin/markdown/upload/", {"image": file_of(name)})

    assert answer.status_code == 400
    assert len(answer.json()["error"].split()) > 5
    assert_nothing_is_kept()


@pytest.mark.parametrize("name", HOSTILE)
def test_the_library_refuses_it_in_words(editing, name):
    fields = {"file": file_of(name), "alt_choice": "informative", "alt": "A waiting room"}

    answer = editing.post("/admin/images/image/add/", fields)

    # Django shows a form with faults as an ordinary page.
    assert answer.status_code == 200
    assert len(str(answer.context["adminform"].form.errors["file"]).split()) > 5
    assert_nothing_is_kept()


@pytest.mark.parametrize(
    "name", ["../../../evil.jpg", "x.php", "x.html", "<script>.png", "a\x00.jpg", "x" * 300, "CON"]
)
def test_a_hostile_file_name_decides_nothing(editing, name):
    file = SimpleUploadedFile("x.jpg", jpeg(), "text/html")
    file._name = name

    answer = editing.post("/admin/markdown/upload/", {"image": file})

    assert answer.status_code == 200
    assert {path.suffix for path in folder().iterdir()} == {".jpg", ".webp"}
    assert set(answer.json()["key"]) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@pytest.mark.parametrize("door", ["/admin/markdown/upload/", "/admin/images/image/add/"])
def test_a_reader_can_add_nothing(db, door):
    answer = Client().post(door, {"image": file_of("words"), "file": file_of("words")})

    assert answer.status_code in {302, 403}
    assert_nothing_is_kept()

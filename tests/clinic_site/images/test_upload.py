import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from clinic_site.images.models import Image
from clinic_site.images.storage import folder
from tests.clinic_site.images.pictures import jpeg, png

ADDRESS = "/admin/markdown/upload/"

pytestmark = pytest.mark.usefixtures("media", "static_folder")


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def send(client, data: bytes, name="Waiting room.jpg", kind="image/jpeg"):
    return client.post(ADDRESS, {"image": SimpleUploadedFile(name, data, kind)})


def test_an_uploaded_picture_answers_with_the_code_that_places_it(editing, editor):
    response = send(editing, jpeg())

    assert response.status_code == 200
    assert response.json() == {"image_code": "![](image:picture)", "key": "picture"}
    assert response["Cache-Control"] == "private, no-store"
    image = Image.objects.get()
    assert (image.uploaded_by, image.alt_choice, image.released_at) == (editor, "", None)


def test_the_content_decides_and_not_what_the_browser_says(editing):
    assert send(editing, png(), name="x.php", kind="text/html").status_code == 200
    assert {path.suffix for path in folder().iterdir()} == {".webp", ".jpg"}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"<html><script>alert(1)</script>", "This file is a web page, not a picture."),
        (b"GIF89a<script>alert(1)</script>", "This file is a GIF."),
        (b"<svg onload='alert(1)'/>", "This file is a vector drawing (SVG)."),
        (jpeg()[:-40], "This picture is damaged or cut off."),
        (b"", "The file is empty."),
    ],
)
def test_a_refused_file_is_told_why(editing, data, message):
    response = send(editing, data, name="photo.png", kind="image/png")

    assert response.status_code == 400
    assert response.json()["error"].startswith(message)
    assert not Image.objects.exists()
    assert not folder().exists()


def test_a_form_that_says_it_is_too_long_is_not_read(editing):
    response = editing.generic("POST", ADDRESS, jpeg(), "multipart/form-data; boundary=x", CONTENT_LENGTH="99999999999")

    assert response.status_code == 400
    assert "larger than 10 MB" in response.json()["error"]


def test_a_file_over_ten_megabytes_is_refused(editing):
    response = send(editing, jpeg() + bytes(10 * 1024 * 1024))

    assert response.status_code == 400
    assert "larger than 10 MB" in response.json()["error"]


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", "multipart/form-data; boundary=x"),
        (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
        (b"nonsense", "multipart/form-data"),
        (b"{}", "application/json"),
        (b"image=text", "application/x-www-form-urlencoded"),
        (b"\xff\xfe", "multipart/form-data; boundary=\xff"),
    ],
)
def test_a_broken_form_is_told_so(editing, body, kind):
    response = editing.generic("POST", ADDRESS, body, kind)

    assert response.status_code == 400
    assert response.json()["error"].endswith("ry again.")


def test_a_full_disk_is_told_and_leaves_no_row(editing, monkeypatch):
    def no_room(path, content):
        raise OSError("No space left on device")

    monkeypatch.setattr("clinic_site.images.storage.write_whole", no_room)

    response = send(editing, jpeg())

    assert response.status_code == 400
    assert "Nothing was saved" in response.json()["error"]
    assert not Image.objects.exists()


def test_a_visitor_is_refused_in_json_and_not_sent_to_a_form(client, db):
    response = send(client, jpeg())

    assert response.status_code == 403
    assert response.json()["error"].startswith("You are not signed in any more.")
    assert not Image.objects.exists()


def test_staff_without_the_permission_are_refused(client, colleague):
    client.force_login(colleague)

    response = send(client, jpeg())

    assert response.status_code == 403
    assert response.json()["error"].startswith("You may not add pictures.")
    assert not Image.objects.exists()


def test_someone_who_is_not_staff_or_left_is_refused(client, editor):
    client.force_login(editor)

    for change in ({"is_staff": False}, {"is_staff": True, "is_active": False}):
        get_user_model().objects.update(**change)

        assert send(client, jpeg()).status_code == 403


@pytest.mark.parametrize("method", ["get", "head", "put", "delete"])
def test_only_post_uploads(editing, method):
    response = getattr(editing, method)(ADDRESS)

    assert response.status_code == 405
    assert response["Allow"] == "POST"


def test_an_upload_without_the_token_of_the_form_is_refused(editor):
    client = Client(enforce_csrf_checks=True)
    client.force_login(editor)

    assert send(client, jpeg()).status_code == 403
    assert not Image.objects.exists()

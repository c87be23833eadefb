"""What the editor's dialog says about a picture while it is sent: information, decoration, or a needle."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from clinic_site.images.models import Image
from clinic_site.images.storage import folder
from tests.clinic_site.images.pictures import jpeg

pytestmark = pytest.mark.usefixtures("media", "static_folder")

NO_WORDS = "Say in a few words what the picture shows, or choose that it is decoration only."
CHOOSE = "Choose whether the picture gives information, is decoration only, or shows a needle."


@pytest.fixture
def editing(client, editor):
    client.force_login(editor)
    return client


def send(client, **said):
    file = SimpleUploadedFile("Waiting room.jpg", jpeg(), "image/jpeg")
    return client.post("/admin/markdown/upload/", {"image": file, **said})


@pytest.mark.parametrize(
    ("said", "choice", "needle"),
    [
        ({"kind": "information", "alt": " Four chairs "}, "informative", False),
        ({"kind": "needle", "alt": "Four chairs"}, "informative", True),
        ({"kind": "decoration"}, "decoration", False),
        ({"kind": "decoration", "alt": " "}, "decoration", False),
    ],
)
def test_the_choice_is_kept_and_answered(editing, said, choice, needle):
    response = send(editing, **said)

    image, alt = Image.objects.get(), said.get("alt", "").strip()
    key = "four-chairs" if alt else "picture"
    assert response.status_code == 200
    assert (image.alt_choice, image.alt, image.shows_needle) == (choice, alt, needle)
    assert response.json() == {
        "image_code": f"![](image:{key})",
        "key": key,
        "alt_choice": choice,
        "alt": alt,
        "shows_needle": needle,
    }


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"kind": "information"}, NO_WORDS),
        ({"kind": "information", "alt": "  "}, NO_WORDS),
        ({"kind": "needle"}, NO_WORDS),
        ({"kind": "decoration", "alt": "Four chairs"}, "A decoration is not read aloud."),
        ({"kind": ""}, CHOOSE),
        ({"kind": "informative", "alt": "Four chairs"}, CHOOSE),
        ({"kind": "information", "alt": "x" * 126}, "in at most 125 characters; now it has 126."),
        ({"kind": "information", "alt": "a\x00b"}, "Null characters are not allowed."),
    ],
)
def test_a_choice_that_is_not_whole_is_told_and_nothing_is_stored(editing, said, message):
    response = send(editing, **said)

    assert response.status_code == 400
    assert message in response.json()["error"]
    assert not Image.objects.exists()
    assert not folder().exists()


def test_words_without_a_choice_change_nothing(editing):
    response = send(editing, alt="Four chairs")

    assert response.json() == {"image_code": "![](image:picture)", "key": "picture"}
    assert (Image.objects.get().alt_choice, Image.objects.get().alt) == ("", "")


def test_a_choice_without_a_picture_asks_for_the_picture(editing):
    response = editing.post("/admin/markdown/upload/", {"kind": "information"})

    assert response.status_code == 400
    assert response.json()["error"].startswith("No picture arrived.")

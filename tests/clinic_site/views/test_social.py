from io import BytesIO

import pytest
from PIL import Image

from clinic_site.content import desk, withdrawing
from clinic_site.views.social_drawing import SIZE, draw, lines_of
from tests import builders


def test_a_page_names_a_picture_of_its_title(clinic, client):
    revision = builders.published(builders.article(clinic["editor"]), clinic)

    page = client.get(revision.page.path).content.decode()
    address = f"/media/social/{revision.page.number_id}-1.png"

    assert f'property="og:image" content="http://127.0.0.1:8000{address}"' in page
    picture = client.get(address)
    assert Image.open(BytesIO(picture.content)).size == SIZE
    assert picture["Content-Type"] == "image/png"
    assert "immutable" in picture["Cache-Control"]


@pytest.mark.parametrize("revision", [0, 2, 99])
def test_only_the_public_text_has_a_picture(clinic, client, revision):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    desk.save(page, by=clinic["editor"], base_edit=page.edit, title="A secret title")

    assert client.get(f"/media/social/{page.number_id}-{revision}.png").status_code == 404


def test_the_picture_of_an_earlier_text_leads_to_that_of_the_newest(clinic, client):
    page = builders.published(builders.article(clinic["editor"]), clinic).page
    page = desk.save(page, by=clinic["editor"], base_edit=page.edit, title="A newer title")
    builders.published(page, clinic)

    answer = client.get(f"/media/social/{page.number_id}-1.png")

    assert answer.status_code == 301
    assert answer["Location"] == f"/media/social/{page.number_id}-2.png"


def test_the_picture_of_a_withdrawn_page_is_gone(clinic, client):
    kept = builders.published(builders.article(clinic["editor"], "kept"), clinic).page
    gone = builders.published(builders.article(clinic["editor"], "gone"), clinic)
    withdrawing.withdraw(gone, by=clinic["publisher"], reason="mistake", read_instead=[kept.number_id])

    assert client.get(f"/media/social/{gone.page.number_id}-1.png").status_code == 410


def test_a_draft_has_no_picture(clinic, client):
    page = builders.article(clinic["editor"])

    assert client.get(f"/media/social/{page.number_id}-1.png").status_code == 404


@pytest.mark.parametrize("title", ["A", "word " * 40, "W" * 300, "سؤال", "", "🪡 <b>"])
def test_any_title_fits(title):
    _size, lines = lines_of(title)

    assert len(lines) <= 5
    assert Image.open(BytesIO(draw(title, "Example Clinic"))).size == SIZE

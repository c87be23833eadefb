"""`make pictures` takes an hour of nobody's time, so the gate only sets up its two sites and takes one picture."""

import pytest

from benchmarks import pictures
from tests.journeys import serving

pytestmark = pytest.mark.browser


@pytest.fixture
def pictured(demonstration, tmp_path):
    with serving.copied(demonstration, tmp_path / "pictured") as folder:
        yield folder


@pytest.mark.parametrize("setting", [pictures.WITHDRAW, pictures.CHECKED], ids=["withdrawn", "checked"])
def test_the_sites_of_the_pictures_can_be_set_up(pictured, setting):
    serving.run(pictured, "-c", setting)


def test_a_picture_is_taken_of_a_page_and_a_look(chromium, site, tmp_path):
    look = next(pictures.looks())

    pictures.photographed(chromium, {"any page": pictures.View(site.address + "/unwell/")}, tmp_path, look)

    (picture,) = (tmp_path / "any-page").iterdir()
    assert picture.read_bytes().startswith(b"\x89PNG")

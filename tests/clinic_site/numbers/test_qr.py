import re
from xml.etree import ElementTree

import pytest

from clinic_site.numbers.damm import check_digit
from clinic_site.numbers.qr import QUIET, coded_address, short_address, svg
from tests.clinic_site.numbers.codes import painted, texts_in

NUMBERS = [f"{series:03d}{check_digit(f'{series:03d}')}" for series in range(0, 1000, 7)]


@pytest.fixture(autouse=True)
def on_paper(settings):
    settings.SITE_ADDRESS = "https://guide.clinic.example"


def side(drawing: str) -> int:
    return int(re.search(r'viewBox="0 0 (\d+)', drawing)[1])


def test_the_code_of_a_number_is_read_as_its_address_and_nothing_else():
    read = {number: texts_in(painted(svg(coded_address(number)))) for number in NUMBERS}

    assert read == {number: [f"HTTPS://GUIDE.CLINIC.EXAMPLE/{number}"] for number in NUMBERS}


def test_the_code_of_five_pages_on_a_day_is_read_as_their_address():
    where = "h/" + "-".join(NUMBERS[:5]) + "/20261121"

    assert texts_in(painted(svg(coded_address(where)))) == [f"HTTPS://GUIDE.CLINIC.EXAMPLE/{where.upper()}"]


def test_an_address_in_upper_case_needs_the_second_size_only():
    assert side(svg(coded_address("4716"))) == 25 + 2 * QUIET
    assert side(svg(coded_address("4716").lower())) > 25 + 2 * QUIET


def test_four_modules_on_every_side_stay_white():
    picture = painted(svg(coded_address("4716")))
    dark = picture.point(lambda light: 255 - light).getbbox()

    assert dark == (4 * 8, 4 * 8, picture.width - 4 * 8, picture.height - 4 * 8)


def test_it_is_black_on_a_white_of_its_own_and_says_what_it_opens():
    drawing = ElementTree.fromstring(svg(coded_address("4716")))  # noqa: S314
    white, _dark = drawing

    assert drawing.attrib["role"] == "img"
    assert drawing.attrib["aria-label"] == "Opens the same page as the address beside it"
    assert white.attrib == {"fill": "#fff", "d": "M0 0h33v33H0z"}
    assert {part.tag.rpartition("}")[2] for part in drawing.iter()} == {"svg", "path"}


@pytest.mark.parametrize("text", ["<script>", '"><b>', "</svg><svg>", "ａ", "x" * 400])
def test_nothing_of_the_text_is_written_in_the_drawing(text):
    assert text not in svg(text)


def test_people_are_shown_the_address_without_its_scheme():
    assert short_address("4716") == "guide.clinic.example/4716"


@pytest.mark.parametrize("address", ["http://127.0.0.1:8000", "https://a.b.c.guide.very-long-clinic-name.example"])
def test_any_address_a_clinic_has_fits(settings, address):
    settings.SITE_ADDRESS = address

    assert texts_in(painted(svg(coded_address("4716")))) == [f"{address.upper()}/4716"]

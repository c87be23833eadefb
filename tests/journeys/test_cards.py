"""Paper of a clinic, as it leaves a printer: every sheet whole, and every code read again from its dots."""

import json
import re

import pytest

from tests.clinic_site.numbers.codes import texts_on
from tests.journeys import axe, measuring

pytestmark = pytest.mark.browser

DOTS_PER_INCH = 150
PRINTED = {
    "viewport": {"width": 794, "height": 1123},
    "device_scale_factor": DOTS_PER_INCH / 96,
    "color_scheme": "dark",
}
WALL = "2035-2070-2176-2062-2215-2320-2056-2043-2277-1041-1032-1010"
TOO_TALL = "[...document.querySelectorAll('.sheet')].filter(one => one.offsetHeight / 96 * 25.4 > 296.5).length"
INK = """() => [...document.querySelectorAll('body, .sheet, .sheet *')].flatMap(one => {
  const style = getComputedStyle(one);
  return one.closest('svg') ? [] : [style.color, style.backgroundColor];
})"""
LOW_CHOICES = "[...document.querySelectorAll('fieldset label')].filter(one => one.offsetHeight < 44).length"
SMALLEST = """() => Math.min(...[...document.querySelectorAll('.sheet *:not(.vh)')]
  .map(one => Math.round(parseFloat(getComputedStyle(one).fontSize) * 7.5) / 10))"""


def sheets(page) -> int:
    return len(re.findall(rb"/Type /Page\b", page.pdf(prefer_css_page_size=True)))


def codes(page) -> list[str]:
    """Read from the paper at 150 dots to the inch."""
    page.emulate_media(media="print", color_scheme="dark")
    return texts_on(page.screenshot(full_page=True))


def test_cards_of_every_page_fill_whole_sheets_and_each_code_is_read_from_them(visitor, site):
    printer = visitor(**PRINTED).page
    numbers = [row[0] for row in json.loads(printer.request.get("/pick/pages.json").text())["pages"]]
    read = []

    for start in range(0, len(numbers), 8):
        part = numbers[start : start + 8]
        printer.goto(f"/print/cards?set={'-'.join(part)}")
        assert sheets(printer) == 2 * -(-len(part) // 4)
        read += codes(printer)
        printer.emulate_media(media="screen")

    assert len(numbers) > 40
    assert sorted(read) == sorted(f"{site.address}/{number}".upper() for number in numbers)


@pytest.mark.parametrize(
    ("address", "many", "leads_to"),
    [
        (f"/print/cards?set={WALL}&form=wall", 1, "h/"),
        ("/print/cards?set=topic:on-the-day&form=wall", 1, r"9\d{3}"),
        ("/print/cards?set=1032&form=flip", 1, "1032"),
        ("/print/2035", None, "2035"),
        ("/print/2035-2100-2081", 1, r"h/2035-2100-2081/\d{8}"),
    ],
)
def test_a_sheet_is_one_side_and_its_code_leads_there(visitor, site, address, many, leads_to):
    printer = visitor(**PRINTED).page
    printer.goto(address)

    printed, read = sheets(printer), codes(printer)

    assert many in (printed, None)
    assert len(read) == 1
    assert re.fullmatch(f"{re.escape(site.address)}/{leads_to}", read[0], re.IGNORECASE)
    assert printer.request.get(re.sub("/H/", "/h/", read[0].lower())).status == 200


@pytest.mark.parametrize("form", ["wall", "flip"])
def test_no_sheet_of_any_page_runs_over_and_all_is_black_on_white_in_letters_of_ten_points_or_more(visitor, form):
    printer = visitor(**PRINTED).page
    numbers = [row[0] for row in json.loads(printer.request.get("/pick/pages.json").text())["pages"]]
    printer.emulate_media(media="print", color_scheme="dark")

    for part in (numbers[:30], numbers[30:]):
        printer.goto(f"/print/cards?set={'-'.join(part)}&form={form}")

        assert printer.evaluate(TOO_TALL) == 0
        assert printer.evaluate(SMALLEST) >= 10
        assert set(printer.evaluate(INK)) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


@pytest.mark.node
def test_the_screen_it_is_printed_from_breaks_no_rule_and_scrolls_only_down(visitor):
    page = visitor(viewport={"width": 320, "height": 640}).page

    for asked in ("", "?set=1032-2035-1234", "?set=1032&form=wall", "?set=1234"):
        page.goto(f"/print/cards{asked}")

        assert not page.evaluate(measuring.SIDEWAYS)
        # The whole row is the label of a choice.
        assert [line for line in page.evaluate(measuring.LOW, 44) if "radio" not in line] == []
        assert page.evaluate(LOW_CHOICES) == 0
        assert axe.violations(page) == []


def test_favourites_are_printed_from_the_list(visitor):
    clinician = visitor().page
    clinician.goto("/pick/#2070-2035")
    clinician.locator("[data-picker][data-ready]").wait_for()

    clinician.get_by_role("link", name="Print them as cards").click()

    assert clinician.url.endswith("/print/cards?set=2070-2035")
    assert clinician.locator(".card .code").all_inner_texts() == ["2070", "2035"]

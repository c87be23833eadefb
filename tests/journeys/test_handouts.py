"""A handout in a browser, and on paper."""

import io
import re

import pytest
from pypdf import PdfReader

from tests.journeys import axe, measuring
from tests.journeys.browsing import PHONE

pytestmark = pytest.mark.browser

NUMBERS = "2035-2100-2081"
HANDOUT, PAPER = f"/h/{NUMBERS}", f"/print/{NUMBERS}"
KINDS = {
    "handout": HANDOUT,
    "handout with a day and a wrong number": f"/h/{NUMBERS}-1234/29990101",
    "number box": "/h/",
    "wrong number": "/h/1234",
    "paper of a handout": PAPER,
    "paper of a question": "/print/2320",
    "paper of an article": "/print/1041",
    "paper of a topic in bigger print": "/print/9065?size=large",
}
FIFTY_WORDS = (
    "You may be sore for a day or two, and gentle movement is fine. It eases most in the first six to twelve hours. "
    "Press firmly on the spot, keep moving and drink when thirsty. Call us if you are still sore after three "
    "days or worried about it now."
)
FULL = """words => {
  const put = (place, text) => document.querySelectorAll(place).forEach(one => { one.textContent = text; });
  put('main section[lang] > p', words);
  put('main > ul > li', words.split('. ')[0] + '.');
  put('.checked', 'Checked 23 September 2026. Do not use this copy after 23 September 2028. Ask us for a new one.');
}"""
# Points: 72 to the inch, where the browser has 96 pixels.
LETTERS = """() => [...document.querySelectorAll('body *')]
  .filter(one => [...one.childNodes].some(node => node.nodeType === 3 && node.textContent.trim()))
  .filter(one => one.checkVisibility() && !one.matches('.vh, .vh *, svg *'))
  .map(one => Math.round(parseFloat(getComputedStyle(one).fontSize) * 7.5) / 10)"""
INK = """() => [...document.querySelectorAll('body, body *')].flatMap(one => {
  const style = getComputedStyle(one);
  return one.closest('svg') ? [] : [style.color, style.backgroundColor];
})"""


def printed(page) -> bytes:
    return page.pdf(prefer_css_page_size=True)


def sheets(page) -> int:
    return len(re.findall(rb"/Type /Page\b", printed(page)))


def test_the_numbers_on_a_card_lead_to_a_handout_and_its_bigger_print_without_script(visitor):
    reader = visitor(**PHONE, java_script_enabled=False)
    reader.page.goto("/h/")

    reader.page.get_by_label("Numbers from your clinician").fill("2035 2100, 2081")
    reader.page.get_by_role("button", name="Open").click()
    questions = reader.page.locator("h2[id^=item-]").all_inner_texts()
    reader.page.get_by_role("link", name="Bigger print").click()

    assert questions == [
        "Does dry needling hurt?",
        "How sore will I be, and for how long?",
        "What if I am scared of needles?",
    ]
    assert reader.page.url.endswith(f"{PAPER}?size=large")
    assert reader.page.locator("h2[id^=item-]").all_inner_texts() == questions


@pytest.mark.parametrize("address", KINDS.values(), ids=KINDS)
def test_a_handout_breaks_no_rule_and_scrolls_only_down(visitor, address):
    reader = visitor(viewport={"width": 320, "height": 640})
    reader.page.goto(address)

    assert not reader.page.evaluate(measuring.SIDEWAYS)
    assert reader.page.evaluate(measuring.LOW, 44) == []
    assert axe.violations(reader.page) == []


def test_three_answers_of_fifty_words_fit_on_one_side_of_a4(visitor):
    reader = visitor()
    reader.page.goto(PAPER)
    reader.page.evaluate(FULL, FIFTY_WORDS)

    assert len(FIFTY_WORDS.split()) == 50
    assert reader.page.inner_text("main").count("You may be sore for a day or two") == 6
    assert sheets(reader.page) == 1


@pytest.mark.parametrize(("size", "body"), [("", 12.5), ("?size=large", 17)])
def test_paper_has_letters_of_the_promised_size_black_on_white_in_a_dark_room(visitor, size, body):
    reader = visitor(color_scheme="dark")
    reader.page.goto(f"/print/1041{size}")
    reader.page.emulate_media(media="print", color_scheme="dark")

    letters = reader.page.evaluate(LETTERS)

    assert min(letters) >= 10
    assert max(set(letters), key=letters.count) == body
    assert set(reader.page.evaluate(INK)) <= {"rgb(0, 0, 0)", "rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"}


@pytest.mark.parametrize("address", [PAPER, "/print/2035"])
def test_the_code_on_paper_is_thirty_millimetres_wide_and_stands_beside_the_title(visitor, address):
    reader = visitor(viewport={"width": 680, "height": 1000})
    reader.page.goto(address)
    reader.page.emulate_media(media="print")

    code, title = reader.page.locator(".qr svg").bounding_box(), reader.page.locator("h1").bounding_box()

    assert round(code["width"] * 25.4 / 96) == 30
    assert code["x"] > title["x"]
    assert abs(code["y"] - title["y"]) < 20


def test_the_title_the_revision_and_the_place_among_them_stand_on_every_sheet(visitor):
    reader = visitor()
    reader.page.goto("/print/1041")

    texts = [sheet.extract_text() for sheet in PdfReader(io.BytesIO(printed(reader.page))).pages]

    assert len(texts) > 1
    for place, text in enumerate(texts, start=1):
        assert "Number 1041, revision 1" in text
        assert f"Page {place} of {len(texts)}" in text


def test_the_named_handouts_take_one_side_and_two_in_bigger_print(visitor):
    reader = visitor()
    taken = {}
    for number in ("4703", "4716", "4727"):
        for size in ("", "?size=large"):
            reader.page.goto(f"/print/{number}{size}")
            taken[number + size] = sheets(reader.page)

    assert {number: count for number, count in taken.items() if count != (2 if "large" in number else 1)} == {}

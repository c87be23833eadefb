"""The sizes, sides and shifts that every public page is held to."""

import gzip
import re
from time import sleep

import pytest

from tests.journeys import measuring
from tests.journeys.browsing import DESKTOP, PHONE
from tests.journeys.measuring import KINDS

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 320, "height": 640}}
STILL = {"reduced_motion": "reduce"}
# What a server sends before it must wait for an answer: ten packets of 1460 bytes.
FIRST_FLIGHT = 14_600


def compressed(body: bytes) -> int:
    return len(gzip.compress(body, 9))


def sizes(reader, addresses: list[str]) -> int:
    return sum(compressed(reader.context.request.get(address).body()) for address in addresses)


def questions_of(reader) -> list[str]:
    return re.findall(r"<loc>([^<]+/faq/[^<]+)</loc>", reader.context.request.get("/sitemap.xml").text())


@pytest.mark.parametrize("style", [measuring.SPACED, measuring.TWICE], ids=["text spacing", "text at twice its size"])
@pytest.mark.parametrize("window", [PHONE, NARROW], ids=["360", "320"])
def test_no_page_scrolls_sideways_with_the_text_a_reader_chose(visitor, window, style):
    # The policy of the site would refuse the style that stands for the reader's own.
    reader = visitor(**window, bypass_csp=True)
    too_wide = []

    for kind, address in KINDS.items():
        reader.page.goto(address)
        reader.page.add_style_tag(content=style)
        if reader.page.evaluate(measuring.SIDEWAYS):
            too_wide.append(kind)

    assert too_wide == []


def test_every_control_outside_a_sentence_is_tall_enough_to_hit(visitor):
    reader = visitor(**PHONE)
    low = {}

    for kind, address in KINDS.items():
        reader.page.goto(address)
        low[kind] = reader.page.evaluate(measuring.LOW, 44)

    assert {kind: found for kind, found in low.items() if found} == {}


def test_on_a_wide_screen_the_text_has_its_full_measure_and_what_goes_with_it_stands_beside_it(visitor):
    reader = visitor(**DESKTOP)
    places = {}

    for kind in ("article", "question", "standing page", "disclaimer"):
        reader.page.goto(KINDS[kind])
        places[kind] = reader.page.evaluate(measuring.COLUMNS)

    assert {kind: place["text"] for kind, place in places.items() if place["text"] != 0} == {}
    assert {kind: place["width"] for kind, place in places.items() if place["width"] != 576} == {}
    assert [places[kind]["beside"] for kind in ("article", "question")] == [True, True]


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["360", "1280"])
def test_nothing_on_a_page_moves_while_it_loads(visitor, window):
    reader = visitor(**window)
    moved = {}

    for kind, address in KINDS.items():
        reader.page.goto(address)
        moved[kind] = reader.page.evaluate(measuring.SHIFTS)

    assert {kind: shifts for kind, shifts in moved.items() if shifts} == {}


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
@pytest.mark.parametrize("kind", ["question", "questions"])
def test_nothing_on_a_page_moves_when_its_script_comes_late(visitor, kind, width):
    # Tall enough that whatever moves is in the window.
    reader = visitor(viewport={"width": width, "height": 6000})
    asked_for = []
    reader.page.route("**/guide.js", lambda route: (asked_for.append(route), sleep(0.3), route.continue_()))

    reader.page.goto(KINDS[kind])

    assert reader.page.evaluate(measuring.SHIFTS) == []
    assert len(asked_for) == 1


def test_the_measure_of_movement_notices_a_page_that_moves(visitor):
    reader = visitor(**PHONE)
    reader.page.goto("/faq/does-it-hurt/")
    reader.page.evaluate("document.body.prepend(Object.assign(document.createElement('p'), {textContent: 'Late.'}))")

    assert reader.page.evaluate(measuring.SHIFTS)


@pytest.mark.parametrize("address", ["/faq/does-it-hurt/", "/faq/"])
def test_every_stop_of_the_focus_is_ringed_and_in_full_view(visitor, address):
    reader = visitor(**PHONE, **STILL)
    reader.page.goto(address)
    stops = reader.page.evaluate(measuring.STOPS)
    seen = []

    for _stop in range(stops):
        reader.page.keyboard.press("Tab")
        seen.append(reader.page.evaluate(measuring.FOCUS))

    assert None not in seen
    assert len({stop["what"] for stop in seen}) > 20
    assert [stop for stop in seen if stop["ring"] < 2 or not stop["clear"]] == []


def test_the_first_view_of_every_question_needs_one_flight_of_packets(visitor):
    reader = visitor(**PHONE)
    reader.page.goto("/faq/does-it-hurt/")
    questions = questions_of(reader)

    largest = max(sizes(reader, [address]) for address in questions)

    assert len(questions) > 20
    assert largest <= FIRST_FLIGHT


def test_every_question_fits_on_two_sheets_of_paper(visitor):
    reader = visitor()
    sheets = {}

    for address in questions_of(reader):
        reader.page.goto(address)
        sheets[address] = len(re.findall(rb"/Type /Page\b", reader.page.pdf(prefer_css_page_size=True)))

    assert len(sheets) > 20
    assert {address: count for address, count in sheets.items() if count not in (1, 2)} == {}


def test_the_scripts_of_a_page_fit_in_four_kilobytes(visitor):
    reader = visitor(**PHONE)
    scripts = {}

    for kind, address in KINDS.items():
        reader.page.goto(address)
        scripts[kind] = sizes(reader, measuring.scripts(reader.page))

    assert scripts["question"] > 0
    assert max(scripts.values()) <= 4_000


@pytest.mark.parametrize("window", [PHONE, DESKTOP], ids=["360", "1280"])
def test_no_page_scrolls_sideways_in_a_language_read_from_the_right(visitor, window):
    reader = visitor(**window)
    too_wide = []

    for kind, address in KINDS.items():
        reader.page.goto(address)
        reader.page.evaluate("document.documentElement.dir = 'rtl'")
        if reader.page.evaluate(measuring.SIDEWAYS):
            too_wide.append(kind)

    assert too_wide == []


def test_borders_and_space_change_sides_in_a_language_read_from_the_right(visitor):
    reader = visitor(**DESKTOP)
    lopsided, stayed = set(), {}

    for kind, address in KINDS.items():
        reader.page.goto(address)
        before = reader.page.evaluate(measuring.EDGES)
        reader.page.evaluate("document.documentElement.dir = 'rtl'")
        after = reader.page.evaluate(measuring.EDGES)
        lopsided |= {kind for one in before if one["sides"][0] != one["sides"][1]}
        pairs = zip(before, after, strict=True)
        stayed[kind] = [one["what"] for one, other in pairs if one["sides"] != other["sides"][::-1]]

    assert {"article", "question"} <= lopsided
    assert {kind: what for kind, what in stayed.items() if what} == {}

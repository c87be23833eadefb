"""A clinician's side: choose a page, turn the screen. In one hand, by keys, without script, and for every page."""

import json

import pytest

from tests.clinic_site.numbers.codes import texts_on
from tests.journeys.axe import violations
from tests.journeys.browsing import DESKTOP, PHONE, pasted
from tests.journeys.measuring import LOW, SIDEWAYS

pytestmark = pytest.mark.browser

TOUCH = PHONE | {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}
NO_SCRIPT = {"java_script_enabled": False}
NARROW = {"viewport": {"width": 320, "height": 640}}
HURT, THINNERS, PREGNANT = "2035", "2062", "2070"
SCREENS = ["/pick/", "/pick/?bundle=1", "/pick/?q=sore", "/pick/?q=purple+frogs", f"/show/{HURT}/",
           f"/show/{HURT}-{THINNERS}-{PREGNANT}-2043-2056/"]  # fmt: skip
LOW_ROWS = "[...document.querySelectorAll('.pick')].filter(row => row.offsetHeight && row.offsetHeight < 56).length"


@pytest.fixture
def clinician(visitor):
    def opened(address: str = "/pick/", **options):
        one = visitor(**options)
        one.page.goto(address)
        if options.get("java_script_enabled", True):
            one.page.locator("[data-picker][data-ready]").wait_for()
        return one.page

    return opened


def code_on(page) -> list[str]:
    return texts_on(page.screenshot())


def leads_to(site, where: str) -> str:
    return f"{site.address}/{where}".upper()


def titles(page, place: str = "[data-results]") -> list[str]:
    return page.locator(f"{place} .goes [data-title]").all_inner_texts()


def test_on_a_phone_a_word_and_a_tap_bring_the_code(clinician, site):
    page = clinician(**TOUCH)

    page.locator("#q").tap()
    page.keyboard.type("hurt")
    page.locator("[data-results] .goes").first.tap()
    page.wait_for_url(f"**/show/{HURT}/")

    assert code_on(page) == [leads_to(site, HURT)]


def test_on_a_phone_a_favourite_is_one_tap_from_its_code(clinician, site):
    page = clinician(**TOUCH)
    page.locator("[data-groups] .star").first.tap()
    kept = page.evaluate("localStorage.getItem('favourites')")
    page.goto("/pick/")

    page.locator("[data-favourites] .goes").tap()
    page.wait_for_url("**/show/**")

    assert code_on(page) == [leads_to(site, kept)]


def test_by_keys_alone_a_word_and_enter_bring_the_code_and_escape_leads_back(clinician, site):
    page = clinician(**DESKTOP)

    page.keyboard.type("blood")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/show/{THINNERS}/")
    assert code_on(page) == [leads_to(site, THINNERS)]

    page.keyboard.press("Escape")
    page.wait_for_url("**/pick/")
    page.locator("#q:focus").wait_for()


def test_arrows_move_the_mark_and_are_heard_and_escape_empties_the_box(clinician):
    page = clinician(**DESKTOP)
    page.keyboard.type("sore")
    second, heard = titles(page)[1], page.locator("#live")
    heard.filter(has_text="The first is marked").wait_for(state="attached")

    page.keyboard.press("ArrowDown")
    assert page.locator(".marked [data-title]").first.inner_text() == second
    heard.filter(has_text=second).wait_for(state="attached")

    page.keyboard.press("ArrowUp")
    page.keyboard.press("Escape")
    assert page.locator("#q").input_value() == ""
    assert page.locator("[data-groups]").is_visible()


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("2035", "Pain: does it hurt?"),
        ("20 35", "Pain: does it hurt?"),
        ("warfarin", "Blood thinners: can I have it?"),
        ("booze", "Aftercare: what do I do?"),
        ("will it hurt", "Pain: does it hurt?"),
        ("baby", "Pregnancy: can I have it?"),
        ("collapse", "Fainting: can it happen?"),
    ],
)
def test_numbers_other_words_and_words_that_mean_the_same_find_the_page(clinician, typed, title):
    page = clinician(**DESKTOP)

    page.keyboard.type(typed)

    assert titles(page)[0] == title


def test_what_the_list_does_not_find_the_search_looks_for(clinician):
    page = clinician(**DESKTOP)
    page.keyboard.type("warferin")
    page.locator("#live").get_by_text("Nothing on this list. Enter looks further.").wait_for(state="attached")

    page.keyboard.press("Enter")
    page.wait_for_url("**/pick/?q=warferin")

    assert titles(page, "[data-groups]")[0] == "Blood thinners: can I have it?"


def test_pages_about_harm_stand_last_and_say_so(clinician):
    page = clinician(**DESKTOP)

    page.keyboard.type("bleed")

    labels = page.locator("[data-results] .pick").evaluate_all(
        "rows => rows.map(row => !row.querySelector('[data-safety]').hidden)"
    )
    assert set(labels) == {False, True}
    assert labels == sorted(labels)


def test_without_script_a_page_and_a_bundle_are_two_steps_away(clinician, site):
    page = clinician(**TOUCH, **NO_SCRIPT)
    page.locator("#q").fill("hurt")
    page.get_by_role("button", name="Search").click()
    page.locator(f"[data-pick='{HURT}'] .goes").click()
    assert code_on(page) == [leads_to(site, HURT)]

    page.goto("/pick/?bundle=1")
    boxes = page.get_by_role("checkbox").all()[:2]
    numbers = "-".join(box.get_attribute("value") for box in boxes)
    for box in boxes:
        box.check()
    page.get_by_role("button", name="Show", exact=True).click()

    assert f"/show/{numbers}/" in page.url
    assert leads_to(site, f"h/{numbers}/") in code_on(page)[0]


def test_a_bundle_keeps_the_order_it_was_chosen_and_moved_in_by_keys(clinician, site):
    page = clinician(**DESKTOP)
    page.get_by_role("link", name="Make a bundle").press("Enter")
    for typed in ("hurt", "blood", "pregn"):
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.keyboard.press("Escape")
    page.get_by_role("button", name="Up: Pregnancy: can I have it?").press("Enter")
    assert "3 chosen" in page.inner_text(".bar")

    page.get_by_role("button", name="Show", exact=True).press("Enter")
    page.wait_for_url(f"**/show/{HURT}-{PREGNANT}-{THINNERS}/")

    assert leads_to(site, f"h/{HURT}-{PREGNANT}-{THINNERS}/") in code_on(page)[0]


def test_a_sixth_page_can_not_be_chosen(clinician):
    page = clinician("/pick/?bundle=1", **DESKTOP)

    for box in page.locator("[data-groups] input[type=checkbox]").all()[:5]:
        box.check()

    assert page.locator("[data-groups] input:not(:checked):not(:disabled)").count() == 0
    page.locator("#live").get_by_text("Five is the most.").wait_for(state="attached")


def test_nothing_is_kept_before_a_star_is_pressed_and_favourites_travel_by_address(clinician, visitor):
    page = clinician(f"/pick/#{PREGNANT}-{HURT}-9999", **DESKTOP)
    assert titles(page, "[data-favourites]") == ["Pregnancy: can I have it?", "Pain: does it hurt?"]
    assert page.evaluate("localStorage.length") == 0

    page.keyboard.type("blood")
    page.locator("[data-results] .star").first.click()
    page.goto("/pick/")

    page.locator("[data-picker][data-ready]").wait_for()
    assert titles(page, "[data-favourites]")[2] == "Blood thinners: can I have it?"
    assert page.locator("[data-export]").get_attribute("href").startswith(f"/pick/#{PREGNANT}-{HURT}")
    assert page.context.cookies() == []


def test_the_message_is_copied_whole_and_said_to_be(visitor):
    one = visitor(**PHONE, permissions=["clipboard-read", "clipboard-write"])
    one.page.goto(f"/show/{HURT}/")
    message = one.page.inner_text("#message")

    one.page.get_by_role("button", name="Copy message").click()
    one.page.locator("#live").get_by_text("The message is copied.").wait_for(state="attached")

    assert pasted(one.page) == message
    assert len(message) <= 160


def test_the_screen_is_kept_awake_while_it_is_shown(visitor):
    one = visitor(**PHONE)
    one.context.add_init_script(
        "window.asked = []; Object.defineProperty(navigator, 'wakeLock', { configurable: true,"
        " value: { request: async (what) => asked.push(what) } });"
    )

    one.page.goto(f"/show/{HURT}/")

    assert one.page.evaluate("asked") == ["screen"]


def test_the_code_of_every_page_is_read_from_the_screen_and_opens_that_page(visitor, site):
    one = visitor(**PHONE)
    numbers = [row[0] for row in json.loads(one.context.request.get("/pick/pages.json").text())["pages"]]
    wrong = []

    for place, number in enumerate(numbers):
        # Both looks in turn: the plate is the same in each.
        one.page.emulate_media(color_scheme=("light", "dark")[place % 2])
        one.page.goto(f"/show/{number}/")
        if code_on(one.page) != [leads_to(site, number)]:
            wrong.append(number)

    assert len(numbers) > 40
    assert wrong == []
    assert {number: one.context.request.head(f"/{number}").status for number in numbers} == dict.fromkeys(numbers, 200)


def test_more_contrast_and_forced_colours_leave_the_code_black_on_white(visitor, site):
    one = visitor(**PHONE, forced_colors="active", contrast="more", color_scheme="dark")

    one.page.goto(f"/show/{HURT}/")

    assert code_on(one.page) == [leads_to(site, HURT)]


@pytest.mark.parametrize("window", [NARROW, PHONE, DESKTOP], ids=["320", "360", "1280"])
def test_no_screen_of_a_clinician_scrolls_sideways_or_has_a_control_too_low_to_hit(visitor, window):
    one = visitor(**window)
    faults = {}

    for address in SCREENS:
        one.page.goto(address)
        # The whole row is the label of a box.
        low = [line for line in one.page.evaluate(LOW, 44) if "checkbox" not in line]
        faults[address] = [one.page.evaluate(SIDEWAYS), low, one.page.evaluate(LOW_ROWS)]

    assert {address: found for address, found in faults.items() if found != [False, [], 0]} == {}


def test_the_code_is_as_large_as_was_promised(visitor):
    sizes = {}
    for name, window in (("phone", PHONE), ("desktop", DESKTOP)):
        one = visitor(**window)
        one.page.goto(f"/show/{HURT}/")
        sizes[name] = one.page.locator(".plate svg").bounding_box()["width"]

    assert sizes["phone"] >= 0.7 * 360
    assert sizes["desktop"] >= 320


@pytest.mark.node
@pytest.mark.parametrize("address", SCREENS)
def test_no_screen_of_a_clinician_has_a_fault_that_axe_finds(visitor, address):
    one = visitor(**PHONE)

    one.page.goto(address)

    assert violations(one.page) == []

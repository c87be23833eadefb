"""The edit screen by keyboard alone: every stop is seen, nothing holds the focus, and a text can be made whole."""

import pytest

from tests.journeys.axe import violations
from tests.journeys.browsing import DESKTOP
from tests.journeys.staff import open_page, sign_in
from tests.journeys.test_keyboard import has_focus, tab_to
from tests.journeys.writing import PREVIEW, text

pytestmark = pytest.mark.browser
SMALL = {"viewport": {"width": 390, "height": 800}}
LISTS = ["Source", "Medical word", "Page link", "Box or drawing", "Picture"]


def at_work(visitor, **options):
    editor = visitor(reduced_motion="reduce", **options)
    open_page(editor)
    return editor.page


def test_tab_goes_through_the_whole_screen_and_back(visitor):
    page = at_work(visitor)
    page.frame_locator(PREVIEW).get_by_role("heading", level=1).wait_for()

    for stop in ("#id_question", ".tools [data-put]", "#id_body", "[data-look=dark]", "#status a"):
        tab_to(page, stop)
    for stop in ("[data-look=phone]", "#id_body", "#id_question"):
        tab_to(page, stop, key="Shift+Tab")


def test_a_text_is_written_sourced_and_looked_at_without_a_mouse(visitor):
    page = at_work(visitor)
    page.locator("#id_body").fill("")
    page.locator("#id_question").focus()

    tab_to(page, ".tools [data-put]")
    page.keyboard.press("Enter")
    page.keyboard.type("In the pool\n\nIt can ache.")
    tab_to(page, "[data-pick$='/sources/']", key="Shift+Tab")
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()
    page.keyboard.type("Brady2014")
    page.keyboard.press("Enter")
    page.locator("dialog .found > li:only-child").wait_for()
    tab_to(page, "[data-sentence]")
    page.keyboard.type("That it aches.")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    assert text(page) == "## In the pool\n\nIt can ache. [@Brady2014]"
    assert has_focus(page, "#id_body")
    tab_to(page, "[data-look=dark]")
    page.keyboard.press("Enter")
    page.frame_locator(PREVIEW).locator("link[href*='look=dark']").wait_for(state="attached")
    page.frame_locator(PREVIEW).get_by_role("heading", name="In the pool").wait_for()


@pytest.mark.parametrize("name", LISTS)
def test_a_list_lets_nobody_out_but_by_closing_it(visitor, name):
    page = at_work(visitor)
    page.locator(".tools").get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open]").wait_for()

    for _stop in range(12):
        page.keyboard.press("Tab")
        # Past the last stop the browser's own bars come, which count as the body.
        assert page.evaluate("document.activeElement.matches('body, dialog, dialog *')")
    page.keyboard.press("Escape")

    assert page.evaluate("document.activeElement.textContent") == name


@pytest.mark.node
@pytest.mark.parametrize("size", [SMALL, DESKTOP], ids=["small", "large"])
def test_the_edit_screen_and_its_lists_have_no_fault_that_axe_finds(visitor, size):
    # The engine styles the page while it looks at it, which the policy forbids.
    page = at_work(visitor, bypass_csp=True, **size)
    page.frame_locator(PREVIEW).get_by_role("heading", level=1).wait_for()

    found = {"": violations(page)}
    for name in LISTS:
        page.locator(".tools").get_by_role("button", name=name, exact=True).click()
        page.locator("dialog[open] .found, dialog[open] [role=status]").first.wait_for()
        page.locator("dialog details").evaluate_all("folds => folds.forEach(fold => { fold.open = true; })")
        found[name] = violations(page)
        page.keyboard.press("Escape")

    assert {name: faults for name, faults in found.items() if faults} == {}
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.node
@pytest.mark.parametrize("what", ["sources", "terms", "pages", "pictures", "cards"])
def test_a_list_as_a_page_has_no_fault_that_axe_finds(visitor, what):
    editor = visitor(bypass_csp=True, **SMALL)
    sign_in(editor, "editor")

    editor.page.goto(f"/admin/pick/{what}/")

    assert violations(editor.page) == []
    assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")

"""The evidence library, where we last looked, and the disclaimers screen, in the browser and by keyboard."""

import pytest

from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.staff import change, said, screens_of, send, sign_in

pytestmark = [pytest.mark.browser, pytest.mark.node]

SOURCE = "/admin/references/reference/?q=Brady2014"
WARNING = "One of the studies behind this page has been withdrawn by its publisher."


@pytest.fixture(scope="module")
def words_that_wait(chromium, site) -> str:
    """The staff screens of a disclaimer whose new words wait for a check."""
    editor = Visitor(chromium, site)
    sign_in(editor, "editor")
    screens = screens_of(editor, "pregnancy", "disclaimers/disclaimer")
    change(editor, screens, short_form="Tell us before treatment if you are pregnant or may be.")
    send(editor, screens, note="Shorter.")
    editor.context.close()
    return screens


def open_source(visitor: Visitor) -> str:
    """The screen of a source that pages cite, from the list; answers with its address."""
    visitor.page.goto(SOURCE)
    visitor.page.locator("#result_list tbody th a").first.click()
    visitor.page.wait_for_url("**/change/**")
    return visitor.page.url.partition("change/")[0]


def press_to(page, button) -> None:
    """By keyboard alone: on from where the focus is until the button has it, then Enter."""
    for _step in range(60):
        page.keyboard.press("Tab")
        if button.evaluate("one => one === document.activeElement"):
            page.keyboard.press("Enter")
            return
    raise AssertionError("the keyboard never came to the button")


def test_a_retraction_is_said_by_keyboard_and_readers_see_it(visitor):
    editor, reader = visitor(), visitor()
    sign_in(editor, "editor")
    page = editor.page
    screens = open_source(editor)
    public = page.locator('[aria-labelledby="used"] td a').first.get_attribute("href")
    page.goto(screens + "standing/")

    page.locator("[name=standing][value=retracted]").focus()
    page.keyboard.press("Space")
    for _step in range(2):
        page.keyboard.press("Tab")
    page.keyboard.type("Notice in the journal")
    press_to(page, page.get_by_role("button", name="Save how it stands"))

    page.wait_for_url("**/change/")
    assert "due for a check today" in said(editor)
    reader.page.goto(public)
    assert WARNING in reader.page.locator("main").inner_text()


def test_a_search_is_recorded_and_readers_see_its_day(visitor):
    editor, reader = visitor(), visitor(**PHONE)
    sign_in(editor, "editor")
    page = editor.page
    page.goto("/admin/evidence/")

    page.get_by_label("Topic:").select_option("after-treatment")
    page.get_by_label("Where you searched").fill("PubMed")
    page.get_by_label("Where you searched").press("Enter")

    page.locator(".messagelist .success").wait_for()
    reader.page.goto("/evidence/")
    assert "After treatment: we last searched for new studies on" in reader.page.locator("main").inner_text()


def test_a_disclaimer_goes_off_for_a_check_in_three_steps_from_the_start(visitor):
    editor = visitor()
    sign_in(editor, "editor")
    page = editor.page
    page.goto("/admin/")

    page.locator("a[href='/admin/disclaimers/disclaimer/']").first.click()
    page.locator("#result_list tbody th a").nth(2).click()
    assert page.locator("#reach h2").inner_text().endswith("show it")
    page.locator("[name=body]").fill(page.locator("[name=body]").input_value() + "\n\nAsk us first.\n")
    page.get_by_label("What changed and why").fill("Says to ask first.")
    page.locator("button[name=_send]").click()

    page.locator(".messagelist .success").get_by_text("Sent.").wait_for()
    assert page.locator("#reach h2").inner_text().endswith("pages will change")
    frame = page.frame_locator("#reach iframe >> nth=0")
    page.locator("#reach iframe").first.scroll_into_view_if_needed()
    frame.locator("#these-words").get_by_text("Ask us first.").wait_for()


@pytest.mark.parametrize("path", ["", "{source}change/", "{source}standing/", "/admin/evidence/"])
def test_the_evidence_screens_keep_the_rules(visitor, path):
    editor = visitor(bypass_csp=True)
    sign_in(editor, "editor")
    source = open_source(editor)

    editor.page.goto(path.format(source=source) or "/admin/references/reference/")

    assert violations(editor.page) == []


@pytest.mark.parametrize("path", ["/admin/disclaimers/disclaimer/", "{waiting}change/", "{waiting}approve/"])
@pytest.mark.parametrize("look", [{}, PHONE], ids=["desktop", "phone"])
def test_the_disclaimer_screens_keep_the_rules(visitor, words_that_wait, path, look):
    owner = visitor(bypass_csp=True, **look)
    sign_in(owner, "owner")

    owner.page.goto(path.format(waiting=words_that_wait))

    assert violations(owner.page) == []
    if "approve" in path:
        assert "pages will change" in owner.page.locator("#reach h2").inner_text()
        assert owner.page.get_by_role("button", name="Approve and publish").is_visible()


def test_the_screens_fit_a_phone(visitor):
    editor = visitor(viewport={"width": 390, "height": 800})
    sign_in(editor, "editor")
    source = open_source(editor)

    for path in (source + "standing/", source + "change/", "/admin/evidence/"):
        editor.page.goto(path)
        assert editor.page.evaluate("document.documentElement.scrollWidth") <= 390, path

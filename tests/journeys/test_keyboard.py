import pytest

from tests.journeys.browsing import PHONE
from tests.journeys.staff import open_page, sign_in, write_question

pytestmark = pytest.mark.browser

FOCUS = """() => {
  const at = document.activeElement, style = getComputedStyle(at), box = at.getBoundingClientRect();
  return {
    seen: at.matches('body, iframe') || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
    inside: box.bottom > 0 && box.top < innerHeight,
    what: at.outerHTML.slice(0, 120),
  };
}"""


def tab_to(page, target: str, key: str = "Tab", at_most: int = 120) -> None:
    """Goes on until the element has the focus; it must be visible at every stop on the way."""
    for _stop in range(at_most):
        page.keyboard.press(key)
        focus = page.evaluate(FOCUS)
        assert focus["seen"], focus
        assert focus["inside"], focus
        if page.evaluate("target => document.activeElement.matches(target)", target):
            return
    raise AssertionError(f"{key} never reached {target}")


def has_focus(page, target: str) -> bool:
    return page.evaluate("target => document.activeElement.matches(target)", target)


def test_tab_and_shift_tab_leave_the_text(visitor):
    editor = visitor()
    open_page(editor)
    before = editor.page.locator("#id_body").input_value()

    tab_to(editor.page, "#id_body")
    editor.page.keyboard.press("Tab")
    assert not has_focus(editor.page, "#id_body")
    tab_to(editor.page, "#id_body", key="Shift+Tab")
    tab_to(editor.page, "#id_short_answer", key="Shift+Tab")

    assert editor.page.locator("#id_body").input_value() == before


def test_what_was_typed_can_be_taken_back(visitor):
    editor = visitor()
    open_page(editor)
    text = editor.page.locator("#id_body")
    before = text.input_value()

    text.focus()
    editor.page.keyboard.press("Control+End")
    editor.page.keyboard.type("More words.")
    assert text.input_value() == before + "More words."
    for _time in range(12):
        editor.page.keyboard.press("Control+Z")

    assert text.input_value() == before


def test_an_editor_writes_saves_and_sends_without_a_mouse(visitor):
    editor = visitor()
    page = editor.page
    sign_in(editor, "editor")
    write_question(editor, "may-i-run", question="May I run after treatment?")

    tab_to(page, "#id_body")
    page.keyboard.press("Control+End")
    page.keyboard.type("\nWalk first.")
    page.frame_locator("#preview_frame").get_by_text("Walk first.").wait_for()
    tab_to(page, "[name=note]")
    page.keyboard.type(" I walked.")
    tab_to(page, "[name=_send]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "Sent." in page.inner_text(".messagelist")
    assert "Walk first." in page.locator("#id_body").input_value()


@pytest.mark.parametrize("address", ["/", "/faq/", "/faq/does-it-hurt/", "/unwell/", "/admin/login/"])
def test_a_reader_sees_where_the_focus_is_at_every_stop(visitor, address):
    # Without it the page would still be gliding to where the focus is when it is looked at.
    reader = visitor(**PHONE, reduced_motion="reduce")
    reader.page.goto(address)

    tab_to(reader.page, ".foot a[href='/accessibility/']")


def test_the_first_stop_skips_to_the_text(visitor):
    reader = visitor()
    reader.page.goto("/faq/does-it-hurt/")

    tab_to(reader.page, "a.skip", at_most=1)
    reader.page.keyboard.press("Enter")

    assert has_focus(reader.page, "main")

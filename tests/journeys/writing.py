"""A text that is being written, and the buttons above it."""

from tests.journeys.staff import open_page

PREVIEW = "#preview_frame"
SELECTED = "field => field.value.slice(field.selectionStart, field.selectionEnd)"


def start_writing(visitor):
    """An editor's window with a question open, and an empty text."""
    editor = visitor()
    open_page(editor)
    editor.page.locator("#id_body").fill("")
    return editor.page


def text(page) -> str:
    return page.locator("#id_body").input_value()


def select(page, start: int, end: int) -> None:
    page.locator("#id_body").evaluate(f"field => field.setSelectionRange({start}, {end})")


def press(page, button: str) -> None:
    page.locator(".tools").get_by_role("button", name=button, exact=True).click()


def opened(page, button: str):
    press(page, button)
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    return dialog

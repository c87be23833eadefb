"""The lists that the editor opens: sources, medical words, pages, pictures and boxes, from search to text."""

import re

import pytest

from tests.clinic_site.images.pictures import jpeg
from tests.journeys.browsing import Visitor
from tests.journeys.staff import sign_in
from tests.journeys.writing import PREVIEW, SELECTED, opened, select, start_writing, text

pytestmark = pytest.mark.browser


def test_a_source_comes_with_what_it_supports(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("It can ache.")
    lines = writing.locator("#id_supports").input_value().splitlines()
    dialog = opened(writing, "Source")
    dialog.get_by_label("Words, DOI, PMID or key").fill("Brady2014")
    writing.keyboard.press("Enter")
    row = dialog.locator("li", has=writing.locator("[data-key=Brady2014]"))

    row.get_by_role("button", name="Add and say what it supports").click()
    assert row.get_by_text("Write what it supports.").is_visible()
    assert dialog.is_visible()
    row.get_by_label("What it supports on this page").fill("How often needling aches.")
    writing.keyboard.press("Enter")

    assert text(writing) == "It can ache. [@Brady2014]"
    # The page leans on it already, so the sentence joins the line of that source; the other lines stay.
    added = [f"{line} How often needling aches." if line.startswith("Brady2014: ") else line for line in lines]
    assert writing.locator("#id_supports").input_value().splitlines() == added != lines
    assert writing.evaluate("document.activeElement.id") == "id_body"


def test_a_new_source_is_mended_added_and_chosen_in_place(visitor):
    writing = start_writing(visitor)
    dialog = opened(writing, "Source")
    dialog.get_by_text("New source").click()
    dialog.get_by_role("button", name="Add and choose it").click()
    dialog.get_by_role("alert").filter(has_text="Nothing was added yet").wait_for()
    assert dialog.locator(".errornote").evaluate("note => note === document.activeElement")

    dialog.locator(".errornote a").first.click()
    assert writing.evaluate("document.activeElement.id") == "pick_key"
    values = {
        "key": "New2025",
        "authors": "Marsh A",
        "title": "A trial of aches",
        "source": "A journal",
        "year": "2025",
    }
    values |= {"label": "One small trial", "finding": "In 20 people, 3 ached.", "checked_on": "01/11/2026"}
    for name, value in values.items():
        dialog.locator(f"#pick_{name}").fill(value)
    dialog.get_by_role("button", name="Add and choose it").click()
    dialog.get_by_text("Added. It is chosen below.").wait_for()
    writing.keyboard.type("That few people ache.")
    writing.keyboard.press("Enter")

    assert text(writing) == "[@New2025]"
    assert "New2025: That few people ache." in writing.locator("#id_supports").input_value()


def test_a_new_medical_word_takes_the_place_of_the_selected_words(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("A taut thing hurts.")
    select(writing, 2, 12)
    dialog = opened(writing, "Medical word")
    assert dialog.get_by_label("Words, plain or medical").input_value() == "taut thing"

    dialog.get_by_text("New medical word").click()
    for name, value in {"term": "taut band", "plain": "tight strand of muscle", "explanation": "It is felt."}.items():
        dialog.locator(f"#pick_{name}").fill(value)
    dialog.get_by_role("button", name="Add and choose it").click()
    dialog.get_by_text("Added. It is chosen below.").wait_for()
    writing.keyboard.press("Enter")

    assert text(writing) == "A [[taut band]] hurts."


def test_selected_words_become_the_link_to_a_page(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("See what it feels like first.")
    select(writing, 4, 22)
    dialog = opened(writing, "Page link")
    dialog.get_by_label("Words of the title, number or address").fill("/faq/side-effects/")
    writing.keyboard.press("Enter")
    dialog.locator(".found > li").first.get_by_role("button", name="Put the link in").first.click()

    assert re.fullmatch(r"See \[what it feels like\]\(page:\d{4}\) first\.", text(writing))


def test_a_box_is_chosen_by_its_look(visitor):
    writing = start_writing(visitor)
    dialog = opened(writing, "Get-help card")
    assert dialog.locator(".found h2").all_inner_texts() == ["Emergency card", "Same-day card", "Can wait"]

    dialog.get_by_role("button", name="Put it in (Can wait)").click()

    assert text(writing) == "::: can-wait\n- write what can wait\n:::"
    assert writing.locator("#id_body").evaluate(SELECTED) == "write what can wait"


def test_a_card_comes_without_words_to_overlook(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("Before.\nAfter.")
    select(writing, 3, 3)
    dialog = opened(writing, "Get-help card")

    dialog.get_by_role("button", name="Put it in (Emergency card)").click()
    writing.keyboard.type("\n")

    assert text(writing) == "Before.\n\n::: emergency\n:::\n\n\nAfter."


def test_a_picture_is_added_with_what_it_is_for(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("Words.")
    dialog = opened(writing, "Picture")
    dialog.get_by_text("New picture", exact=True).click()
    picture = {"name": "Quiet room.jpg", "mimeType": "image/jpeg", "buffer": jpeg((640, 320))}
    dialog.get_by_label("Picture file").set_input_files(picture)
    dialog.get_by_role("button", name="Add and choose it").click()
    dialog.get_by_role("alert").filter(has_text="Choose whether the picture gives information").wait_for()

    dialog.get_by_label("Picture file").set_input_files(picture)
    dialog.get_by_label("It gives information").check()
    dialog.get_by_label("What the picture shows").fill("A quiet room")
    dialog.get_by_role("button", name="Add and choose it").click()
    dialog.get_by_text("Added. It is chosen below.").wait_for()
    writing.keyboard.press("Enter")

    assert text(writing) == "Words.\n\n![](image:quiet-room)"
    writing.frame_locator(PREVIEW).get_by_role("img", name="A quiet room").wait_for()


def test_a_dropped_file_still_has_to_say_what_it_is_for(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").evaluate(
        """field => {
          const data = new DataTransfer();
          data.items.add(new File(['x'], 'dropped.jpg', { type: 'image/jpeg' }));
          field.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));
        }"""
    )

    dialog = writing.locator("dialog[open]")
    dialog.get_by_label("It gives information").wait_for()

    assert dialog.get_by_label("Picture file").evaluate("field => field.files[0].name") == "dropped.jpg"
    assert text(writing) == ""


def test_escape_closes_a_list_and_the_focus_returns(visitor):
    writing = start_writing(visitor)
    dialog = opened(writing, "Source")
    assert dialog.locator("#pick_q").evaluate("field => field === document.activeElement")

    writing.keyboard.press("Escape")

    dialog.wait_for(state="hidden")
    assert writing.evaluate("document.activeElement.textContent") == "Source"


@pytest.mark.parametrize("what", ["sources", "terms", "pages", "pictures", "cards"])
def test_without_script_a_list_is_a_page_with_marks_to_copy(visitor, what):
    editor: Visitor = visitor(java_script_enabled=False)
    sign_in(editor, "editor")

    editor.page.goto(f"/admin/pick/{what}/")

    assert editor.page.get_by_role("button", name="Put").count() == 0
    if what != "pictures":
        assert editor.page.locator(".found .copy :is(input, textarea)").first.input_value()


def test_without_script_the_text_has_links_to_the_lists_and_no_dead_buttons(visitor):
    editor: Visitor = visitor(java_script_enabled=False)
    sign_in(editor, "editor")
    editor.page.goto("/admin/faq/question/add/")

    assert not editor.page.locator(".tools").is_visible()
    assert not editor.page.locator(".looks").is_visible()
    editor.page.get_by_role("link", name="Medical word").wait_for()

"""The edit screen in the browser: what its buttons, lists and preview do for somebody who writes."""

import re

import pytest

from tests.clinic_site.images.pictures import jpeg
from tests.journeys.browsing import Visitor
from tests.journeys.staff import screens_of, sign_in

pytestmark = pytest.mark.browser

PREVIEW = "#preview_frame"
SELECTED = "field => field.value.slice(field.selectionStart, field.selectionEnd)"


@pytest.fixture
def writing(visitor):
    """An editor with a question open, and an empty text."""
    editor = visitor()
    sign_in(editor, "editor")
    editor.page.goto(screens_of(editor, "does-it-hurt") + "change/")
    editor.page.locator("#id_body").fill("")
    return editor.page


def text(page) -> str:
    return page.locator("#id_body").input_value()


def press(page, button: str) -> None:
    page.locator(".tools").get_by_role("button", name=button, exact=True).click()


def opened(page, button: str):
    press(page, button)
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    return dialog


def paste(page, html: str, plain: str) -> None:
    page.locator("#id_body").evaluate(
        """(field, [html, plain]) => {
          const data = new DataTransfer();
          if (html) data.setData('text/html', html);
          data.setData('text/plain', plain);
          field.focus();
          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )


def test_a_button_puts_in_a_mark_and_the_next_words_go_into_it(writing):
    expected = {
        "Heading": "## words",
        "List": "- words",
        "Steps": "::: steps\n1. words\n:::",
        "Do": "::: do\n- words\n:::",
        "Do not": "::: do-not\n- do not words\n:::",
        "Note": "::: note words\n\n:::",
        "Link": "[words](https://)",
    }

    typed = {}
    for button in expected:
        writing.locator("#id_body").fill("")
        press(writing, button)
        writing.keyboard.type("words")
        typed[button] = text(writing)

    assert typed == expected


def test_a_button_takes_the_selected_lines(writing):
    expected = {
        "Heading": "before\n\n## one\n\n## two\n\nafter",
        "List": "before\n\n- one\n- two\n\nafter",
        "Steps": "before\n\n::: steps\n1. one\n2. two\n:::\n\nafter",
        "Note": "before\n\n::: note What it is about\n\none\ntwo\n:::\n\nafter",
    }

    made = {}
    for button in expected:
        writing.locator("#id_body").fill("before\none\ntwo\nafter")
        writing.locator("#id_body").evaluate("field => field.setSelectionRange(8, 14)")
        press(writing, button)
        made[button] = text(writing)

    assert made == expected


def test_what_a_button_did_can_be_taken_back(writing):
    writing.locator("#id_body").fill("one")

    press(writing, "List")
    assert text(writing) != "one"
    writing.keyboard.press("Control+Z")

    assert text(writing) == "one"


def test_the_preview_follows_within_a_second_of_a_pause(writing):
    writing.frame_locator(PREVIEW).get_by_role("heading", level=1).wait_for()

    writing.locator("#id_body").focus()
    writing.keyboard.type("## A new heading")

    writing.frame_locator(PREVIEW).get_by_role("heading", name="A new heading").wait_for(timeout=5000)


def test_the_preview_keeps_its_place(writing):
    writing.locator("#id_body").fill("Some words.\n\n" * 80)
    frame = writing.frame_locator(PREVIEW)
    frame.get_by_text("Some words.").nth(79).wait_for()
    frame.locator("html").evaluate("page => page.ownerDocument.defaultView.scrollTo(0, 900)")

    writing.locator("#id_short_answer").fill("Another answer.")
    frame.get_by_text("Another answer.").first.wait_for()

    assert frame.locator("html").evaluate("page => page.ownerDocument.defaultView.scrollY") == 900


def test_a_preview_that_fails_says_why_and_keeps_the_last_good_one(writing):
    writing.locator("#id_body").fill("The last good words.")
    frame = writing.frame_locator(PREVIEW)
    frame.get_by_text("The last good words.").wait_for()
    writing.context.clear_cookies()

    writing.locator("#id_body").fill("Words that arrive nowhere.")

    writing.locator("#preview.out-of-date").wait_for()
    assert "your text is still here" in writing.locator("#preview_message").inner_text().lower()
    assert frame.get_by_text("The last good words.").is_visible()
    assert text(writing) == "Words that arrive nowhere."


def test_dark_and_paper_are_looked_at_on_any_device(writing):
    background = "page => getComputedStyle(page.ownerDocument.body).backgroundColor"
    frame, seen = writing.frame_locator(PREVIEW), {}

    for look in ("Dark", "Print", "Wide", "Phone"):
        button = writing.locator(".looks").get_by_role("button", name=look)
        button.click()
        frame.locator(f"link[href*='look={look.lower()}']").wait_for(state="attached")
        assert button.get_attribute("aria-pressed") == "true"
        seen[look] = frame.locator("body").evaluate(background), frame.locator(".top nav").is_visible()
        width = frame.locator("html").evaluate("page => page.ownerDocument.defaultView.innerWidth")
        assert width == {"Wide": 1280, "Print": 794}.get(look, 360)

    assert seen["Phone"] == seen["Wide"]
    assert seen["Phone"][0] != seen["Dark"][0]
    assert [look for look, (_colour, has_menu) in seen.items() if not has_menu] == ["Print"]


def test_a_source_comes_with_what_it_supports(writing):
    writing.locator("#id_body").fill("It can ache.")
    before = writing.locator("#id_supports").input_value()
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
    supports = writing.locator("#id_supports").input_value()
    assert supports.strip() == f"{before.strip()}\nBrady2014: How often needling aches.".strip()
    assert writing.evaluate("document.activeElement.id") == "id_body"


def test_a_new_source_is_mended_added_and_chosen_in_place(writing):
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


def test_a_new_medical_word_takes_the_place_of_the_selected_words(writing):
    writing.locator("#id_body").fill("A taut thing hurts.")
    writing.locator("#id_body").evaluate("field => field.setSelectionRange(2, 12)")
    dialog = opened(writing, "Medical word")
    assert dialog.get_by_label("Words, plain or medical").input_value() == "taut thing"

    dialog.get_by_text("New medical word").click()
    for name, value in {"term": "taut band", "plain": "tight strand of muscle", "explanation": "It is felt."}.items():
        dialog.locator(f"#pick_{name}").fill(value)
    dialog.get_by_role("button", name="Add and choose it").click()
    dialog.get_by_text("Added. It is chosen below.").wait_for()
    writing.keyboard.press("Enter")

    assert text(writing) == "A [[taut band]] hurts."


def test_selected_words_become_the_link_to_a_page(writing):
    writing.locator("#id_body").fill("See what it feels like first.")
    writing.locator("#id_body").evaluate("field => field.setSelectionRange(4, 22)")
    dialog = opened(writing, "Page link")
    dialog.get_by_label("Words of the title, number or address").fill("/faq/side-effects/")
    writing.keyboard.press("Enter")
    dialog.locator(".found > li").first.get_by_role("button", name="Put the link in").first.click()

    assert re.fullmatch(r"See \[what it feels like\]\(page:\d{4}\) first\.", text(writing))


def test_a_box_is_chosen_by_its_look(writing):
    dialog = opened(writing, "Get-help card")
    assert dialog.locator(".found h2").all_inner_texts() == ["Emergency card", "Same-day card", "Can wait"]

    dialog.get_by_role("button", name="Put it in (Can wait)").click()

    assert text(writing) == "::: can-wait\n- write what can wait\n:::"
    assert writing.locator("#id_body").evaluate(SELECTED) == "write what can wait"


def test_a_picture_is_added_with_what_it_is_for(writing):
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


def test_escape_closes_a_list_and_the_focus_returns(writing):
    dialog = opened(writing, "Source")
    assert dialog.locator("#pick_q").evaluate("field => field === document.activeElement")

    writing.keyboard.press("Escape")

    dialog.wait_for(state="hidden")
    assert writing.evaluate("document.activeElement.textContent") == "Source"


def test_a_paste_from_word_becomes_clean_text_and_can_be_taken_back(writing):
    writing.locator("#id_body").fill("Before. ")

    paste(
        writing,
        "<h1>Title</h1><p class=MsoNormal>Some <b>bold</b> words</p><script>1</script>",
        "Title\nSome bold words",
    )

    writing.locator(".message", has_text="Pasted as clean text").wait_for()
    assert text(writing) == "Before. ## Title\n\nSome **bold** words\n"
    writing.keyboard.press("Control+Z")
    assert text(writing) == "Before. "


def test_a_paste_that_can_not_be_cleaned_arrives_as_plain_words(writing):
    writing.context.clear_cookies()

    paste(writing, "<p>Some <b>bold</b> words</p>", "Some bold words")

    writing.locator(".message", has_text="Pasted as plain text").wait_for()
    assert text(writing) == "Some bold words"


def test_a_finding_leads_to_its_words_and_keeps_a_reason_being_typed(writing):
    writing.locator("#id_body").fill("Plain words here.\n\nDry needling cures pain.\n")
    finding = writing.locator("#findings li", has_text="cure").first
    finding.wait_for()

    finding.get_by_role("link").click()
    assert "cure" in writing.locator("#id_body").evaluate(SELECTED)
    reason = writing.locator("#findings [name^='why-']").first
    reason.focus()
    with writing.expect_response(re.compile("/live/")):
        writing.keyboard.type("It is quoted")
    writing.wait_for_timeout(500)
    writing.keyboard.type(" here.")

    assert reason.input_value() == "It is quoted here."


@pytest.mark.parametrize("what", ["sources", "terms", "pages", "pictures", "cards"])
def test_without_script_a_list_is_a_page_with_marks_to_copy(visitor, what):
    editor: Visitor = visitor(java_script_enabled=False)
    sign_in(editor, "editor")

    editor.page.goto(f"/admin/pick/{what}/")

    assert editor.page.get_by_role("button", name="Put").count() == 0
    if what != "pictures":
        assert editor.page.locator(".found .copy :is(input, textarea)").first.input_value()


def test_a_new_page_has_its_preview_too(visitor):
    editor = visitor()
    sign_in(editor, "editor")
    editor.page.goto("/admin/faq/question/add/")

    editor.page.locator("#id_question").fill("May I skip after treatment?")

    editor.page.frame_locator(PREVIEW).get_by_role("heading", name="May I skip after treatment?").wait_for()

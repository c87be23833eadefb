"""The edit screen in the browser: what its buttons, its preview and a paste do for somebody who writes."""

import re

import pytest

from tests.journeys.staff import sign_in
from tests.journeys.writing import PREVIEW, SELECTED, press, select, start_writing, text
from tests.waiting import wait_until

pytestmark = pytest.mark.browser
# What a whole preview in this look shows, read at once: the next one may take its place at any moment.
SHOWN = """look => {
  const page = document.getElementById('preview_frame').contentDocument;
  if (!page.querySelector(`link[href*='look=${look}']`) || page.readyState !== 'complete') return null;
  const nav = page.querySelector('.top nav').getClientRects().length > 0;
  return [page.defaultView.innerWidth, nav, page.defaultView.getComputedStyle(page.body).backgroundColor];
}"""


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


def test_a_button_puts_in_a_mark_and_the_next_words_go_into_it(visitor):
    writing = start_writing(visitor)
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


def test_a_button_takes_the_selected_lines(visitor):
    writing = start_writing(visitor)
    expected = {
        "Heading": "before\n\n## one\n\n## two\n\nafter",
        "List": "before\n\n- one\n- two\n\nafter",
        "Steps": "before\n\n::: steps\n1. one\n2. two\n:::\n\nafter",
        "Note": "before\n\n::: note What it is about\n\none\ntwo\n:::\n\nafter",
    }

    made = {}
    for button in expected:
        writing.locator("#id_body").fill("before\none\ntwo\nafter")
        select(writing, 8, 14)
        press(writing, button)
        made[button] = text(writing)

    assert made == expected


def test_what_a_button_did_can_be_taken_back(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("one")

    press(writing, "List")
    assert text(writing) != "one"
    writing.keyboard.press("Control+Z")

    assert text(writing) == "one"


def test_the_preview_follows_within_a_second_of_a_pause(visitor):
    writing = start_writing(visitor)
    writing.frame_locator(PREVIEW).get_by_role("heading", level=1).wait_for()

    writing.locator("#id_body").focus()
    writing.keyboard.type("## A new heading")

    writing.frame_locator(PREVIEW).get_by_role("heading", name="A new heading").wait_for(timeout=5000)


COUNT_QUESTIONS = """() => {
  const ask = window.fetch;
  let open = 0;
  window.most = 0;
  window.fetch = async (address, options) => {
    if (!String(address).includes('/live/')) return ask(address, options);
    open += 1;
    window.most = Math.max(window.most, open);
    await new Promise(done => setTimeout(done, 1500));
    try { return await ask(address, options); } finally { open -= 1; }
  };
}"""


def test_one_question_is_asked_at_a_time_and_the_newest_wins(visitor):
    writing = start_writing(visitor)
    writing.frame_locator(PREVIEW).get_by_role("heading", level=1).wait_for()
    writing.evaluate(COUNT_QUESTIONS)

    for words in ("First words.", "Second words.", "Third words."):
        writing.locator("#id_body").fill(words)
        writing.wait_for_timeout(500)
    writing.frame_locator(PREVIEW).get_by_text("Third words.").wait_for()

    assert writing.evaluate("window.most") == 1


def test_the_preview_keeps_its_place(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("Some words.\n\n" * 80)
    frame = writing.frame_locator(PREVIEW)
    frame.get_by_text("Some words.").nth(79).wait_for()
    frame.locator("html").evaluate("page => page.ownerDocument.defaultView.scrollTo(0, 900)")

    writing.locator("#id_short_answer").fill("Another answer.")
    frame.get_by_text("Another answer.").first.wait_for()

    assert frame.locator("html").evaluate("page => page.ownerDocument.defaultView.scrollY") == 900


def test_a_preview_that_fails_says_why_and_keeps_the_last_good_one(visitor):
    writing = start_writing(visitor)
    writing.locator("#id_body").fill("The last good words.")
    frame = writing.frame_locator(PREVIEW)
    frame.get_by_text("The last good words.").wait_for()
    writing.context.clear_cookies()

    writing.locator("#id_body").fill("Words that arrive nowhere.")

    writing.locator("#preview.out-of-date").wait_for()
    assert "your text is still here" in writing.locator("#preview_message").inner_text().lower()
    frame.get_by_text("The last good words.").wait_for()
    assert text(writing) == "Words that arrive nowhere."


def test_dark_and_paper_are_looked_at_on_any_device(visitor):
    writing = start_writing(visitor)
    colours = {}

    for look, width in {"Dark": 360, "Print": 794, "Wide": 1280, "Phone": 360}.items():
        button = writing.locator(".looks").get_by_role("button", name=look)
        button.click()
        assert button.get_attribute("aria-pressed") == "true"
        wait_until(lambda look=look: writing.evaluate(SHOWN, look.lower()))
        *seen, colours[look] = writing.evaluate(SHOWN, look.lower())
        assert seen == [width, look != "Print"]

    assert colours["Phone"] == colours["Wide"]
    assert colours["Phone"] != colours["Dark"]


def test_a_paste_from_word_becomes_clean_text_and_can_be_taken_back(visitor):
    writing = start_writing(visitor)
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


def test_a_paste_that_can_not_be_cleaned_arrives_as_plain_words(visitor):
    writing = start_writing(visitor)
    writing.context.clear_cookies()

    paste(writing, "<p>Some <b>bold</b> words</p>", "Some bold words")

    writing.locator(".message", has_text="Pasted as plain text").wait_for()
    assert text(writing) == "Some bold words"


def test_a_finding_leads_to_its_words_and_keeps_a_reason_being_typed(visitor):
    writing = start_writing(visitor)
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


def test_a_new_page_has_its_preview_too(visitor):
    editor = visitor()
    sign_in(editor, "editor")
    editor.page.goto("/admin/faq/question/add/")

    editor.page.locator("#id_question").fill("May I skip after treatment?")

    editor.page.frame_locator(PREVIEW).get_by_role("heading", name="May I skip after treatment?").wait_for()

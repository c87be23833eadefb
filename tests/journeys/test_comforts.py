"""The small comforts that one script adds for readers."""

import re

import pytest

from tests.journeys.browsing import PHONE, pasted

pytestmark = pytest.mark.browser

QUESTION = "/faq/does-it-hurt/"
CLIPBOARD = {"permissions": ["clipboard-read", "clipboard-write"]}
MAY_NOT_COPY = "() => { navigator.clipboard.writeText = () => Promise.reject(new Error('not allowed')); }"
# Notes how many folds are open once every other listener has run, as the printer does.
ON_PAPER = """() => addEventListener('beforeprint', () => {
  window.onPaper = [...document.querySelectorAll('details')].map(fold => fold.open);
})"""
PLACES = "[...document.querySelectorAll('.body h2, .body p')].map(part => part.getBoundingClientRect().top + scrollY)"
AS_IT_CAME = "document.querySelectorAll('.body > div > h2').forEach(heading => heading.parentNode.replaceWith(heading))"
OPEN = "[...document.querySelectorAll('details')].map(fold => fold.open)"


def announced(page, words: str) -> None:
    page.locator("[role=status]").get_by_text(words, exact=True).wait_for(state="attached")


@pytest.fixture
def reader(visitor):
    return visitor(**PHONE, **CLIPBOARD)


@pytest.fixture
def questions(reader):
    reader.page.goto("/faq/")
    return reader.page


def test_the_link_is_copied_and_the_page_says_so(reader):
    page = reader.page
    page.goto(QUESTION)
    number = page.locator(".code").inner_text().split()[-1]

    page.get_by_role("button", name="Copy the link").click()

    announced(page, "The link is copied.")
    assert pasted(page) == f"{reader.site.address}/{number}"


def test_a_browser_that_lets_nothing_be_copied_is_told_of(reader):
    reader.page.goto(QUESTION)
    reader.page.evaluate(MAY_NOT_COPY)

    reader.page.get_by_role("button", name="Copy the link").click()

    announced(reader.page, "The link could not be copied. Type the address on this page instead.")


def test_a_link_to_a_section_is_copied_by_number_and_moves_no_word(reader):
    page = reader.page
    page.goto(QUESTION)
    number = page.locator(".code").inner_text().split()[-1]

    page.get_by_role("button", name="Copy link to this section: What to do").click()

    announced(page, "The link is copied.")
    assert pasted(page) == f"{reader.site.address}/{number}#h-what-to-do"
    assert page.get_by_role("heading", name="What to do", exact=True).is_visible()
    places = page.evaluate(PLACES)
    page.evaluate(AS_IT_CAME)
    assert page.evaluate(PLACES) == places


def test_a_button_that_could_do_nothing_is_not_offered(reader):
    reader.page.add_init_script("Object.defineProperty(navigator, 'share', {value: undefined})")
    reader.page.goto(QUESTION)

    assert reader.page.get_by_role("button", name="Print").is_visible()
    assert not reader.page.get_by_text("Share", exact=True).is_visible()


def test_sharing_hands_over_the_short_address(reader):
    reader.page.add_init_script("navigator.share = async what => { window.shared = what; }")
    reader.page.goto(QUESTION)

    reader.page.get_by_role("button", name="Share").click()

    assert re.fullmatch(reader.site.address + r"/\d{4}", reader.page.evaluate("shared.url"))


def test_the_list_is_filtered_by_what_is_typed_and_the_count_is_told(questions):
    everything = questions.locator("details").count()

    questions.get_by_label("What do you want to know?").fill("blood thinners")

    questions.locator("details[hidden]").first.wait_for(state="attached")
    left = questions.locator("details:visible")
    assert 0 < left.count() < everything
    assert all("blood" in fold.text_content().lower() for fold in left.all())
    announced(questions, f"Questions shown: {left.count()}.")
    assert all(group.locator("details:visible").count() for group in questions.locator("[data-group]:visible").all())

    questions.get_by_label("What do you want to know?").fill("")

    announced(questions, f"Questions shown: {everything}.")
    assert questions.locator("details:visible").count() == everything


def test_all_answers_open_and_close_without_a_new_page(questions):
    questions.evaluate("window.same = true")

    questions.get_by_role("link", name="Show all the answers").click()
    announced(questions, "All answers are open.")
    opened = questions.evaluate(OPEN), questions.url

    questions.get_by_role("link", name="Show questions only").click()
    announced(questions, "All answers are closed.")
    closed = questions.evaluate(OPEN), questions.url

    assert all(opened[0])
    assert opened[1].endswith("/faq/?answers=1")
    assert not any(closed[0])
    assert closed[1].endswith("/faq/")
    assert questions.evaluate("window.same") is True


def test_printing_opens_what_is_folded_and_closes_it_again(reader):
    page = reader.page
    page.goto("/faq/")
    page.locator("summary").first.click()
    before = page.evaluate(OPEN)
    page.evaluate(ON_PAPER)

    page.pdf()

    assert all(page.evaluate("onPaper"))
    assert page.evaluate(OPEN) == before
    assert before.count(True) == 1


def test_printing_leaves_a_drawing_with_a_needle_folded(reader):
    reader.page.goto("/faq/how-deep/")
    reader.page.evaluate(ON_PAPER)

    reader.page.pdf()

    needle = reader.page.locator("details").evaluate_all("all => all.map(one => one.matches('.needle'))")
    assert any(needle)
    assert reader.page.evaluate("onPaper") == [not gated for gated in needle]


@pytest.mark.parametrize("is_open", [False, True], ids=["closed", "open"])
def test_of_a_drawing_with_a_needle_the_words_are_on_paper_and_the_picture_is_not(visitor, is_open):
    page = visitor(java_script_enabled=False).page
    page.goto("/faq/how-deep/")
    fold = page.locator(".needle")
    if is_open:
        fold.locator("summary").click()

    page.emulate_media(media="print")

    assert fold.get_by_text("Show a drawing with the needle").is_visible()
    assert fold.get_by_text("It shows a needle, so it is on our site only and not on paper.").is_visible()
    assert fold.locator("figcaption").is_visible()
    assert fold.locator("svg").count() == 1
    assert not fold.locator("svg").is_visible()

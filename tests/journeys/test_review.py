"""A second person's work in a browser: review, comments, history and comparing, by keyboard and without a mouse."""

import pytest

from tests.journeys.axe import violations
from tests.journeys.browsing import DESKTOP
from tests.journeys.staff import sign_in, waiting_for_a_check
from tests.journeys.test_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.node]
WORDS = (
    "It can. You may feel a small prick, then other words, 3 of them new. You may be sore for a day or two. Tell us"
    " if it hurts, and we can go lighter or stop."
)
SMALL = {"viewport": {"width": 390, "height": 800}}


@pytest.fixture(scope="module")
def waiting(chromium, site) -> str:
    """The staff screens of a page with a change that waits."""
    return waiting_for_a_check(chromium, site, "The newest study counts hours.", short_answer=WORDS)


@pytest.mark.parametrize("size", [SMALL, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("name", ["approve/", "history/", "compare/?old=1&new=2", "revision/2/", "ask/", "change/"])
def test_a_screen_of_review_has_no_fault_that_axe_finds(visitor, waiting, size, name):
    person = visitor(bypass_csp=True, **size)
    sign_in(person, "owner")

    person.page.goto(waiting + name)

    assert violations(person.page) == []
    assert person.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_difference_is_in_one_line_on_a_phone_and_side_by_side_on_a_desktop(visitor, waiting):
    for size, side_by_side in ((SMALL, False), (DESKTOP, True)):
        person = visitor(**size)
        sign_in(person, "reviewer")
        person.page.goto(waiting + "approve/")

        changed = person.page.locator(".row.changed").first
        assert changed.locator(".beside").is_visible() is side_by_side
        assert changed.locator(".merged").is_visible() is not side_by_side


def test_a_comment_holds_approval_back_until_it_is_settled_by_keyboard(visitor, waiting):
    reviewer = visitor(reduced_motion="reduce")
    page = reviewer.page
    sign_in(reviewer, "owner")
    page.goto(waiting + "approve/")

    tab_to(page, ".on-field summary")
    page.keyboard.press("Enter")
    tab_to(page, "#say-short_answer")
    page.keyboard.type("Which study?")
    tab_to(page, "[value='say:short_answer']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "Which study?" in page.locator(".thread").inner_text()
    tick_and_press(page, "_approve")
    assert "not settled" in page.inner_text(".errornote")
    tab_to(page, "[value^='settle:']")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "1 settled comment" in page.inner_text(".comments")


def tick_and_press(page, button: str) -> None:
    for name in ("accurate", "supported", "safe"):
        tab_to(page, f"#id_{name}")
        page.keyboard.press("Space")
    tab_to(page, f"[name={button}]")
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_a_text_is_approved_and_published_in_five_steps(visitor, waiting):
    """From the list of what waits: open the row, three ticks, one button. The difference is the confirmation."""
    owner = visitor(reduced_motion="reduce")
    page = owner.page
    sign_in(owner, "owner")
    page.goto(waiting + "approve/")

    for name in ("accurate", "supported", "safe"):
        page.locator(f"#id_{name}").check()
    page.get_by_role("button", name="Approve and publish").click()

    page.locator(".messagelist .success").wait_for()
    assert "Published." in page.inner_text(".messagelist")


def test_two_revisions_are_picked_and_compared_by_keyboard(visitor, waiting):
    editor = visitor(reduced_motion="reduce")
    page = editor.page
    sign_in(editor, "editor")
    page.goto(waiting + "history/")

    tab_to(page, ".submit-row button")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "3 of" in page.locator(".apart").first.inner_text()
    assert "other words" in page.locator(".rendered").first.inner_text()

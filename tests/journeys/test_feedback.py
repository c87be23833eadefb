"""A reader tells us what went wrong, on the narrowest phone and without script."""

import pytest

from tests.journeys.axe import violations

pytestmark = pytest.mark.browser
NARROW = {"viewport": {"width": 320, "height": 640}}


def box(page, name: str) -> dict:
    return page.get_by_role("button", name=name, exact=True).bounding_box()


def test_the_answer_no_leads_by_keyboard_to_thanks_without_script(visitor):
    page = visitor(**NARROW, java_script_enabled=False).page
    page.goto("/faq/does-it-hurt/")
    yes, no = box(page, "Yes"), box(page, "No")
    assert yes["y"] == no["y"]
    assert min(yes["height"], no["height"]) >= 48

    page.get_by_role("button", name="No", exact=True).press("Enter")
    assert page.locator("h1:focus").inner_text() == "Thank you"
    page.get_by_role("button", name="Send").press("Enter")
    page.get_by_role("link", name="Choose what went wrong").press("Enter")
    assert page.locator("input:focus").get_attribute("value") == "hard"
    page.get_by_label("I think something is wrong").press("Space")
    page.get_by_label("Tell us more").fill("It says two different things.")
    # A person needs two seconds for this; the test does not.
    page.wait_for_timeout(2100)
    page.get_by_role("button", name="Send").press("Enter")

    assert "within 2 working days" in page.locator("main").inner_text()
    assert page.locator("h1:focus").inner_text() == "Thank you"
    assert page.get_by_role("link", name="I feel unwell after treatment").count() == 2
    assert page.context.cookies() == []


@pytest.mark.parametrize("answer", ["Yes", "No"])
def test_the_page_behind_the_buttons_is_accessible_with_its_faults_too(visitor, answer):
    page = visitor(**NARROW).page
    page.goto("/faq/does-it-hurt/")
    page.get_by_role("button", name=answer, exact=True).click()

    found = violations(page)
    page.locator("textarea").fill("a" * 301)
    page.get_by_role("button", name="Send").click()

    assert "faults" in page.locator(":focus").get_attribute("class")
    assert found + violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

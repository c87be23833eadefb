"""A publisher warns readers with the keyboard alone; a reader meets the warning first."""

import pytest

from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE
from tests.journeys.staff import said, screens_of, sign_in
from tests.journeys.test_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.node]


def test_a_recall_is_set_by_keyboard_and_read_first_on_a_phone(visitor):
    # The engine styles the page while it looks at it, which the policy forbids.
    publisher, reader = visitor(bypass_csp=True), visitor(bypass_csp=True, **PHONE)
    sign_in(publisher, "publisher")
    page = publisher.page
    page.goto(screens_of(publisher, "blood-thinners") + "change/")
    tab_to(page, "a[href^='/admin/recall/']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert violations(page) == []

    for choice in ("#id_what_0", "#id_do_0"):
        tab_to(page, choice)
        page.keyboard.press("ArrowDown")
    tab_to(page, ".recall .submit-row button")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    reader.page.goto("/faq/blood-thinners/")
    notice = reader.page.locator("h1 + section.care")

    assert "The notice stands." in said(publisher)
    assert violations(page) == []
    assert "It did not say clearly who should ask first" in notice.inner_text()
    assert notice.get_by_role("link").first.get_attribute("href").startswith("tel:")
    assert violations(reader.page) == []
    assert reader.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0

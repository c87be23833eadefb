"""A handout's pages on the staff screen, chosen and put in order by keys alone."""

import pytest

from tests.journeys import axe
from tests.journeys.staff import sign_in

pytestmark = pytest.mark.browser


def test_pages_are_chosen_from_the_list_and_put_in_order_by_keys(visitor):
    clinician = visitor(bypass_csp=True)
    sign_in(clinician, "clinician")
    page = clinician.page
    page.goto("/admin/handouts/handout/add/?items=2100")
    numbers = page.locator("#id_items")
    page.get_by_role("link", name="Choose pages").press("Enter")
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Words of the title, or a number").fill("2035")
    page.keyboard.press("Enter")
    dialog.get_by_text("1 found.").wait_for()

    dialog.get_by_role("button", name="Put it in").press("Enter")
    dialog.get_by_role("alert").filter(has_text="Added: ").wait_for()
    page.keyboard.press("Escape")
    page.locator("[data-choose]:focus").wait_for()
    page.get_by_role("button", name="Move up").nth(1).press("Enter")

    assert numbers.input_value() == "2035\n2100"
    assert page.locator("#id_body").input_value() == ""
    assert page.evaluate("document.activeElement.textContent") == "Move down"
    assert page.locator(".chosen li").all_inner_texts()[0].startswith("2035 ")
    assert axe.violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert numbers.input_value() == "2100"

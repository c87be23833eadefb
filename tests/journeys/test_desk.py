"""What needs you, the record and the report, as staff meet them."""

import csv
import io

import pytest

from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE
from tests.journeys.staff import said, sign_in, waiting_for_a_check
from tests.journeys.test_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.node]
ADDRESSES = {
    "list": ("reviewer", "/admin/"),
    "list of an owner": ("owner", "/admin/?for=all"),
    "one section": ("editor", "/admin/?section=ends"),
    "record": ("owner", "/admin/record/"),
    "record of a wrong choice": ("owner", "/admin/record/?first=2026-02-02&last=2026-02-01"),
    "report": ("owner", "/admin/report/"),
    "letters": ("owner", "/admin/letters/letter/"),
}


@pytest.fixture(scope="module")
def waiting(chromium, site) -> str:
    """The staff screens of a page that waits for a check."""
    return waiting_for_a_check(chromium, site, "Plainer words.", short_answer="Other words, 3 of them new.")


@pytest.mark.parametrize("look", [{}, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(("role", "address"), ADDRESSES.values(), ids=ADDRESSES)
def test_a_screen_of_the_desk_has_no_fault_that_axe_finds(visitor, waiting, role, address, look):
    # The engine styles the page while it looks at it, which the policy forbids.
    person = visitor(bypass_csp=True, **look)
    sign_in(person, role)

    person.page.goto(address)

    assert violations(person.page) == []


@pytest.mark.parametrize(("role", "address"), ADDRESSES.values(), ids=ADDRESSES)
def test_nothing_is_wider_than_a_phone(visitor, waiting, role, address):
    person = visitor(**PHONE)
    sign_in(person, role)

    person.page.goto(address)

    assert person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") == 0


def test_a_reviewer_goes_from_the_list_to_the_text_by_keyboard(visitor, waiting):
    reviewer = visitor()
    sign_in(reviewer, "reviewer")
    reviewer.page.goto("/admin/")
    row = reviewer.page.locator("section[aria-labelledby=s-check] li").first
    assert "Demo editor: Plainer words." in row.inner_text()

    tab_to(reviewer.page, "#s-check ~ ol .what a")
    with reviewer.page.expect_navigation():
        reviewer.page.keyboard.press("Enter")

    assert reviewer.page.url.endswith("/approve/?run")


def test_an_owner_looks_through_other_eyes_without_script(visitor, waiting):
    owner = visitor(java_script_enabled=False)
    sign_in(owner, "owner")
    owner.page.goto("/admin/")

    owner.page.get_by_role("link", name="Checking").click()

    assert owner.page.url.endswith("/admin/?for=reviewer")
    assert owner.page.locator(".desk-tabs [aria-current]").inner_text() == "Checking"
    assert owner.page.get_by_role("link", name="Review: Does dry needling hurt?").is_visible()


def test_an_owner_finds_a_sign_in_and_takes_the_lines_along(visitor):
    owner = visitor()
    sign_in(owner, "owner")
    owner.page.goto("/admin/")
    owner.page.get_by_role("link", name="Everything that happened").click()

    tab_to(owner.page, "[name=verb]")
    owner.page.keyboard.type("signed")
    tab_to(owner.page, ".choose button")
    with owner.page.expect_navigation():
        owner.page.keyboard.press("Enter")
    with owner.page.expect_download() as download:
        owner.page.get_by_role("link", name="table (CSV)").click()

    text = download.value.path().read_text(encoding="utf-8-sig")
    acts = {row["act"] for row in csv.DictReader(io.StringIO(text))}
    assert acts == {"sign-in"}
    assert download.value.suggested_filename.startswith("record-")


def test_the_report_prints_without_the_frame_of_the_screen(visitor):
    owner = visitor()
    sign_in(owner, "owner")
    owner.page.goto("/admin/report/")

    owner.page.emulate_media(media="print")

    for hidden in ("#header", "#nav-sidebar", ".breadcrumbs", ".on-screen"):
        assert not owner.page.locator(hidden).first.is_visible(), hidden
    assert owner.page.locator("#people").is_visible()
    owner.page.set_viewport_size({"width": 718, "height": 1000})
    assert owner.page.evaluate("document.documentElement.scrollWidth") <= 718
    cut = "[...document.querySelectorAll('.scroll')].filter(box => box.scrollWidth > box.clientWidth + 1).length"
    assert owner.page.evaluate(cut) == 0


def test_a_run_of_reviews_works_without_script_and_ends_on_the_list(visitor, waiting):
    owner = visitor(java_script_enabled=False)
    sign_in(owner, "owner")
    page = owner.page
    page.goto("/admin/")

    page.get_by_role("link", name="Review: Does dry needling hurt?").click()
    for tick in page.locator(".ticks input").all():
        tick.check()
    page.get_by_role("button", name="Approve and publish").click()

    assert page.url.endswith("/admin/")
    assert "Published." in said(owner)
    assert "Nothing else waits for your check." in said(owner)
    page.get_by_role("link", name="Does dry needling hurt?").first.click()
    assert page.url.startswith(owner.site.address + waiting)

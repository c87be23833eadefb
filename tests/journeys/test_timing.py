"""Schedule, retire and bulk in the browser: few presses, by keyboard, without script, and as axe wants them."""

import re
from datetime import datetime, timedelta

import pytest

from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE
from tests.journeys.staff import change, said, screens_of, send, sign_in
from tests.journeys.test_keyboard import tab_to

QUESTIONS = "/admin/faq/question/"
NEXT_WEEK = f"{datetime.now() + timedelta(days=7):%Y-%m-%dT09:00}"

pytestmark = pytest.mark.browser


def approved(visitor, slug: str) -> str:
    """The staff screens of a question whose new text is approved and not yet public."""
    editor, reviewer = visitor(), visitor()
    sign_in(editor, "editor")
    screens = screens_of(editor, slug)
    change(editor, screens, short_answer=f"Other words about {slug}, 3 of them new.")
    send(editor, screens)
    sign_in(reviewer, "reviewer")
    reviewer.page.goto(screens + "approve/")
    for tick in reviewer.page.locator(".ticks input").all():
        tick.check()
    reviewer.page.get_by_role("button", name="Approve", exact=True).click()
    reviewer.page.wait_for_url("**/change/")
    return screens


def as_publisher(visitor, **options):
    person = visitor(**options)
    sign_in(person, "publisher")
    return person


def test_a_time_takes_one_press_after_it_is_chosen(visitor):
    screens = approved(visitor, "how-deep")
    publisher = as_publisher(visitor)
    page = publisher.page
    page.goto(screens + "publish/")

    page.get_by_label("On this day, at this time").fill(NEXT_WEEK)
    button = page.get_by_role("button", name="Schedule for")
    assert re.fullmatch(r"Schedule for \d{1,2} \w+ \d{4}, 09:00", button.inner_text())
    button.click()
    page.wait_for_url("**/change/")

    assert "Will be published on" in said(publisher)
    assert "as Demo publisher chose" in page.inner_text(".scheduled")
    page.get_by_role("link", name="Unschedule").click()
    page.get_by_role("button", name="Unschedule").click()
    page.wait_for_url("**/change/")
    assert page.locator(".scheduled").count() == 0


def test_enter_in_the_time_never_publishes_at_once(visitor):
    screens = approved(visitor, "does-it-work")
    page = as_publisher(visitor).page
    page.goto(screens + "publish/")

    tab_to(page, "#id_at")
    page.locator("#id_at").fill(NEXT_WEEK)
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert "Will be published on" in page.inner_text(".messagelist")
    assert "approved, not yet published" in page.inner_text("#status")


def test_a_page_is_retired_in_four_presses(visitor):
    publisher, reader = as_publisher(visitor), visitor(**PHONE)
    page = publisher.page
    screens = screens_of(publisher, "toxins-and-emotions")
    page.goto(screens + "change/")

    page.get_by_role("link", name="Retire…").click()
    page.get_by_label("Send people to another page").check()
    page.get_by_label("A newer page has taken its place.").check()
    best = page.locator("[name=best]:checked").input_value()
    page.get_by_role("button", name="Retire", exact=True).click()
    page.wait_for_url("**/change/")

    assert "Retired." in said(publisher)
    reader.page.goto("/faq/toxins-and-emotions/")
    assert f"({best})" not in reader.page.url
    assert reader.page.url != f"{reader.site.address}/faq/toxins-and-emotions/"


def test_only_what_the_answer_asks_for_is_in_sight(visitor):
    publisher = as_publisher(visitor)
    page = publisher.page
    page.goto(screens_of(publisher, "can-i-faint") + "withdraw/")
    which, read, why = (page.locator(f"#row_{name}") for name in ("best", "read", "reason"))
    assert not which.is_visible()
    assert not read.is_visible()

    page.get_by_label("Tell them it is gone").check()
    assert read.is_visible()
    page.get_by_label("Merge it into").check()

    assert which.is_visible()
    assert not read.is_visible()
    assert not why.is_visible()


def test_retiring_by_keyboard_and_without_script_loses_nothing_on_an_error(visitor):
    publisher = as_publisher(visitor, java_script_enabled=False)
    page = publisher.page
    page.goto(screens_of(publisher, "can-i-faint") + "withdraw/")

    page.get_by_label("Tell them it is gone").check()
    page.get_by_label("More pages to read now").fill("9999")
    page.get_by_label("Note for the record").fill("Agreed in March.")
    page.get_by_role("button", name="Retire", exact=True).press("Enter")
    page.get_by_role("alert").wait_for()

    alert = page.get_by_role("alert").inner_text()
    assert "“9999” is not the number of another public page." in alert
    assert "Choose why it is retired." in alert
    assert page.get_by_label("Note for the record").input_value() == "Agreed in March."
    page.get_by_role("alert").get_by_role("link", name="More pages to read now").click()
    assert page.url.endswith("#id_read_instead")


def tick_in_the_list(page, *titles: str) -> None:
    page.goto(QUESTIONS)
    for title in titles:
        page.get_by_role("row", name=title).get_by_role("checkbox").check()


def test_many_pages_get_an_owner_and_lose_it_by_keyboard(visitor):
    editor = visitor()
    page = editor.page
    sign_in(editor, "editor")
    tick_in_the_list(page, "What is dry needling?", "Are the needles clean?")
    page.locator("[name=action]").select_option("bulk_owner")
    page.get_by_role("button", name="Go").press("Enter")
    page.get_by_role("button", name="Set the owner: 2 pages").wait_for()
    assert page.get_by_role("row", name="Are the needles clean?").is_visible()

    page.locator("[name=owner]").select_option("Demo reviewer")
    tab_to(page, "button.default")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Undo all of it").wait_for()
    assert page.get_by_text("Owner: Demo reviewer, before:").count() == 2
    page.get_by_role("button", name="Undo all of it").press("Enter")

    page.get_by_text("Undone for 2 pages.").wait_for()
    assert page.get_by_role("button", name="Undo all of it").count() == 0


def test_a_file_for_a_spreadsheet_comes_at_once(visitor):
    editor = visitor()
    sign_in(editor, "editor")
    tick_in_the_list(editor.page, "What is dry needling?")
    editor.page.locator("[name=action]").select_option("bulk_export")

    with editor.page.expect_download() as download:
        editor.page.get_by_role("button", name="Go").click()

    assert re.fullmatch(r"question-\d{4}-\d\d-\d\d\.csv", download.value.suggested_filename)


@pytest.mark.node
@pytest.mark.parametrize("size", [{}, PHONE], ids=["desktop", "phone"])
def test_no_screen_of_these_has_a_fault_that_axe_finds(visitor, size):
    screens = approved(visitor, "getting-ready" if size else "neck-and-back-pain")
    person = visitor(bypass_csp=True, **size)
    page, found = person.page, {}

    def look(what: str) -> None:
        found[what] = violations(page)

    sign_in(person, "owner")
    page.goto(screens + "publish/")
    look("publish")
    page.get_by_role("button", name="Schedule for this time").click()
    page.get_by_role("alert").wait_for()
    look("no time")
    page.get_by_label("On this day, at this time").fill(NEXT_WEEK)
    page.get_by_role("button", name="Schedule for").click()
    page.wait_for_url("**/change/")
    look("standing")
    page.goto(screens + "unschedule/")
    look("unschedule")
    page.goto(screens + "withdraw/")
    look("retire")
    page.get_by_label("Send people to").check()
    page.get_by_role("button", name="Retire", exact=True).click()
    page.get_by_role("alert").wait_for()
    look("retire, refused")
    tick_in_the_list(page, "What is dry needling?", "Are the needles clean?")
    look("list")
    page.locator("[name=action]").select_option("bulk_send")
    page.get_by_role("button", name="Go").click()
    page.get_by_role("button", name="Send for a check: 0 pages").wait_for()
    look("confirm")
    page.get_by_label("What changed and why").fill("Nothing.")
    page.get_by_label("Change of meaning").check()
    page.locator("button.default").click()
    page.get_by_role("heading", name="Left out, and why").wait_for()
    look("done")

    assert {what: faults for what, faults in found.items() if faults} == {}

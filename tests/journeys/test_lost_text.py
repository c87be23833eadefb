"""Nothing typed is lost: not with a server killed, a line cut, a sign-in ended or a colleague in the same page."""

import re
import time

import pytest

from tests.journeys import serving
from tests.journeys.staff import screens_of, sign_in, sign_in_by_hand

pytestmark = pytest.mark.browser

PROMISED = 5  # seconds: what was typed longer ago than that is kept
# What a page does again and again it does at once, and how long it would have waited is noted.
HURRY = """window.asked = [];
const again = window.setInterval;
window.setInterval = (act, wait) => { window.asked.push(wait); return again(act, Math.min(wait, 500)); };"""
OFFER = re.compile("and did not save it")


@pytest.fixture
def mortal(demonstration, tmp_path):
    """A folder and a port on which a server can be started again after its death."""
    with serving.copied(demonstration, tmp_path / "mortal") as folder:
        alive = []

        def start() -> serving.Site:
            site, process = serving.started(folder, port)
            alive.append(process)
            return site

        def kill() -> None:
            process = alive.pop()
            process.kill()
            process.wait(20)

        port = serving.free_port()
        yield start, kill
        for process in alive:
            serving.end(process)


def at_the_page(person, slug: str, role: str = "editor"):
    """The window with a question open, and the text as it is saved."""
    sign_in(person, role)
    person.page.goto(screens_of(person, slug) + "change/")
    return person.page, person.page.locator("#id_body").input_value()


def body(page) -> str:
    return page.locator("#id_body").input_value()


def add(page, words: str) -> None:
    page.locator("#id_body").focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(words)


def takes_the_offer(page, saved: str) -> str:
    """The page shows what is saved, and nothing is typed over the offer; one press puts it into the form."""
    page.get_by_role("heading", name=OFFER).wait_for()
    assert body(page) == saved
    assert not page.locator("#id_body").is_enabled()
    page.get_by_role("link", name="Put my text into the form").click()
    page.wait_for_url("**?kept")
    assert page.locator("#id_body").is_enabled()
    return body(page)


def test_a_killed_server_costs_nothing_typed_five_seconds_before(visitor, mortal):
    start, kill = mortal
    site = start()
    page, saved = at_the_page(visitor(site), "does-it-hurt")
    typed = []
    page.locator("#id_body").focus()
    page.keyboard.press("Control+End")

    # Without a pause, as somebody types who has much to say.
    for step in range(16):
        page.keyboard.type(f" word{step}")
        typed.append((time.monotonic(), f"word{step}"))
        page.wait_for_timeout(450)
    kill()
    died = time.monotonic()
    site = start()
    again, same = at_the_page(visitor(site), "does-it-hurt")

    promised = [word for at, word in typed if died - at >= PROMISED]
    assert same == saved
    assert promised[:3] == ["word0", "word1", "word2"]
    assert set(promised) <= set(takes_the_offer(again, saved).split())


def test_a_cut_line_leaves_the_text_in_the_browser(visitor):
    person = visitor()
    page, saved = at_the_page(person, "does-it-hurt")

    person.context.set_offline(True)
    add(page, "\nTyped without a line.")
    page.locator("#kept").get_by_text("Your text is kept in this browser").wait_for()
    person.context.set_offline(False)
    page.reload()

    assert takes_the_offer(page, saved) == saved + "\nTyped without a line."


def test_who_is_signed_out_elsewhere_goes_on_after_signing_in(visitor):
    person = visitor()
    page, _saved = at_the_page(person, "how-deep", "owner")
    other = person.context.new_page()
    other.goto("/admin/")
    other.get_by_role("button", name="Log out").click()

    add(page, "\nTyped while signed out.")
    page.locator("#kept").get_by_text("You are signed out").wait_for()
    assert body(page).endswith("Typed while signed out.")
    person.page = other
    other.goto("/admin/")
    sign_in_by_hand(person, "owner")
    page.locator("#kept").get_by_text("Kept at").wait_for()

    page.get_by_role("button", name="Save draft").click()
    page.locator(".messagelist .success").wait_for()
    assert body(page).endswith("Typed while signed out.")
    assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('kept'))") == []


def test_a_save_that_led_to_the_sign_in_lost_nothing(visitor):
    person = visitor()
    page, saved = at_the_page(person, "side-effects", "owner")
    add(page, "\nSaved too late.")
    page.frame_locator("#preview_frame").get_by_text("Saved too late.").wait_for()
    person.context.clear_cookies(name="sessionid")

    page.get_by_role("button", name="Save draft").click()
    sign_in_by_hand(person, "owner")

    assert takes_the_offer(page, saved) == saved + "\nSaved too late."


def test_two_people_at_one_page_know_of_each_other_and_keep_both_texts(visitor):
    first, second = visitor(), visitor()
    first.context.add_init_script(HURRY)
    writing, saved = at_the_page(first, "toxins-and-emotions")
    reading, _same = at_the_page(second, "toxins-and-emotions", "owner")

    assert reading.get_by_role("heading", name="Somebody else is here").is_visible()
    assert not reading.locator("#id_body").is_enabled()
    reading.frame_locator("#preview_frame").get_by_role("heading", level=1).wait_for()
    reading.get_by_role("link", name="Take over").click()
    reading.wait_for_url("**?take_over")
    assert max(writing.evaluate("asked")) <= 25_000
    writing.locator("#lost_page").get_by_text("Everything you typed is kept for you").wait_for()

    reading.locator("#id_body").fill(saved + "\nTheirs.")
    reading.get_by_role("button", name="Save draft").click()
    reading.locator(".messagelist .success").wait_for()
    add(writing, "\nMine.")
    writing.get_by_role("button", name="Save draft").click()
    writing.locator(".theirs").wait_for()
    assert writing.locator(".theirs textarea").input_value().strip() == saved.strip() + "\nTheirs."
    assert body(writing).strip() == saved.strip() + "\nMine."

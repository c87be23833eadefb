"""The two screens as a device draws them from what it kept. The browser gets the site's own answers without a server,
and a clock of its own."""

import re
from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from clinic_site.profile.models import amend
from clinic_site.views.giving import message
from tests.clinic_site.numbers.codes import painted, texts_in
from tests.clinic_site.views.given import due_ago, public
from tests.journeys.browsing import PHONE

pytestmark = pytest.mark.browser

HOST, PHONE_NUMBER = "https://guide.example", "01632 960001"
LIST, SCRIPT, SCREEN, PICKER = "/pick/pages.json", "/giving.js", "/show/offline/", "/pick/"
LONG = "Can I have dry needling if I take blood thinners, have a pacemaker, or will have an operation in the summer?"


@pytest.fixture
def hurt(clinic, settings):
    settings.SITE_ADDRESS = HOST
    page = public(clinic, "does-it-hurt", number="2024", question="Does it <b>hurt</b>?")
    due_ago(page, -10)
    return page


@pytest.fixture
def device(chromium, client):
    """Opens an address on a device that kept everything today and has no connection so many days later."""
    contexts = []

    def opened(address: str, days: int = 0):
        kept = {path: client.get(path) for path in (LIST, SCRIPT, SCREEN, PICKER)}
        kept[address] = kept[PICKER if address.startswith(PICKER) else SCREEN]
        kept[LIST]["x-kept"] = "yes"

        def answer(route):
            found = kept.get(route.request.url.removeprefix(HOST))
            if found:
                route.fulfill(status=found.status_code, headers=dict(found.items()), body=found.content)
            else:
                route.abort()

        contexts.append(chromium.new_context(locale="en-GB", timezone_id="Europe/London", **PHONE))
        page = contexts[-1].new_page()
        page.clock.set_fixed_time(datetime.combine(timezone.localdate() + timedelta(days=days), time(12)))
        page.route("**/*", answer)
        page.goto(HOST + address)
        page.locator("[data-ready], [data-drawn]:not([hidden]), [data-nothing]:not([hidden])").wait_for(
            state="attached"
        )
        return page

    yield opened
    for context in contexts:
        context.close()


def day(days: int = 0) -> str:
    date = timezone.localdate() + timedelta(days=days)
    return f"{date.day} {date:%B %Y}"


def shown(page, place: str) -> str:
    return re.sub(r"\s+", " ", page.locator(f"[data-drawn] {place}").inner_text())


def code_on(page) -> list[str]:
    return texts_in(painted(page.locator(".plate svg").evaluate("drawing => drawing.outerHTML")))


def test_one_page_has_its_code_title_number_address_and_message(device, hurt):
    page = device("/show/2024/")

    assert code_on(page) == ["HTTPS://GUIDE.EXAMPLE/2024"]
    assert shown(page, "h1") == "Does it <b>hurt</b>?"
    assert shown(page, ".code") == "Number 2024"
    assert shown(page, ".address") == "guide.example/2024"
    assert shown(page, "#message") == message("Example Clinic", "Does it <b>hurt</b>?", f"{HOST}/2024", PHONE_NUMBER)
    assert page.locator("[data-offline]").inner_text() == f"List of {day()}. You are offline."


@pytest.mark.parametrize(
    "name", ["Example Clinic", "The Physiotherapy and Sports Injury Clinic of Saint Somewhere", "C" * 80]
)
def test_the_message_is_the_one_that_the_clinic_would_write(clinic, device, hurt, name):
    amend(by=clinic["owner"], clinic_name=name)
    other = public(clinic, "other", question=LONG)

    page = device(f"/show/{other.number_id}/")

    assert shown(page, "#message") == message(name, LONG, f"{HOST}/{other.number_id}", PHONE_NUMBER)


def test_several_pages_keep_their_order_and_say_what_is_left_out(clinic, device, hurt):
    others = [public(clinic, f"other-{place}", question=f"Other {place}?").number_id for place in range(5)]

    page = device(f"/show/{others[1]}-2024-9999-{others[1]}/", days=2)

    today = timezone.localdate() + timedelta(days=2)
    assert code_on(page) == [f"HTTPS://GUIDE.EXAMPLE/H/{others[1]}-2024/{today:%Y%m%d}"]
    assert shown(page, "h1") == "2 pages for you"
    assert shown(page, ".order") == "Other 1? Does it <b>hurt</b>?"
    assert "Left out: 9999." in page.locator("[data-drawn]").inner_text()

    six = "-".join([*others, "2024"])
    assert code_on(device(f"/show/{six}/"))[0].startswith(f"HTTPS://GUIDE.EXAMPLE/H/{'-'.join(others)}/")


def test_a_page_whose_check_came_due_meanwhile_says_so(device, hurt):
    page = device("/show/2024/", days=11)

    assert f"was due for a check on {day(10)}" in page.locator("[data-drawn]").inner_text()
    assert code_on(page) == ["HTTPS://GUIDE.EXAMPLE/2024"]
    assert "was due" not in device("/show/2024/", days=10).locator("[data-drawn]").inner_text()


def test_a_page_that_nobody_checked_for_90_days_has_no_code_any_more(device, hurt):
    assert code_on(device("/show/2024/", days=100)) == ["HTTPS://GUIDE.EXAMPLE/2024"]

    page = device("/show/2024/", days=101)

    assert page.locator("[data-drawn]").is_hidden()
    assert "This page is not on the list that this device keeps" in page.locator("[data-nothing]").inner_text()


def test_the_list_loses_by_date_what_is_too_late_and_flags_what_is_due(clinic, device, hurt):
    other = public(clinic, "other", question="Other?").number_id
    flagged = device("/pick/", days=11)
    assert flagged.locator("[data-pick='2024'] [data-due]").is_visible()
    assert flagged.locator(f"[data-pick='{other}'] [data-due]").is_hidden()

    page = device("/pick/?q=hurt", days=101)

    assert page.locator("[data-offline]").inner_text() == f"List of {day()}. You are offline."
    assert page.locator("[data-pick='2024']").count() == 0
    page.locator("#live").get_by_text("Nothing on this list. The search needs a connection.").wait_for(state="attached")
    assert page.locator(f"[data-groups] [data-pick='{other}']").count() == 1


def test_a_clock_that_is_behind_brings_nothing_back(device, hurt):
    due_ago(hurt, 5)

    page = device("/show/2024/", days=-30)

    assert f"was due for a check on {day(-5)}" in page.locator("[data-drawn]").inner_text()
    assert page.locator("[data-offline]").inner_text() == f"List of {day()}. You are offline."


@pytest.mark.parametrize("address", ["/show/9999/", "/show/2024x/", "/show/offline/"])
def test_what_is_not_on_the_list_has_no_code(device, hurt, address):
    page = device(address)

    assert page.locator("[data-nothing]").is_visible()
    assert page.locator(".plate").is_hidden()

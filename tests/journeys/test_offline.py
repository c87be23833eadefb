"""A clinician's phone in a room without a connection: the list was opened once, and the server is gone."""

import pytest

from benchmarks.chromium import FLAGS, program
from tests.clinic_site.numbers.codes import texts_on
from tests.journeys import serving
from tests.journeys.browsing import PHONE, Visitor

pytestmark = pytest.mark.browser

HURT = "2035"
TOUCH = PHONE | {"has_touch": True, "is_mobile": True, "device_scale_factor": 2}
# Where the worker serves, once it does for both screens.
SERVES = """async () => {
  for (;;) {
    const served = await navigator.serviceWorker.getRegistrations();
    if (served.length === 2 && served.every((one) => one.active)) return served.map((one) => one.scope).sort();
    await new Promise((done) => { setTimeout(done, 50); });
  }
}"""
# Chromium tells the only thing that stands in the way here: the window of a test is a private one.
PRIVATE = "in-incognito"


@pytest.fixture
def running(demonstration, tmp_path):
    with serving.copied(demonstration, tmp_path / "site") as folder:
        site, process = serving.started(folder, serving.free_port())
        yield site, process
        serving.end(process)


@pytest.fixture
def with_windows(chromium):
    """Only a browser that can draw a window looks whether a site can have one of its own."""
    browser = chromium.browser_type.launch(executable_path=program(), args=FLAGS)
    yield browser
    browser.close()


def test_the_list_can_be_put_on_the_screen_of_a_phone(with_windows, running):
    site, _process = running
    one = Visitor(with_windows, site, **TOUCH)
    one.page.goto("/pick/")
    one.page.evaluate(SERVES)

    errors = one.context.new_cdp_session(one.page).send("Page.getInstallabilityErrors")["installabilityErrors"]

    assert [error["errorId"] for error in errors] == [PRIVATE]
    one.context.close()


def test_the_list_still_finds_a_page_and_draws_its_code_when_the_server_is_gone(chromium, running):
    site, process = running
    one = Visitor(chromium, site, **TOUCH)
    one.page.goto("/pick/")
    assert one.page.evaluate(SERVES) == [f"{site.address}/pick/", f"{site.address}/show/"]

    serving.end(process)
    one.page.reload()
    one.page.get_by_text("You are offline.").wait_for()
    one.page.locator("#q").tap()
    one.page.keyboard.type("hurt")
    one.page.locator("[data-results] .goes").first.tap()
    one.page.wait_for_url(f"**/show/{HURT}/")
    one.page.locator("[data-drawn]:not([hidden])").wait_for()

    assert texts_on(one.page.screenshot()) == [f"{site.address}/{HURT}".upper()]
    assert one.page.evaluate("fetch('/faq/').then(() => 'answered', () => 'nothing')") == "nothing"
    assert one.context.cookies() == []
    one.context.close()
    assert one.faults == []

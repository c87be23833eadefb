"""Chromium, watched: whatever a page must never do anywhere is a fault of the test that opened it."""

import os
from functools import wraps
from pathlib import Path

import pytest
from playwright.sync_api import Error, Locator, Page, sync_playwright

from benchmarks.chromium import FLAGS, windowless
from tests import once
from tests.journeys import serving

# The driver keeps an event loop in this thread, which Django would take for an asynchronous caller.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

PHONE = {"viewport": {"width": 360, "height": 740}}
DESKTOP = {"viewport": {"width": 1280, "height": 900}}
RAN = "a payload ran"
WATCH = f"for (const name of ['alert', 'confirm', 'prompt']) window[name] = () => console.error('{RAN}');"
PATIENCE = 15_000  # milliseconds, for a machine that does other things as well


def reads_whole_documents() -> None:
    """A press waits only until the next document begins to arrive; these answer at once, and would count what is not
    there yet. They now wait until the document is whole and its scripts have run."""

    def whole(read, page):
        @wraps(read)
        def reading(target, *args, **kwargs):
            page(target).wait_for_load_state("domcontentloaded")
            return read(target, *args, **kwargs)

        return reading

    for name in ("all", "all_inner_texts", "all_text_contents", "count", "is_hidden", "is_visible"):
        setattr(Locator, name, whole(getattr(Locator, name), lambda locator: locator.page))
    for name in ("content", "evaluate", "title"):
        setattr(Page, name, whole(getattr(Page, name), lambda page: page))


def takes_pictures_of_what_is_drawn() -> None:
    """Chromium gives no picture in the moment in which one document gives way to the next, and says so."""
    take = Page.screenshot

    @wraps(take)
    def taking(page, **options):
        page.wait_for_load_state()
        try:
            return take(page, **options)
        except Error as error:
            if "Unable to capture screenshot" not in error.message:
                raise
        page.wait_for_timeout(200)  # no script could tell when it is drawn: some of these people have none
        return take(page, **options)

    Page.screenshot = taking


reads_whole_documents()
takes_pictures_of_what_is_drawn()


class Visitor:
    """One person's browser. `page` is its window; `faults` is what the watch saw."""

    def __init__(self, browser, site: serving.Site, **options):
        self.site, self.faults = site, []
        self.context = browser.new_context(base_url=site.address, locale="en-GB", **(DESKTOP | options))
        self.context.set_default_timeout(PATIENCE)
        self.context.add_init_script(WATCH)
        self.context.on("request", self.look_at_request)
        self.context.on("response", self.look_at_response)
        self.context.on("console", self.look_at_console)
        self.context.on("weberror", lambda error: self.faults.append(f"uncaught: {error.error}"))
        self.context.on("dialog", self.look_at_dialog)
        self.page = self.context.new_page()

    def look_at_request(self, request) -> None:
        ours = request.url.startswith(self.site.address + "/") or request.url in {"about:blank", "about:srcdoc"}
        if not (ours or request.url.startswith("blob:" + self.site.address)):
            self.faults.append(f"request to {request.url}")

    def look_at_response(self, response) -> None:
        if response.status >= 500:
            self.faults.append(f"{response.status} at {response.url}")

    def look_at_console(self, message) -> None:
        text = message.text
        if message.type == "error" and not text.startswith("Failed to load resource"):
            self.faults.append(f"console: {text}")

    def look_at_dialog(self, dialog) -> None:
        self.faults.append(f"dialog: {dialog.message}")
        dialog.dismiss()


# The driver's event loop must end before tests of the database begin, so it lives no longer than a folder of tests.
@pytest.fixture(scope="package")
def chromium():
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=windowless(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory) -> Path:
    """Never opened, only copied. A database on PostgreSQL goes with the process, so each has its own."""
    base = tmp_path_factory.getbasetemp()
    if not serving.POSTGRES:
        yield once.made(once.folder(base) / "demonstration", serving.prepare)
        return
    folder = base / "demonstration"
    try:
        serving.prepare(folder)
        yield folder
    finally:
        serving.drop_database(folder)


@pytest.fixture(scope="module")
def site(demonstration, tmp_path_factory) -> serving.Site:
    """Each module of tests has a demonstration of its own, so what one does can't disturb another."""
    folder = tmp_path_factory.mktemp("site")
    with serving.copied(demonstration, folder / folder.name) as copy, serving.served(copy) as running:
        yield running


@pytest.fixture(scope="module")
def empty_site(tmp_path_factory) -> serving.Site:
    with (
        serving.empty(tmp_path_factory.mktemp("empty") / "empty") as folder,
        serving.served(folder, "runserver") as running,
    ):
        yield running


@pytest.fixture
def visitor(chromium, site):
    """Opens watched browsers; each is closed, and its faults told, when the test ends."""
    opened = []

    def opener(at: serving.Site = site, **options) -> Visitor:
        opened.append(Visitor(chromium, at, **options))
        return opened[-1]

    yield opener
    faults = []
    for one in opened:
        one.context.close()
        faults += one.faults
    assert not faults, "\n".join(faults)


def pasted(page) -> str:
    """What is on the clipboard, got at as a person does: no page of ours may read it."""
    page.evaluate("document.body.prepend(Object.assign(document.createElement('textarea'), {id: 'pasted'}))")
    page.locator("#pasted").press("Control+V")
    return page.locator("#pasted").input_value()

"""What the worker of the picker does when the network answers, is slow, fails, or tells it to go: in one window of a
browser, without a server."""

from pathlib import Path

import pytest

from clinic_site.views import offline

pytestmark = pytest.mark.browser

WORLD = (Path(__file__).parent / "worker_world.js").read_text(encoding="utf-8")
LIST, PICKER, SCREEN = "/pick/pages.json", "/pick/", "/show/offline/"


@pytest.fixture(scope="module")
def window(chromium):
    page = chromium.new_page()
    yield page
    page.close()


@pytest.fixture
def world(window):
    """Asks for what a script says about a new world, in which the worker has settled."""
    window.evaluate(WORLD, offline.worker_script())
    window.evaluate("(async () => { await world.happen('install'); await world.happen('activate'); })()")

    def ask(script: str):
        return window.evaluate(f"(async () => {{ {script} }})()")

    return ask


def test_it_keeps_the_list_two_screens_and_what_they_load_and_nothing_else(world):
    assert world("return world.stores()") == [offline.release()]
    assert set(world("return world.keptFiles()")) == {LIST, PICKER, SCREEN, *offline.kept_files()}


@pytest.mark.parametrize(
    "address",
    ["/", "/faq/", "/faq/does-it-hurt/", "/4716", "/h/4716-0528", "/print/4716", "/show/", "/show/x/", "/admin/",
     "/api/pages.json", "/privacy/", "/pick/other/", "/show/4716/more/"],
)  # fmt: skip
def test_it_does_not_touch_any_other_page(world, address):
    assert world(f"return world.open('{address}')") is None
    assert world(f"return world.load('{address}')") is None


def test_what_the_clinic_answers_comes_first(world):
    found = world("world.etag = 'two'; return world.open('/pick/?q=sore')")

    assert found == {"text": "/pick/?q=sore two", "status": 200, "isKept": False}


@pytest.mark.parametrize("trouble", ["'gone away'", "'slow'", "502"])
@pytest.mark.parametrize(("address", "kept"), [("/pick/?q=sore", PICKER), ("/show/4716-0528/", SCREEN)])
def test_without_an_answer_a_screen_comes_from_the_store(world, trouble, address, kept):
    found = world(f"world.network['*'] = {trouble}; return world.open('{address}')")

    assert found["text"] == f"{kept} one"


def test_a_list_from_the_store_says_that_it_is(world):
    assert world(f"return world.load('{LIST}')")["isKept"] is False

    found = world(f"world.network['*'] = 'gone away'; return world.load('{LIST}')")

    assert found == {"text": f"{LIST} one", "status": 200, "isKept": True}


def test_what_belongs_to_a_screen_of_the_store_does_not_wait_again(world):
    found = world(
        f"world.network['*'] = 'slow'; await world.open('/pick/'); const begun = performance.now();"
        f" await world.load('{LIST}'); return performance.now() - begun < 1000"
    )

    assert found is True


@pytest.mark.parametrize("contact", [f"world.load('{LIST}')", "world.open('/show/4716/')"])
def test_after_any_contact_a_list_that_changed_is_kept_instead_with_its_screens(world, contact):
    world(f"world.etag = 'two'; await {contact}; world.network['*'] = 'gone away'")

    assert world(f"return world.load('{LIST}')")["text"] == f"{LIST} two"
    assert world("return world.open('/pick/')")["text"] == f"{PICKER} two"
    assert world("return world.open('/show/4716/')")["text"] == f"{SCREEN} two"


def test_a_list_that_did_not_change_is_not_fetched_with_its_screens(world):
    asked = world(f"world.asked.length = 0; await world.load('{LIST}'); return world.asked")

    assert asked == [LIST, "/sw.js"]


@pytest.mark.parametrize("status", [404, 410])
def test_when_its_own_file_is_gone_it_leaves_and_takes_all_with_it(world, status):
    assert world(f"world.network['/sw.js'] = {status}; await world.load('{LIST}'); return world.left") is True

    assert world("return world.stores()") == []


@pytest.mark.parametrize("status", ["500", "503", "'gone away'"])
def test_a_fault_of_the_server_is_no_reason_to_leave(world, status):
    assert world(f"world.network['/sw.js'] = {status}; await world.load('{LIST}'); return world.left") is False
    assert world("return world.stores()") == [offline.release()]


def test_a_new_release_replaces_the_one_before_as_a_whole(world):
    world("world.older('of another release'); await world.happen('activate')")

    assert world("return world.stores()") == [offline.release()]

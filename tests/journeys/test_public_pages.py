import re

import pytest

from tests.journeys.addresses import PUBLIC
from tests.journeys.browsing import PHONE
from tests.journeys.staff import add_picture, press, send, sign_in, write_question

pytestmark = pytest.mark.browser

NARROW = {"viewport": {"width": 320, "height": 640}}
PRINTED = "element => element.checkVisibility({contentVisibilityAuto: true, visibilityProperty: true})"

SCRIPTS = """[...document.scripts].filter(one => one.type !== 'application/ld+json')
  .map(one => one.src ? new URL(one.src).pathname : one.outerHTML)"""


@pytest.fixture(scope="module")
def every_address(chromium, site) -> list[str]:
    """What the site map lists, and one address of each kind."""
    context = chromium.new_context(base_url=site.address)
    listed = re.findall(r"<loc>([^<]+)</loc>", context.request.get("/sitemap.xml").text())
    context.close()
    return sorted({*PUBLIC.values(), *(address.removeprefix(site.address) for address in listed)})


def test_no_page_scrolls_sideways_at_320_pixels(visitor, every_address):
    reader = visitor(**NARROW)
    too_wide = []

    for address in every_address:
        reader.page.goto(address)
        if reader.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)

    assert len(every_address) > 40
    assert too_wide == []


def test_no_page_scrolls_sideways_with_text_at_twice_its_size(visitor):
    reader = visitor(**PHONE, bypass_csp=True)
    too_wide = []

    for address in PUBLIC.values():
        reader.page.goto(address)
        reader.page.add_style_tag(content="html { font-size: 200% }")
        if reader.page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            too_wide.append(address)

    assert too_wide == []


def test_no_page_sets_a_cookie_or_carries_a_script_of_others(visitor, every_address):
    reader = visitor(**PHONE)
    scripts = set()

    for address in set(every_address) - {PUBLIC["sign-in"]}:
        reader.page.goto(address)
        scripts |= set(reader.page.evaluate(SCRIPTS))

    assert reader.context.cookies() == []
    assert scripts <= {"/static/js/guide.js"}


def test_nothing_is_kept_in_the_browser(visitor):
    reader = visitor(**PHONE)

    reader.page.goto("/faq/does-it-hurt/")

    assert reader.page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
    assert reader.page.evaluate("navigator.serviceWorker.getRegistrations().then(all => all.length)") == 0


def test_paper_shows_what_is_folded_but_no_needle(visitor):
    editor, reviewer, publisher, reader = visitor(), visitor(), visitor(), visitor()
    for person, role in ((editor, "editor"), (reviewer, "reviewer"), (publisher, "publisher")):
        sign_in(person, role)
    add_picture(editor, "thin-needle.jpg", "A thin needle", needle=True)
    body = "Thin, and for one use [@Brady2014].\n\n![](image:thin-needle)\n"
    screens = write_question(editor, "how-thin", question="How thin is it?", body=body)
    send(editor, screens)
    press(reviewer, screens, "approve", "Approve")
    press(publisher, screens, "publish", "Publish")

    reader.page.goto("/faq/how-thin/")
    folded, needle = reader.page.locator("#source-1 p"), reader.page.locator("details.needle")
    on_screen = folded.is_visible(), needle.is_visible(), needle.locator("img").is_visible()
    reader.page.emulate_media(media="print")

    assert on_screen == (False, True, False)
    assert folded.evaluate(PRINTED)
    assert needle.locator("summary").evaluate(PRINTED)
    assert not needle.locator("img").evaluate(PRINTED)


def test_paper_shows_every_answer_of_the_list(visitor):
    reader = visitor()
    reader.page.goto("/faq/")
    answers = reader.page.locator("details p:first-child")

    reader.page.emulate_media(media="print")

    assert answers.count() > 20
    assert all(answer.evaluate(PRINTED) for answer in answers.all())
    assert reader.page.pdf().startswith(b"%PDF")

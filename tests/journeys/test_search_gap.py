"""A search that found nothing becomes an answer: what staff press for it, and the screens they meet."""

import pytest

from tests.journeys import serving
from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE
from tests.journeys.staff import sign_in
from tests.journeys.tasks import Hands
from tests.journeys.test_keyboard import tab_to

pytestmark = [pytest.mark.browser, pytest.mark.node]
ROWS = ["/admin/?section=searches", "/admin/?section=safety", "/admin/?section=unhelpful"]
ADDRESSES = [*ROWS, "/admin/questions-asked/", "/admin/questions-asked/point/?words=fizzy+arm&q=soreness"]
SEARCHES = ("can i have a tattoo", "fizzy arm", "parking")
LEFT_BEHIND = f"""
import django; django.setup()
from datetime import timedelta
from django.utils import timezone
from clinic_site.counts.models import add
from clinic_site.feedback.giving import give
from clinic_site.search.models import Indexed, SearchDay
from clinic_site.search.term_log import heard, unanswered
number = Indexed.objects.filter(kind="question").first().number
for _try in range(30):  # a search is not noted while the server is writing something else
    for words in set({SEARCHES}) - {{one.words for one in unanswered()}}:
        heard(words, 0)
for day in range(1, 80):
    SearchDay.objects.create(day=timezone.localdate() - timedelta(days=day), times=day % 9, unfound=day % 3)
for reason in ["hard"] * 9 + ["wrong"]:
    give(number=number, revision=1, helpful=False, reason=reason)
add({{(timezone.localdate(), number, 1): 1250}})
"""


@pytest.fixture(scope="module")
def left_behind(site) -> None:
    serving.run(site.folder, "-c", LEFT_BEHIND)


def test_a_search_without_an_answer_is_written_and_sent_in_three_presses(visitor, left_behind):
    editor = Hands(visitor(), "editor")
    name = f"Write this answer: “{SEARCHES[0]}”"

    editor.press(name, "link")
    editor.choose("Main topic", "after-treatment")
    assert editor.page.locator("[name=question]").input_value() == "Can I have a tattoo?"
    assert editor.page.locator("[name=search_words]").input_value().strip() == SEARCHES[0]
    editor.type("short_answer", "Yes, once the skin has closed.")
    editor.type("body", "Most people wait for a day or two.")
    editor.press("Send for a check")

    editor.hears("Sent.")
    assert editor.count == 3


def test_a_search_is_pointed_to_a_page_by_keyboard_without_script(visitor, left_behind):
    editor = visitor(java_script_enabled=False)
    sign_in(editor, "editor")
    page = editor.page
    page.goto("/admin/?section=searches")

    page.get_by_role("link", name="Point to an answer: “fizzy arm”").press("Enter")
    page.get_by_label("Look for a page by other words").fill("soreness")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Point to this page").press("Enter")
    assert page.locator("#errors a").inner_text() == "The page that answers it"
    page.get_by_role("radio").first.press("Space")
    page.get_by_role("button", name="Point to this page").press("Enter")

    assert "now finds this first" in page.locator(".messagelist").inner_text()
    assert "fizzy arm" not in page.locator(".desk").inner_text()


def test_a_search_is_ignored_and_brought_back_by_keyboard(visitor, left_behind):
    editor = visitor()
    sign_in(editor, "editor")
    page = editor.page
    page.goto("/admin/?section=searches")

    tab_to(page, "[aria-label='Ignore: “parking”']")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.get_by_role("button", name="Ignore: “parking”").count() == 0
    page.goto("/admin/questions-asked/")
    tab_to(page, "[aria-label='Bring back: parking']")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.get_by_role("button", name="Ignore: parking").is_visible()


@pytest.mark.parametrize("look", [{}, PHONE], ids=["desktop", "phone"])
def test_the_screens_have_no_fault_that_axe_finds_and_fit_a_phone(visitor, left_behind, look):
    # The engine styles the page while it looks at it, which the policy forbids.
    owner = visitor(bypass_csp=True, **look)
    sign_in(owner, "owner")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    found = []

    for address in ADDRESSES:
        owner.page.goto(address)
        found += [f"{address}: {fault}" for fault in violations(owner.page)]
        found += [f"{address}: {owner.page.evaluate(wide)} too wide"] if owner.page.evaluate(wide) else []

    assert found == []


def test_plots_can_be_read_on_a_phone_in_forced_colours_and_on_paper(visitor, left_behind):
    owner = visitor(viewport={"width": 390, "height": 800})
    sign_in(owner, "owner")
    page = owner.page
    page.goto("/admin/questions-asked/")
    words = page.locator("svg.plot text")
    high = "all => Math.min(...all.map(one => parseFloat(getComputedStyle(one).fontSize) * one.getScreenCTM().a))"
    inside = (
        "all => all.every(one => one.getBoundingClientRect().right <= one.closest('svg').getBoundingClientRect().right)"
    )

    assert page.locator("svg.plot").count() == 4
    assert words.evaluate_all(high) >= 12
    assert words.evaluate_all(inside)
    assert page.locator("svg.plot [style]").count() == 0
    for look in ({"forced_colors": "active", "color_scheme": "dark"}, {"forced_colors": "none", "media": "print"}):
        page.emulate_media(**look)
        shown = "one => getComputedStyle(one).fill === getComputedStyle(document.querySelector('h1')).color"
        assert words.first.evaluate(shown), look

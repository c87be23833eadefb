"""Every screen of the staff, in every state that looks different, seen by the accessibility engine in both looks."""

import pytest

from tests.journeys.axe import violations
from tests.journeys.browsing import Visitor
from tests.journeys.staff import add_picture, change, open_page, press, screens_of, send, sign_in, write_question

pytestmark = [pytest.mark.browser, pytest.mark.node]

SCREENS = {
    "editor": (
        "/admin/", "/admin/find/?q=needling", "/admin/find/?q=nothing-at-all", "/admin/faq/question/",
        "/admin/articles/article/add/", "{fresh}change/", "{fresh}discard/", "{changed}change/", "{changed}submit/",
        "{waiting}change/", "{waiting}preview/", "{waiting}history/", "{waiting}revision/2/", "{waiting}approve/",
        "/admin/disclaimers/disclaimer/1/change/", "/admin/content/topic/", "/admin/content/topic/1/change/",
        "/admin/password_change/",
    ),
    "library": (
        "/admin/images/image/", "/admin/images/image/add/", "/admin/images/image/1/change/",
        "/admin/images/image/1/replace/", "/admin/images/image/1/replace/?by=2",
        "/admin/images/image/1/replaced/?by=2", "/admin/references/reference/",
        "/admin/references/reference/add/", "/admin/references/reference/1/change/", "/admin/glossary/term/",
        "/admin/glossary/term/add/", "/admin/glossary/term/1/change/", "/admin/style/",
    ),
    "reviewer": ("{waiting}change/", "{waiting}approve/", "{waiting}return/", "{changed}confirm/"),
    "publisher": ("{approved}publish/", "{changed}withdraw/", "{changed}move/", "{undoable}undo/"),
    "owner": (
        "/admin/", "{waiting}approve/", "/admin/claims/rule/", "/admin/claims/rule/add/",
        "/admin/claims/rule/1/change/", "/admin/claims/pack/", "/admin/profile/profile/", "/admin/accounts/user/",
        "/admin/accounts/user/add/", "/admin/accounts/user/2/change/", "/admin/content/event/",
    ),
}  # fmt: skip
ROLES = {"library": "editor"}


@pytest.fixture(scope="module")
def stages(chromium, site) -> dict[str, str]:
    """Stage -> the staff screens of a page that is there."""
    people = {role: Visitor(chromium, site) for role in ("editor", "reviewer", "publisher")}
    for role, person in people.items():
        sign_in(person, role)
    editor = people["editor"]
    slugs = {"waiting": "does-it-hurt", "changed": "how-deep", "approved": "side-effects", "undoable": "migraine"}
    found = {stage: screens_of(editor, slug) for stage, slug in slugs.items()}
    for screens in found.values():
        change(editor, screens, short_answer="Other words, 3 of them new.")
    for stage in ("waiting", "approved", "undoable"):
        send(editor, found[stage])
    for stage in ("approved", "undoable"):
        press(people["reviewer"], found[stage], "approve", "Approve")
    press(people["publisher"], found["undoable"], "publish", "Publish")
    for name in ("calm", "quiet"):
        add_picture(editor, f"{name}.jpg", f"A {name} room")
    found["fresh"] = write_question(editor, "may-i-rest", body="Yes.\n\n![](image:calm-room)\n")
    for person in people.values():
        person.context.close()
    return found


def watched(visitor, role: str) -> Visitor:
    # The engine styles the page while it looks at it, which the policy forbids.
    person = visitor(bypass_csp=True)
    sign_in(person, role)
    return person


@pytest.mark.parametrize("group", SCREENS)
def test_no_screen_of_the_staff_has_a_fault_that_axe_finds(visitor, stages, group):
    person = watched(visitor, ROLES.get(group, group))
    found = {}

    for address in SCREENS[group]:
        answer = person.page.goto(address.format(**stages))
        assert answer.status in {200, 403}, address
        found[address] = violations(person.page)

    assert {address: faults for address, faults in found.items() if faults} == {}


def test_a_text_not_saved_is_offered_without_a_fault(visitor):
    person = watched(visitor, "editor")
    open_page(person, "what-is-dry-needling")
    person.page.locator("#id_body").fill("Words that nobody saved.")
    person.page.locator("#kept").get_by_text("Kept at").wait_for()

    person.page.reload()
    person.page.locator("#unsaved").wait_for()
    person.page.locator(".notice summary").click()

    assert violations(person.page) == []


def test_a_page_that_somebody_else_holds_has_no_fault(visitor):
    holder, second = visitor(), watched(visitor, "owner")
    open_page(holder, "migraine")

    second.page.goto(screens_of(second, "migraine") + "change/")

    second.page.locator("#held").wait_for()
    assert violations(second.page) == []


def test_refusals_have_no_fault(visitor):
    person, colleague = watched(visitor, "editor"), visitor()
    open_page(person, "needle-left-in")
    screens = screens_of(person, "needle-left-in")
    found = {}

    person.page.locator("#id_question").fill("")
    person.page.get_by_role("button", name="Save draft").click()
    person.page.locator("#errors").wait_for()
    found["form"] = violations(person.page)
    person.page.goto(screens + "change/?kept")
    person.page.locator("#id_question").fill("A cure?")
    person.page.locator("button[name=_send]").click()
    person.page.locator("#refusal").wait_for()
    found["sending"] = violations(person.page)
    sign_in(colleague, "editor")
    change(colleague, screens, short_answer="Other words.")
    person.page.get_by_role("button", name="Save draft").click()
    person.page.locator(".theirs").wait_for()
    found["stale"] = violations(person.page)

    assert {where: faults for where, faults in found.items() if faults} == {}

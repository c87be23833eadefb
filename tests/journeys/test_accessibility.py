import pytest

from tests.journeys.addresses import PUBLIC
from tests.journeys.axe import violations
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.staff import change, screens_of, send, sign_in, withdraw

pytestmark = [pytest.mark.browser, pytest.mark.node]

STAFF = {
    "start": ("editor", "/admin/"),
    "start of an owner": ("owner", "/admin/"),
    "list": ("editor", "/admin/faq/question/"),
    "new page": ("editor", "/admin/articles/article/add/"),
    "form with preview": ("editor", "{waiting}change/"),
    "send": ("editor", "{changed}submit/"),
    "approve": ("reviewer", "{waiting}approve/"),
    "return": ("reviewer", "{waiting}return/"),
    "withdraw": ("publisher", "{changed}withdraw/"),
    "move": ("publisher", "{changed}move/"),
    "history": ("editor", "{waiting}history/"),
    "revision": ("editor", "{waiting}revision/2/"),
    "preview": ("editor", "{waiting}preview/"),
    "disclaimer": ("editor", "/admin/disclaimers/disclaimer/1/change/"),
    "topics": ("editor", "/admin/content/topic/"),
    "topic": ("editor", "/admin/content/topic/1/change/"),
    "profile": ("owner", "/admin/profile/profile/"),
    "people": ("owner", "/admin/accounts/user/"),
    "person": ("owner", "/admin/accounts/user/2/change/"),
    "library": ("editor", "/admin/images/image/"),
    "new picture": ("editor", "/admin/images/image/add/"),
    "references": ("editor", "/admin/references/reference/"),
    "new reference": ("editor", "/admin/references/reference/add/"),
    "events": ("owner", "/admin/content/event/"),
    "password": ("editor", "/admin/password_change/"),
    "may not": ("editor", "{waiting}approve/"),
}


@pytest.mark.parametrize("address", PUBLIC.values(), ids=PUBLIC)
def test_a_public_page_has_no_fault_that_axe_finds(visitor, address):
    reader = visitor(**PHONE)

    reader.page.goto(address)

    assert violations(reader.page) == []


def test_a_site_on_its_first_day_has_no_fault_that_axe_finds(visitor, empty_site):
    reader = visitor(empty_site, **PHONE)

    reader.page.goto("/")

    assert "We are writing this guide" in reader.page.inner_text("main")
    assert violations(reader.page) == []


def test_a_retired_page_has_no_fault_that_axe_finds(visitor):
    publisher, reader = visitor(), visitor(**PHONE)
    sign_in(publisher, "publisher")
    withdraw(publisher, screens_of(publisher, "toxins-and-emotions"), "not-needed", "2035")

    answer = reader.page.goto("/faq/toxins-and-emotions/")

    assert answer.status == 410
    assert violations(reader.page) == []


@pytest.fixture(scope="module")
def stages(chromium, site) -> dict[str, str]:
    """Stage -> the staff screens of a page that is there: one waits for a check, one has changes on its desk."""
    editor = Visitor(chromium, site)
    sign_in(editor, "editor")
    found = {"waiting": screens_of(editor, "does-it-hurt"), "changed": screens_of(editor, "how-deep")}
    for screens in found.values():
        change(editor, screens, short_answer="Other words, 3 of them new.")
    send(editor, found["waiting"])
    editor.context.close()
    return found


@pytest.mark.parametrize(("role", "address"), STAFF.values(), ids=STAFF)
def test_a_staff_screen_has_no_fault_that_axe_finds(visitor, stages, role, address):
    # The engine styles the page while it looks at it, which the policy forbids.
    person = visitor(bypass_csp=True)
    sign_in(person, role)

    person.page.goto(address.format(**stages))

    assert violations(person.page) == []

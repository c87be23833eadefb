"""“Is it still you?” in a browser: what was typed goes on with a passkey or the password, and with neither nothing
does."""

from html import escape

import pytest

from tests.journeys import serving
from tests.journeys.axe import faults_of
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.passkeys import Passkeys, set_up
from tests.journeys.staff import said, screens_of, sign_in, waiting_for_a_check

pytestmark = pytest.mark.browser
HALF_AN_HOUR_AGO = """
import django
django.setup()
from clinic_site.accounts.sessions import CHECKED, SessionStore, StaffSession, now
for row in StaffSession.objects.all():
    kept = row.get_decoded() | {CHECKED: now() - 31 * 60}
    row.session_data = SessionStore().encode(kept)
    row.save()
"""
NOTE = 'It can\'t hurt < 5 minutes & "never" long.\nTwo lines of it, and 🙂.'


@pytest.fixture(scope="module")
def waiting(chromium, named_site) -> str:
    """The staff screens of a page whose change waits for a second person."""
    return waiting_for_a_check(
        chromium,
        named_site,
        "Shorter.",
        short_answer="It can. You may feel a small prick. Tell us if it hurts, and we can stop.",
    )


def approve(person: Visitor, screens: str) -> None:
    page = person.page
    page.goto(f"{screens}approve/")
    page.locator("[name=note]").fill(NOTE)
    for tick in page.locator(".ticks input").all():
        tick.check()
    page.get_by_role("button", name="Approve", exact=True).click()
    page.get_by_role("heading", name="Is it still you?").wait_for()


def test_a_passkey_shows_it_and_what_was_typed_goes_on(visitor, named_site, waiting):
    reviewer = visitor(named_site)
    sign_in(reviewer, "reviewer")
    passkeys, page = Passkeys(reviewer), reviewer.page
    set_up(reviewer)
    serving.run(named_site.folder, "-c", HALF_AN_HOUR_AGO)
    approve(reviewer, waiting)
    assert not page.locator("[data-failed]").is_visible()  # an empty frame would look like a fault

    passkeys.knows_the_finger(False)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_text("The passkey was not used. Try again, or give your password.").wait_for()
    history = reviewer.context.request.get(f"{waiting}history/").text()
    assert escape(NOTE.partition("\n")[0]) not in history

    passkeys.knows_the_finger(True)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url(f"**{waiting}change/")
    assert "Approved" in said(reviewer)
    page.goto(f"{waiting}history/")
    for line in NOTE.split("\n"):
        page.get_by_text(line).first.wait_for()


@pytest.mark.node
def test_the_password_does_too_and_a_wrong_one_loses_nothing(visitor, named_site):
    # The engine styles the page while it looks at it, which the policy forbids.
    publisher = visitor(named_site, bypass_csp=True, **PHONE)
    page = publisher.page
    sign_in(publisher, "publisher")
    screens = screens_of(publisher, "does-it-work")
    serving.run(named_site.folder, "-c", HALF_AN_HOUR_AGO)
    page.goto(f"{screens}move/")
    page.get_by_label("New address").fill("does-it-help")
    page.get_by_role("button", name="Change the address").click()
    page.get_by_role("heading", name="Is it still you?").wait_for()

    found = faults_of(page)
    answer(publisher, "wrong")
    page.get_by_text("This is not your password.").wait_for()
    found += faults_of(page)
    answer(publisher, named_site.passwords["publisher"])
    page.wait_for_url("**/change/")

    assert found == []
    assert page.goto("/faq/does-it-help/").status == 200


def answer(person: Visitor, password: str) -> None:
    person.page.get_by_label("Your password").fill(password)
    person.page.get_by_role("button", name="Go on").click()

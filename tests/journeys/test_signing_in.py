"""Signing in with a passkey, which only a browser can make; the screens of one's account, looked at on the way."""

import pytest

from tests.journeys.axe import faults_of
from tests.journeys.browsing import PHONE, Visitor
from tests.journeys.passkeys import with_passkeys
from tests.journeys.staff import sign_in_by_hand

pytestmark = [pytest.mark.browser, pytest.mark.node]


def sign_out(person: Visitor) -> None:
    person.page.goto("/admin/")
    person.page.get_by_role("button", name="Log out").click()
    person.page.wait_for_load_state()


def test_a_passkey_is_set_up_and_lets_its_owner_in_again_with_and_without_the_password(visitor, named_site):
    # The engine styles the page while it looks at it, which the policy forbids.
    person = with_passkeys(visitor(named_site, bypass_csp=True, **PHONE))
    page, found = person.page, {}
    page.goto("/admin/account/")
    found["sign in"] = faults_of(page)
    sign_in_by_hand(person, "reviewer")
    found["account without"] = faults_of(page)

    page.get_by_role("link", name="Set up a second step").click()
    found["set up"] = faults_of(page)
    page.get_by_role("link", name="Use an app").click()
    found["app"] = faults_of(page)
    page.go_back()
    page.get_by_role("button", name="Make a passkey").click()
    page.wait_for_url("**/admin/account/codes/")
    assert page.locator(".once li").count() == 10
    found["codes"] = faults_of(page)
    page.get_by_role("link", name="I have kept them").click()
    found["account"] = faults_of(page)

    sign_out(person)
    page.goto("/admin/login/")
    sign_in_by_hand(person, "reviewer")
    assert page.url.endswith("/admin/login/second/")
    found["second step"] = faults_of(page)
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/")

    sign_out(person)
    page.goto("/admin/login/?next=/admin/record/")
    page.get_by_role("button", name="Use a passkey").click()
    page.wait_for_url("**/admin/record/")
    assert {name: faults for name, faults in found.items() if faults} == {}


def test_without_the_passkey_nobody_gets_further_and_is_told_what_to_do(visitor, named_site):
    stranger = with_passkeys(visitor(named_site))
    stranger.page.goto("/admin/login/")

    stranger.page.get_by_role("button", name="Use a passkey").click()

    stranger.page.get_by_text("The passkey was not used. Try again, or sign in with your password.").wait_for()
    assert stranger.page.url.endswith("/admin/login/")

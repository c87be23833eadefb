"""Passkeys, which only a browser can make, in a phone that is made of software and always has the right finger."""

import pytest

from tests.journeys import serving
from tests.journeys.browsing import Visitor

PHONE_WITH_A_FINGER = {
    "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
    "isUserVerified": True, "automaticPresenceSimulation": True,
}  # fmt: skip


@pytest.fixture(scope="module")
def named_site(demonstration, tmp_path_factory) -> serving.Site:
    """Under a name: passkeys belong to names, never to numbers."""
    folder = tmp_path_factory.mktemp("named")
    with (
        serving.copied(demonstration, folder / folder.name) as copy,
        serving.served(copy, host="localhost") as running,
    ):
        yield running


class Passkeys:
    """What a browser with one authenticator has."""

    def __init__(self, person: Visitor):
        self.devices = person.context.new_cdp_session(person.page)
        self.devices.send("WebAuthn.enable")
        made = self.devices.send("WebAuthn.addVirtualAuthenticator", {"options": PHONE_WITH_A_FINGER})
        self.authenticator = made["authenticatorId"]

    def knows_the_finger(self, knows: bool) -> None:
        said = {"authenticatorId": self.authenticator, "isUserVerified": knows}
        self.devices.send("WebAuthn.setUserVerified", said)


def with_passkeys(person: Visitor) -> Visitor:
    Passkeys(person)
    return person


def set_up(person: Visitor) -> None:
    """From the account of somebody who is signed in and has no passkey yet."""
    person.page.goto("/admin/account/")
    person.page.get_by_role("link", name="Set up a second step").click()
    person.page.get_by_role("button", name="Make a passkey").click()
    person.page.wait_for_url("**/admin/account/codes/")

"""Whatever can be done is done from a page of ours alone: every address refuses a form without the token of the site,
but for those that readers send without a cookie, which look at Origin and a seal instead."""

from django.test import Client

from tests.architecture.addresses import filled, routes

# Documents that can only be read, and a page that is not there, before `feedback.origin` has anything to look at.
WITHOUT_TOKEN = {"api", "api_pages", "api_page", "api_after", "feedback"}


def test_a_form_without_the_token_of_the_site_does_nothing(clinic):
    owner = Client(enforce_csrf_checks=True)
    owner.force_login(clinic["owner"])
    taken = set()

    for name, route in routes():
        if owner.post(filled(route, Anything())).status_code != 403:
            taken.add(name)

    assert taken == WITHOUT_TOKEN


class Anything(dict):
    def __missing__(self, key: str) -> str:
        """What fits every kind of place, letters and digits."""
        return "1234"

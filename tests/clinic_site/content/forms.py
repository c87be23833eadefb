"""The staff forms, filled in and sent as a browser would."""

import re

from django.test import Client

FORM = {"title": "A title", "lede": "A lede.", "body": "Words.\n", "topics": "after-treatment", "related": "",
        "search_words": "", "risk": "normal", "language": "en-GB", "owner": "", "deputy": "",
        "interval_months": "24"}  # fmt: skip

# What a second person says of a text; without it nothing is approved.
TICKS = {"accurate": "on", "supported": "on", "safe": "on", "read": "whole"}


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def address(page, name: str) -> str:
    return f"/admin/{page._meta.app_label}/{page._meta.model_name}/{page.pk}/{name}/"


def add(person, **changes):
    return signed_in(person).post("/admin/articles/article/add/", FORM | {"slug": "a-title"} | changes)


def change(person, page, **changes):
    form = FORM | {"title": page.title, "base_edit": page.edit}
    return signed_in(person).post(address(page, "change"), form | changes)


def press(person, page, verb: str, **form):
    """Opens the screen of a verb and sends its form: what was seen there goes with it, and all ticks of a review."""
    form = (TICKS if verb == "approve" else {}) | form
    browser = signed_in(person)
    seen = re.search(r'name="seen" value="([^"]*)"', text_of(browser.get(address(page, verb))))
    return browser.post(address(page, verb), {"seen": seen[1] if seen else ""} | form)


def text_of(response) -> str:
    return response.content.decode()

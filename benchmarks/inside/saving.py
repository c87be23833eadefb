"""Runs inside our site: staff save, send and publish a page of 10 kB through the admin's screens.

Prints {"act": {"queries": […], "cpu": […], "next_queries": […], "next_cpu": […]}}: milliseconds and queries of what the
button does, and of the screen that is shown next.
"""

import json
import sys

import django

django.setup()

from bs4 import BeautifulSoup  # noqa: E402
from django.conf import settings  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from articles.models import Article  # noqa: E402
from benchmarks.inside.costs import Costs, press, sent  # noqa: E402
from clinic_site.accounts.models import User  # noqa: E402
from tests import builders  # noqa: E402

SLUG = "evidence"  # 10 kB of text


class Staff:
    """Somebody signed in, as a browser would be."""

    def __init__(self, person: User, found: Costs):
        self.client, self.found, self.enctype = Client(), found, ""
        self.client.force_login(person)

    def fields(self, address: str) -> dict[str, list[str]]:
        """What the form on this screen would send if nothing were typed; notes how."""
        answer = self.client.get(address)
        form = BeautifulSoup(answer.content, "html.parser").find("form", id="page_form") or max(
            BeautifulSoup(answer.content, "html.parser").find_all("form", method="post"), key=lambda one: len(str(one))
        )
        self.enctype = form.get("enctype", "")
        return filled(form)

    def press(self, act: str, address: str, fields: dict, count: bool) -> None:
        press(self.client, self.found, act, address, sent(fields, self.enctype), count)


def filled(form) -> dict[str, list[str]]:
    sent: dict[str, list[str]] = {}
    for field in form.find_all(("input", "textarea", "select")):
        kind, name = field.get("type", ""), field.get("name", "")
        if not name or kind in ("submit", "file", "button") or field.has_attr("disabled"):
            continue
        if kind in ("checkbox", "radio") and not field.has_attr("checked"):
            continue
        if field.name == "select":
            values = [one.get("value", "") for one in field.find_all("option", selected=True)]
        else:
            values = [field.text.removeprefix("\n") if field.name == "textarea" else field.get("value", "")]
        sent.setdefault(name, []).extend(values)
    return sent


def text(body: str, turn: int) -> str:
    """The page's own text with a change in it each turn."""
    return f"{body.rstrip()}\n\nWords of turn {turn}.\n"


def turn_of(place: int, body: str, editor: Staff, reviewer: Staff, count: bool) -> None:
    page = Article.objects.get(slug=SLUG)
    change = reverse("admin:articles_article_change", args=[page.pk])
    words = {"body": text(body, place)}
    editor.press("save", change, editor.fields(change) | words | {"_continue": "1"}, count)
    send = editor.fields(change) | {"_send": "1", "note": "Plainer words.", "kind": "clinical"}
    editor.press("send", change, send, count)
    approve = reverse("admin:articles_article_approve", args=[page.pk])
    ticks = dict.fromkeys(("accurate", "supported", "safe"), "on") | {"read": "whole", "_publish": "1"}
    reviewer.press("publish", approve, reviewer.fields(approve) | ticks, count)


def main(turns: int) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    found: Costs = {}
    editor = Staff(builders.person("editor"), found)
    reviewer = Staff(builders.person("reviewer", "publisher"), found)
    body = Article.objects.get(slug=SLUG).body
    for place in range(1, turns + 3):
        turn_of(place, body, editor, reviewer, count=place == 2)
        if place == 1:
            found.clear()  # what a process reads and compiles once
    print(json.dumps(found))


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""Runs inside a Wagtail site: staff save a draft of a page and publish it, through its editor; prints the same as
benchmarks/inside/saving.py."""

import json
import re
from collections.abc import Callable

from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from benchmarks.inside.costs import IN_PARTS, press, sent

# What every editor sends beside the page's own fields.
BESIDE = {
    "seo_title": "", "search_description": "", "go_live_at": "", "expire_at": "",
    "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0},
}  # fmt: skip
FORM = re.compile(rb'<form[^>]*\bid="page-edit-form"[^>]*>')


def enctype(client: Client, address: str) -> str:
    return IN_PARTS if IN_PARTS.encode() in FORM.search(client.get(address).content)[0] else ""


def take_turns(page: Page, fields: Callable[[Page, int], dict], turns: int) -> None:
    """`fields` is what the editor's form sends on this turn."""
    client, found = Client(), {}
    client.force_login(get_user_model().objects.filter(is_superuser=True).order_by("pk").first())
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    kind = enctype(client, address)
    for turn in range(1, turns + 3):
        press(client, found, "save", address, sent(fields(page, turn), kind), count=turn == 2)
        publish = fields(page, turn) | {"action-publish": "action-publish"}
        press(client, found, "publish", address, sent(publish, kind), count=turn == 2)
        if turn == 1:
            found.clear()  # what a process reads and compiles once
    print(json.dumps(found))

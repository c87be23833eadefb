"""Runs inside the fresh Wagtail site: staff save a draft of its article and publish it, through the page editor.

Prints the same as benchmarks/inside/saving.py.
"""

import json
import sys
from urllib.parse import urlsplit

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402
from guide.models import ArticlePage  # noqa: E402
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield  # noqa: E402

from benchmarks.inside.costs import costs  # noqa: E402


def fields(page: ArticlePage, turn: int) -> dict:
    """What the editor's form sends."""
    blocks = [
        (block.block_type, rich_text(block.value.source) if block.block_type == "paragraph" else block.value)
        for block in page.body
    ]
    blocks.append(("paragraph", rich_text(f"<p>Words of turn {turn}.</p>")))
    return nested_form_data(
        {"title": page.title, "slug": page.slug, "lede": page.lede, "body": streamfield(blocks), "seo_title": "",
         "search_description": "", "go_live_at": "", "expire_at": "",
         "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0}}
    )  # fmt: skip


def press(client: Client, found: dict, act: str, address: str, sent: dict, count: bool) -> None:
    with costs(found, act, count=count):
        answer = client.post(address, sent)
    if answer.status_code != 302:
        sys.exit(f"{act} answered {answer.status_code}: {answer.content[:3000]}")
    with costs(found, act, count=count, prefix="next_"):
        client.get(urlsplit(answer.url)._replace(scheme="", netloc="").geturl())


def main(turns: int) -> None:
    page, client, found = ArticlePage.objects.get(slug="article"), Client(), {}
    client.force_login(get_user_model().objects.get(username="staff"))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    for turn in range(1, turns + 3):
        press(client, found, "save", address, fields(page, turn), count=turn == 2)
        publish = fields(page, turn) | {"action-publish": "action-publish"}
        press(client, found, "publish", address, publish, count=turn == 2)
        if turn == 1:
            found.clear()  # what a process reads and compiles once
    print(json.dumps(found))


main(int(sys.argv[1]))

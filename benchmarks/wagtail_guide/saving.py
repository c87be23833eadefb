"""Runs inside the fresh Wagtail site: saving.py TURNS, with its article of 10 kB."""

import sys

import django

django.setup()

from guide.models import ArticlePage  # noqa: E402
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield  # noqa: E402

from benchmarks.wagtail_guide.pressing import BESIDE, take_turns  # noqa: E402


def fields(page: ArticlePage, turn: int) -> dict:
    blocks = [
        (block.block_type, rich_text(block.value.source) if block.block_type == "paragraph" else block.value)
        for block in page.body
    ]
    blocks.append(("paragraph", rich_text(f"<p>Words of turn {turn}.</p>")))
    own = {"title": page.title, "slug": page.slug, "lede": page.lede, "body": streamfield(blocks)}
    return nested_form_data(own | BESIDE)


take_turns(ArticlePage.objects.get(slug="article"), fields, int(sys.argv[1]))

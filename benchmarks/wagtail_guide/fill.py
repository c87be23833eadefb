"""Fills the fresh site with one article and many others of the same text: fill.py TEXT PAGES"""

import sys
from html import escape
from pathlib import Path

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import transaction  # noqa: E402
from guide.models import ArticlePage, IndexPage  # noqa: E402
from wagtail.models import Site  # noqa: E402

SIZE = 10_000  # characters of text, as in our own site


def body(text: str) -> list[dict]:
    """Headings and paragraphs of the article; marks of our own stay as letters."""
    words, blocks = text.split("---\n", 2)[2].strip(), []
    for part in (words + "\n\n" + words[: max(0, SIZE - len(words))]).split("\n\n"):
        if part.startswith("#"):
            blocks.append({"type": "heading", "value": part.strip("# ").partition(" {")[0]})
        else:
            blocks.append({"type": "paragraph", "value": f"<p>{escape(part)}</p>"})
    return blocks


@transaction.atomic
def fill(text: str, pages: int) -> None:
    get_user_model().objects.create_superuser("staff", "staff@example.test", "a long pass phrase")
    root = Site.objects.get(is_default_site=True).root_page
    index = root.add_child(instance=IndexPage(title="Guide", slug="guide", show_in_menus=True))
    blocks = body(text)
    article = index.add_child(
        instance=ArticlePage(title="What research says", slug="article", lede="In plain words.", body=blocks)
    )
    article.save_revision().publish()
    for place in range(1, pages + 1):
        slug, title = f"article-{place}", f"What research says, {place}"
        index.add_child(instance=ArticlePage(title=title, slug=slug, lede="In plain words.", body=blocks))


fill(Path(sys.argv[1]).read_text(encoding="utf-8"), int(sys.argv[2]))

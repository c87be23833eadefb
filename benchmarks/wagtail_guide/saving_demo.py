"""Runs inside Wagtail's demo: saving_demo.py TURNS, with the article that the reading benchmark reads, as it is."""

import sys

import django

django.setup()

from bakerydemo.blog.models import BlogPage  # noqa: E402
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield  # noqa: E402

from benchmarks.wagtail_guide.pressing import BESIDE, take_turns  # noqa: E402


def block_as_sent(block) -> tuple:
    kind, value = block.block_type, block.value
    if kind == "paragraph_block":
        return kind, rich_text(value.source)
    if kind == "image_block":
        return kind, dict(value) | {"image": value["image"].pk}
    if kind == "embed_block":
        return kind, value.url
    return kind, dict(value)


def fields(page: BlogPage, turn: int) -> dict:
    blocks = [block_as_sent(block) for block in page.body]
    blocks.append(("paragraph_block", rich_text(f"<p>Words of turn {turn}.</p>")))
    authors = [{"id": one.pk, "person": one.person_id} for one in page.blog_person_relationship.all()]
    own = {
        "title": page.title, "slug": page.slug, "subtitle": page.subtitle, "introduction": page.introduction,
        "image": page.image_id, "body": streamfield(blocks), "date_published": page.date_published.isoformat(),
        "tags": ", ".join(tag.name for tag in page.tags.all()), "show_in_menus": "",
        "blog_person_relationship": inline_formset(authors, initial=len(authors)),
    }  # fmt: skip
    return nested_form_data(own | BESIDE)


take_turns(BlogPage.objects.get(slug="wild-yeast"), fields, int(sys.argv[1]))

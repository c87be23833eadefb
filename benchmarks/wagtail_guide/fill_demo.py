"""Many articles in the demo, each with text, picture, author and tags of one of its own: fill_demo.py PAGES"""

import sys

import django

django.setup()

from bakerydemo.blog.models import BlogPage, BlogPersonRelationship  # noqa: E402
from django.db import transaction  # noqa: E402


@transaction.atomic
def fill(pages: int) -> None:
    first = BlogPage.objects.get(slug="wild-yeast")
    index = first.get_parent()
    for place in range(1, pages + 1):
        page = BlogPage(
            title=f"{first.title} {place}", slug=f"article-{place}", introduction=first.introduction,
            image=first.image, body=first.body, subtitle=first.subtitle, date_published=first.date_published,
        )  # fmt: skip
        for author in first.authors():
            page.blog_person_relationship.add(BlogPersonRelationship(person=author))
        page.tags.set(first.tags.all())
        index.add_child(instance=page)
        index.refresh_from_db()


fill(int(sys.argv[1]))

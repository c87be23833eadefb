"""Every door we know of through which somebody could change or remove what was once public. All stay shut."""

import pytest
from django.core.management import call_command
from django.db import IntegrityError, models, transaction
from django.test import Client

from articles.models import Article, ArticleRevision
from clinic_site.content import verifying
from clinic_site.content.event import Event
from clinic_site.content.topic import Topic
from clinic_site.references.models import Reference
from tests import builders
from tests.clinic_site.content.lives import edited

PEOPLE = ("editor", "reviewer", "publisher", "clinician", "owner", "superuser")


@pytest.fixture
def people(clinic) -> dict:
    return clinic | {"superuser": builders.person(name="Root", is_superuser=True, is_staff=True)}


@pytest.fixture
def page(people) -> Article:
    """Two revisions that readers have seen, with a source, a topic and an owner."""
    builders.reference("Brady2014")
    page = builders.article(people["editor"], body="Words [@Brady2014].\n", owner=people["owner"])
    builders.published(page, people)
    builders.published(edited(page, people["editor"], body="Other words [@Brady2014].\n"), people)
    return page


def signed() -> list[dict]:
    return list(ArticleRevision.objects.order_by("pk").values())


def rows_of(page) -> dict[str, models.Model]:
    return {
        "articles/article": page,
        "references/reference": Reference.objects.get(),
        "content/topic": Topic.objects.get(),
        "accounts/user": page.owner,
        "content/event": Event.objects.first(),
    }


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_deletes_through_the_admin(people, page, person):
    before, client = signed(), Client()
    client.force_login(people[person])

    for path, row in rows_of(page).items():
        answers = [
            client.post(f"/admin/{path}/{row.pk}/delete/", {"post": "yes"}),
            client.post(f"/admin/{path}/", {"action": "delete_selected", "_selected_action": row.pk, "post": "yes"}),
        ]
        assert [answer.status_code for answer in answers if answer.status_code >= 500] == []
        assert type(row).objects.filter(pk=row.pk).exists(), path
    assert signed() == before


@pytest.mark.parametrize("person", PEOPLE)
def test_nobody_writes_over_a_signed_copy_through_its_screens(people, page, person):
    before, client = signed(), Client()
    client.force_login(people[person])
    words = {
        "body": "Never approved.",
        "title": "Never approved",
        "html": "<p>Never approved</p>",
        "state": "published",
    }

    for screen in ("revision/1/", "revision/2/", "revision/1/preview/", "history/", "preview/"):
        for send in (client.post, client.put, client.patch, client.delete):
            assert send(f"/admin/articles/article/{page.pk}/{screen}", words).status_code < 500
    client.post(f"/admin/articles/article/{page.pk}/change/", words | {"base_edit": "2", "topics": "after-treatment"})
    client.post(f"/admin/articles/articlerevision/{before[0]['id']}/change/", words)

    assert signed() == before
    assert "Never approved" not in Client().get(page.path).content.decode()


@pytest.mark.parametrize("name", ["page", "owner", "reviewer", "topic", "reference", "event"])
def test_nothing_a_signed_copy_rests_on_is_deleted_from_the_shell(people, page, name):
    before = signed()
    rows = {"page": page, "owner": page.owner, "reviewer": people["reviewer"], "topic": Topic.objects.get(),
            "reference": Reference.objects.get(), "event": Event.objects.first()}  # fmt: skip

    for delete in (rows[name].delete, type(rows[name]).objects.filter(pk=rows[name].pk).delete):
        try:
            with transaction.atomic():
                delete()
        except (IntegrityError, models.ProtectedError):
            continue
        assert name == "reference"  # its words are frozen in the copies, so the row may go

    assert signed() == before
    assert list(verifying.faults()) == []


def test_loading_files_and_commands_touch_no_signed_copy(people, page, tmp_path):
    before, folder = signed(), tmp_path / "content"
    call_command("export_content", str(folder))
    file = folder / "articles" / f"{page.slug}.md"
    file.write_text(file.read_text().replace("Other words", "Never approved"))

    call_command("load_content", str(folder))
    call_command("sync_roles")

    page.refresh_from_db()
    assert "Never approved" in page.body
    assert signed() == before
    assert "Never approved" not in Client().get(page.path).content.decode()
    assert list(verifying.faults()) == []

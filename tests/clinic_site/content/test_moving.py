"""Invariant 8: an old address leads to where its page is now, and belongs to it for ever."""

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from clinic_site.content import publishing
from clinic_site.content.refused import NotAllowed
from clinic_site.redirects.models import Redirect
from faq.models import Question
from tests import builders
from tests.clinic_site.content.lives import MAKERS, edited, refused, withdrawn


def move(page, staff, slug: str):
    return publishing.move(page, by=staff["publisher"], slug=slug)


def answer(client, address: str) -> tuple:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


@pytest.mark.parametrize("kind", MAKERS)
def test_an_old_address_redirects_for_ever(clinic, client, kind: str):
    page = MAKERS[kind](clinic["editor"], "old-name")
    builders.published(page, clinic)
    old = page.path

    page = move(page, clinic, "new-name")

    assert answer(client, old) == (301, page.path)
    assert answer(client, page.path) == (200, "")
    assert answer(client, f"/{page.number_id}") == (302, page.path)


def test_a_chain_of_moves_is_folded(clinic, client):
    page = builders.article(clinic["editor"], "first")
    builders.published(page, clinic)

    for slug in ("second", "third", "fourth"):
        page = move(page, clinic, slug)

    for slug in ("first", "second", "third"):
        assert answer(client, f"/articles/{slug}/") == (301, "/articles/fourth/")


def test_a_page_may_go_back_to_its_old_address(clinic, client):
    page = builders.article(clinic["editor"], "first")
    builders.published(page, clinic)

    for slug in ("second", "first"):
        page = move(page, clinic, slug)

    assert answer(client, "/articles/first/") == (200, "")
    assert answer(client, "/articles/second/") == (301, "/articles/first/")
    assert list(Redirect.objects.values_list("path", flat=True)) == ["/articles/second/"]
    page = move(page, clinic, "second")
    assert answer(client, "/articles/first/") == (301, "/articles/second/")


def test_no_other_page_takes_an_address_that_was_printed(clinic):
    page = builders.article(clinic["editor"], "printed")
    builders.published(page, clinic)
    move(page, clinic, "elsewhere")
    draft = builders.article(clinic["editor"], "draft")

    assert page.number_id in refused(lambda: builders.article(clinic["editor"], "printed"))
    assert page.number_id in refused(lambda: move(draft, clinic, "printed"))
    assert "Another page" in refused(lambda: move(draft, clinic, "elsewhere"))
    assert "Another page" in refused(lambda: builders.article(clinic["editor"], "elsewhere"))


def test_a_draft_leaves_no_address_behind(clinic, client):
    draft = builders.article(clinic["editor"], "draft")

    publishing.move(draft, by=clinic["editor"], slug="better")

    assert answer(client, "/articles/draft/") == (404, "")
    assert Redirect.objects.count() == 0
    assert builders.article(clinic["editor"], "draft").slug == "draft"


def test_a_public_address_is_moved_by_a_publisher_only(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    with pytest.raises(NotAllowed):
        publishing.move(page, by=clinic["editor"], slug="aches")


def test_a_withdrawn_page_keeps_its_old_addresses(clinic, client):
    other, page = builders.question(clinic["editor"]), builders.article(clinic["editor"], "first")
    builders.published(other, clinic)
    revision = builders.published(page, clinic)
    move(page, clinic, "second")
    withdrawn(revision, clinic, other)

    assert answer(client, "/articles/first/") == (301, "/articles/second/")
    assert answer(client, "/articles/second/") == (410, "")


def test_a_link_follows_the_page_it_names(clinic, client):
    target, page = builders.question(clinic["editor"], "target"), builders.article(clinic["editor"], "linking")
    builders.published(target, clinic)
    body = f"Read [how sore you may be](page:{target.number_id}).\n"
    revision = builders.published(edited(page, clinic["editor"], body=body), clinic)

    move(target, clinic, "moved")

    text = client.get(page.path).content.decode()
    assert 'href="/faq/moved/"' in text
    assert "/faq/target/" not in text
    assert f'href="/{target.number_id}"' in revision.html


@pytest.mark.parametrize("slug", ["", "two words", "a/b", "../admin", "é", "x" * 81, "\x00", "<b>"])
def test_a_slug_that_is_none_is_refused(clinic, slug: str):
    page = builders.article(clinic["editor"])

    with pytest.raises(ValidationError), transaction.atomic():
        publishing.move(page, by=clinic["editor"], slug=slug)
    with pytest.raises(ValidationError), transaction.atomic():
        builders.article(clinic["editor"], slug)


@pytest.mark.parametrize("slug", ["index", "search", "print", "new", "feed"])
def test_a_word_of_the_site_itself_is_no_address(clinic, slug: str):
    page = builders.question(clinic["editor"])

    assert "kept for the site itself" in refused(lambda: builders.question(clinic["editor"], slug))
    assert "kept for the site itself" in refused(lambda: move(page, clinic, slug))


def test_the_same_address_is_no_move(clinic):
    page = builders.question(clinic["editor"])

    assert "already has this address" in refused(lambda: move(page, clinic, page.slug))
    assert Question.objects.get().slug == page.slug

"""What the form of a page answers to bad input: words that say what to do, nothing lost, never a 500."""

import re

import pytest
from django.contrib import admin

from articles.models import Article
from clinic_site.content import publishing
from tests import builders
from tests.clinic_site.content.forms import FORM, add, address, change, signed_in, text_of
from tests.clinic_site.content.lives import edited

TWO_MEGABYTES = 2 * 1024 * 1024


def test_the_form_makes_a_page(clinic):
    assert add(clinic["editor"]).status_code == 302
    assert Article.objects.get().body == "Words."


@pytest.mark.parametrize(
    ("slug", "said"),
    [
        ("taken", "Another page has the address"),
        ("printed", "was printed for page"),
        ("index", "kept for the site itself"),
        ("two words", "valid “slug”"),
        ("a/b", "valid “slug”"),
        ("a\x00b", "Null characters"),
        ("x" * 81, "at most 80 characters"),
    ],
)
def test_a_slug_that_is_taken_or_reserved_or_none_is_named(clinic, slug: str, said: str):
    builders.article(clinic["editor"], "taken")
    page = builders.article(clinic["editor"], "printed")
    builders.published(page, clinic)
    publishing.move(page, by=clinic["publisher"], slug="moved")

    response = add(clinic["editor"], slug=slug, body="Words to keep.")

    assert said in text_of(response)
    assert "Words to keep." in text_of(response)
    assert Article.objects.count() == 2


def test_a_body_of_two_megabytes_is_refused_and_stays_in_the_form(clinic):
    page = builders.article(clinic["editor"])
    body = "a long text " * (TWO_MEGABYTES // 12)

    response = change(clinic["editor"], page, body=body)

    assert "longer than 100 kB" in text_of(response)
    assert text_of(response).count("a long text") >= TWO_MEGABYTES // 12
    assert Article.objects.get().body == page.body


@pytest.mark.parametrize("name", ["title", "lede", "body", "search_words", "related"])
def test_a_nul_is_refused_and_the_text_stays_in_the_form(clinic, name: str):
    response = change(clinic["editor"], builders.article(clinic["editor"]), **{name: "kept \x00 words"})

    assert "Null characters are not allowed" in text_of(response)
    assert "kept" in text_of(response)


@pytest.mark.parametrize("raw", [b"%ed%a0%80", b"%ff%fe", b"%f8%88%80%80%80", b"%F0%9F%98%80"])
def test_broken_bytes_are_never_a_fault_of_ours(clinic, raw: bytes):
    page = builders.article(clinic["editor"])
    form = "&".join(f"{key}={value}" for key, value in FORM.items() if key not in {"title", "body"}).encode()
    body = form + b"&base_edit=1&title=" + raw + b"&body=" + raw

    response = signed_in(clinic["editor"]).generic(
        "POST", address(page, "change"), body, "application/x-www-form-urlencoded"
    )

    assert response.status_code in {200, 302}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"risk": "enormous"}, "Select a valid choice"),
        ({"topics": "knitting"}, "Select a valid choice"),
        ({"flags": "mentions-wizards"}, "Select a valid choice"),
        ({"interval_months": "0"}, "greater than or equal to 1"),
        ({"interval_months": "9" * 30}, "less than or equal to 60"),
        ({"owner": "999999999999999999999999"}, "Select a valid choice"),
        ({"owner": "x"}, "Select a valid choice"),
        ({"base_edit": "x"}, "whole number"),
        ({"language": "../"}, "language code"),
        ({"title": "x" * 66}, "at most 65"),
    ],
)
def test_a_choice_nobody_offered_is_refused(clinic, changes: dict, said: str):
    response = change(clinic["editor"], builders.article(clinic["editor"]), **changes)

    assert response.status_code == 200
    assert said in text_of(response)
    assert Article.objects.get().edit == 1


def test_a_stale_save_shows_both_texts_and_a_second_one_is_kept(clinic):
    page = builders.article(clinic["editor"])
    edited(page, clinic["owner"], body="Their words.\n")

    refused = change(clinic["editor"], page, body="My words.\n")

    text = text_of(refused)
    assert "Nothing was overwritten" in text
    assert "Their words." in text
    assert "My words." in text
    assert Article.objects.get().body == "Their words.\n"
    base_edit = re.search(r'name="base_edit" value="(\d+)"', text)[1]
    assert change(clinic["editor"], page, body="Both texts.\n", base_edit=base_edit).status_code == 302
    assert Article.objects.get().body == "Both texts."


@pytest.mark.parametrize("base_edit", ["", "0", "-1", "99999999999999999999"])
def test_a_save_that_names_no_edit_is_refused(clinic, base_edit: str):
    response = change(clinic["editor"], builders.article(clinic["editor"]), body="Mine.\n", base_edit=base_edit)

    assert "Nothing was overwritten" in text_of(response)
    assert Article.objects.get().edit == 1


@pytest.mark.parametrize("role", ["clinician", "publisher", "reviewer"])
def test_who_may_only_look_sees_the_same_screen_with_nothing_to_press_in_vain(clinic, role: str):
    page = builders.article(clinic["editor"], body="## Part\n\nThe ache is fixed.\n")

    looks, writes = (text_of(signed_in(clinic[one]).get(address(page, "change"))) for one in (role, "editor"))

    assert [html.count("admin/edit.css") for html in (looks, writes)] == [1, 1]
    for html, is_there in ((looks, False), (writes, True)):
        for part in ("Save draft", "edit/keep.js", "#send", 'href="#id_body"', 'name="why-'):
            assert (part in html) is is_there, part
    assert "The ache is fixed." in looks
    assert 'value="say:other"' in looks


def test_a_new_page_that_was_begun_elsewhere_is_checked_with_what_it_was_given(clinic):
    given = "?question=May+I+rest%3F&search_words=rest&topics=nowhere&made_up=1"

    begun = text_of(signed_in(clinic["editor"]).get(f"/admin/faq/question/add/{given}"))
    empty = text_of(signed_in(clinic["editor"]).get("/admin/faq/question/add/"))

    assert begun.count("It is empty.") == empty.count("It is empty.") - 1


def test_a_page_is_found_by_the_field_that_a_window_asks_for(clinic):
    page, other = builders.article(clinic["editor"], "first"), builders.article(clinic["editor"], "second")
    screens = admin.site.get_model_admin(Article)

    assert screens.get_object(None, str(page.pk)) == page
    assert screens.get_object(None, other.number_id, "number") == other
    assert screens.get_object(None, "x", "number") is None

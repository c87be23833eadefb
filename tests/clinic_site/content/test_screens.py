"""What the staff screens answer to bad input: words that say what to do, a status of 4xx, nothing lost, never a 500."""

import re

import pytest
from django.utils.html import escape

from articles.models import Article
from clinic_site.content import publishing, workflow
from clinic_site.content.revision import State
from clinic_site.disclaimers.models import Disclaimer
from tests import builders
from tests.clinic_site.content.forms import FORM, add, address, change, press, signed_in, text_of
from tests.clinic_site.content.lives import MAKERS, edited, submitted

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
        ("", "required"),
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


@pytest.mark.parametrize("kind", MAKERS)
def test_the_submitter_is_refused_the_approval(clinic, kind: str):
    both = builders.person("editor", "reviewer", name="Both")
    page = MAKERS[kind](clinic["editor"], "somewhere")
    workflow.submit(page, by=both, note="New.")

    response = press(both, page, "approve")

    assert response.status_code == 409
    assert "someone else must approve it" in text_of(response)
    assert page.revisions.get().state == State.SUBMITTED
    assert press(clinic["editor"], page, "approve").status_code == 403


def test_an_unapproved_text_is_not_published_by_the_button(clinic):
    page = builders.article(clinic["editor"])
    submitted(page, clinic)

    response = press(clinic["publisher"], page, "publish")

    assert response.status_code == 409
    assert "is not possible" in text_of(response)


@pytest.mark.parametrize("verb", ["approve", "return", "publish", "confirm", "withdraw", "recut"])
def test_a_button_for_a_text_that_is_gone_says_so(clinic, verb: str):
    page = builders.article(clinic["editor"])
    form = {"note": "Words.", "reason": "mistake"}

    response = press(clinic["owner"], page, verb, **form)

    assert response.status_code == 409
    assert "Reload the page" in text_of(response)


def test_what_is_signed_is_what_was_on_the_screen(clinic):
    page = builders.article(clinic["editor"])
    first = submitted(page, clinic)
    workflow.return_(first, by=clinic["owner"], note="Shorter.")
    submitted(edited(page, clinic["editor"]), clinic)

    response = press(clinic["reviewer"], page, "approve", seen=first.digest)

    assert response.status_code == 409
    assert "changed while you were looking" in text_of(response)
    assert page.revisions.open().get().state == State.SUBMITTED


def test_a_desk_that_moved_is_not_sent_unread(clinic):
    page = builders.article(clinic["editor"])
    edited(page, clinic["owner"])

    response = press(clinic["editor"], page, "submit", note="New.", kind="clinical", seen=str(page.edit))

    assert response.status_code == 409
    assert not page.revisions.exists()


def test_a_required_disclaimer_is_not_withdrawn_by_the_button(clinic):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    page = Disclaimer.objects.get(slug="emergency")

    response = press(clinic["publisher"], page, "withdraw", reason="mistake", read_instead=other.number_id)

    assert response.status_code == 409
    assert "may not be shown without this disclaimer" in text_of(response)
    assert page.revisions.published().exists()


@pytest.mark.parametrize("instead", ["", "9999", "x", "\x00", "1" * 500, "🙂", "../.."])
def test_withdrawing_to_nowhere_says_what_is_missing(clinic, instead: str):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    response = press(clinic["publisher"], page, "withdraw", reason="mistake", read_instead=instead)

    assert response.status_code in {400, 409}
    assert page.revisions.published().exists()


@pytest.mark.parametrize(
    ("verb", "form"),
    [
        ("submit", {"note": "", "kind": "clinical"}),
        ("submit", {"note": "x" * 501, "kind": "clinical"}),
        ("submit", {"note": "Words.", "kind": "big"}),
        ("submit", {"note": "a\x00b", "kind": "clinical"}),
        ("move", {"slug": "two words"}),
        ("move", {"slug": ""}),
        ("move", {"slug": "a\x00"}),
    ],
)
def test_a_form_that_is_not_filled_in_says_where(clinic, verb: str, form: dict):
    page = builders.article(clinic["editor"])

    response = press(clinic["owner"], page, verb, **form)

    assert response.status_code == 400
    assert "errorlist" in text_of(response)
    assert not page.revisions.exists()


def test_the_refusal_of_a_stop_is_shown_and_the_note_stays(clinic):
    page = builders.article(clinic["editor"], body="See [it](page:2024) and [@Nobody1999].\n")

    response = press(clinic["editor"], page, "submit", note="Words to keep.", kind="clinical")

    text = text_of(response)
    assert response.status_code == 409
    assert "page 2024 leads nowhere" in text
    assert "Nobody1999" in text
    assert "Words to keep." in text


def test_hostile_words_are_shown_as_words(clinic):
    hostile = "<script>alert(1)</script>"
    page = builders.article(clinic["editor"], title=hostile, lede=hostile, body=hostile)
    revision = workflow.submit(page, by=clinic["editor"], note=hostile)

    for name in ("change", "history", "approve", f"revision/{revision.revision}", "preview"):
        text = text_of(signed_in(clinic["owner"]).get(address(page, name)))

        assert hostile not in text, name
        assert escape(hostile) in text, name


def test_no_screen_saves_behind_the_verbs(clinic):
    """A field of the page or of a signed copy that is not on the form can't be slipped in."""
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    forged = {"slug": "mine", "number": "9999", "review_due": "2099-01-01", "edit": "50", "state": "published"}

    change(clinic["editor"], page, **forged | {"last_revision": "9", "body": "Words.\n"})

    kept = Article.objects.get(pk=page.pk)
    assert (kept.slug, kept.number_id, kept.edit, kept.last_revision) == ("soreness", page.number_id, 2, 1)


def test_no_screen_deletes_and_none_offers_to(clinic):
    boss = builders.person(name="Boss", is_superuser=True)
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    for response in (press(boss, page, "delete", post="yes"), signed_in(boss).get(address(page, "delete"))):
        assert response.status_code == 403
    assert "/delete/" not in text_of(signed_in(boss).get(address(page, "change")))
    assert "delete_selected" not in text_of(signed_in(boss).get("/admin/articles/article/"))
    assert Article.objects.count() == 1

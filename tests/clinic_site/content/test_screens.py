"""What the buttons answer to bad input: words that say what to do, a status of 4xx, nothing lost, never a 500."""

import pytest
from django.utils.html import escape

from articles.models import Article
from clinic_site.content import workflow
from clinic_site.content.revision import State
from clinic_site.disclaimers.models import Disclaimer
from tests import builders
from tests.clinic_site.content.forms import address, change, press, signed_in, text_of
from tests.clinic_site.content.lives import MAKERS, edited, submitted


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


def test_who_publishes_or_returns_is_told_which_numbers_and_links_change(clinic):
    page = builders.question(clinic["editor"], "aching", short_answer="It may ache for 24 hours.")
    builders.published(page, clinic)
    body = "It can, says [a guide](https://guide.example/).\n"
    newer = submitted(edited(page, clinic["editor"], short_answer="It may ache for 48 hours.", body=body), clinic)

    returning = text_of(signed_in(clinic["reviewer"]).get(address(page, "return")))
    workflow.approve(newer, by=clinic["reviewer"])
    publishing = text_of(signed_in(clinic["publisher"]).get(address(page, "publish")))

    for shown in (returning, publishing):
        assert "24 hours</del>" in shown.replace('<span class="said">]</span>', "")
        assert "No number changes." not in shown
        assert "https://guide.example/" in shown.partition("Where links lead")[2]


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

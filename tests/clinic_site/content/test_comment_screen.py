"""Comments by the buttons of the review screen and of the edit screen: said, answered, settled, and never lost."""

import re

import pytest
from django.test import Client

from articles.models import Article
from clinic_site.content import comments, kept, workflow
from clinic_site.content.comments import Comment
from tests import builders
from tests.clinic_site.content.forms import FORM, TICKS, address, signed_in, text_of
from tests.clinic_site.content.lives import submitted

TEXT = {"topics": ["after-treatment"], "supports": "", "reasons": "", "interval_months": ""}


def send(browser: Client, page, button: str, here: str = "approve", **fields):
    """Presses a button of the panel and goes where it leads; answers with that screen's HTML."""
    form = {"comment": button, "here": here} | fields
    return text_of(browser.post(address(page, "comment"), form, follow=True))


def on_desk(page, **fields) -> dict:
    return FORM | TEXT | {"title": page.title, "lede": page.lede, "body": page.body, "base_edit": page.edit} | fields


def test_a_comment_is_said_on_a_field_and_shown_there(clinic):
    page = builders.article(clinic["editor"])
    revision = submitted(page, clinic)

    html = send(signed_in(clinic["reviewer"]), page, "say:body", **{"say-body": "Which study?"})

    said = Comment.objects.get()
    assert (said.field, said.text, said.revision, said.by) == (
        "body", "Which study?", revision.revision, clinic["reviewer"],
    )  # fmt: skip
    assert html.index("Text</h3>") < html.index("Which study?") < html.index("What the checks found")
    assert "It holds approval back" in html


def test_a_comment_is_answered_and_settled(clinic):
    page = builders.article(clinic["editor"])
    submitted(page, clinic)
    said = comments.say(page, by=clinic["reviewer"], field="body", text="Which study?")
    browser = signed_in(clinic["editor"])

    send(browser, page, f"answer:{said.pk}", here="change", **{f"say-{said.pk}": "Brady."} | on_desk(page))
    html = send(browser, page, f"settle:{said.pk}", here="change", **on_desk(page))

    assert [answer.text for answer in said.thread.all()] == ["Brady."]
    assert "1 settled comment" in html
    assert "Settled by Editor" in html
    workflow.approve(page.revisions.get(), by=clinic["reviewer"])


@pytest.mark.parametrize(
    ("button", "fields", "words"),
    [
        ("say:other", {"say-other": "Words to keep.", "say-field": ""}, "Choose the field"),
        ("say:other", {"say-other": "Words to keep.", "say-field": "html"}, "Choose the field"),
        ("say:body", {"say-body": "Words to keep. " * 90}, "1,000 characters"),
        ("answer:99999", {"say-other": "Words to keep."}, "is not there"),
        ("answer:\x00", {"say-other": "Words to keep."}, "is not there"),
        ("erase:1", {"say-other": "Words to keep."}, "is not there"),
        ("", {"say-other": "Words to keep."}, "is not there"),
        ("say:body", {"say-body": " ", "say-other": "Words to keep."}, "Write what you want to say"),
    ],
)
def test_a_comment_that_is_refused_is_still_in_its_box(clinic, button: str, fields: dict, words: str):
    page = builders.article(clinic["editor"])
    submitted(page, clinic)

    html = send(signed_in(clinic["reviewer"]), page, button, **fields)

    assert words in html
    assert "Words to keep." in html
    assert not Comment.objects.exists()


def test_what_was_typed_beside_a_comment_comes_back(clinic):
    page = builders.article(clinic["editor"])
    submitted(page, clinic)
    typed = {"say-body": "First.", "say-title": "Second, not sent.", "note": "Half a note", **TICKS}

    html = send(signed_in(clinic["reviewer"]), page, "say:body", **typed)

    assert "Second, not sent.</textarea>" in html
    assert "Half a note</textarea>" in html
    assert len(re.findall(r"<input[^>]* checked", html)) == 3
    assert [comment.text for comment in Comment.objects.all()] == ["First."]


def test_what_was_typed_comes_back_once_and_only_there(clinic):
    page, other = builders.article(clinic["editor"]), builders.article(clinic["editor"], "other")
    submitted(page, clinic)
    submitted(other, clinic)
    browser = signed_in(clinic["reviewer"])
    browser.post(address(page, "comment"), {"comment": "say:body", "here": "approve", "note": "Half a note"})

    elsewhere = text_of(browser.get(address(other, "approve")))
    here, again = (text_of(browser.get(address(page, "approve"))) for _time in range(2))

    assert ["Half a note" in html for html in (elsewhere, here, again)] == [False, True, False]


def test_a_text_that_is_being_written_is_kept_when_a_comment_is_sent(clinic):
    page = builders.article(clinic["editor"])

    html = send(
        signed_in(clinic["editor"]),
        page,
        "say:body",
        here="change",
        **on_desk(page, body="Not saved yet.\r\n") | {"say-body": "Look at this."},
    )

    assert "Not saved yet.\n</textarea>" in html
    assert Article.objects.get(pk=page.pk).body == page.body
    assert Comment.objects.get().text == "Look at this."


def test_an_older_text_that_was_kept_is_left_alone(clinic):
    page = builders.article(clinic["editor"])
    kept.keep(by=clinic["editor"], kind="article", number=page.number_id, base_edit=1, fields={"body": ["Old words."]})

    form = on_desk(page, body=page.body.replace("\n", "\r\n")) | {"say-body": "Look."}
    send(signed_in(clinic["editor"]), page, "say:body", here="change", **form)

    row = kept.of(by=clinic["editor"], kind="article", number=page.number_id)
    assert row.fields == {"body": ["Old words."]}


def test_who_may_only_read_may_comment_and_changes_nothing(clinic):
    page = builders.article(clinic["editor"])

    html = send(signed_in(clinic["clinician"]), page, "say:other", here="change",
                **on_desk(page, body="Mine.") | {"say-other": "A word.", "say-field": "title"})  # fmt: skip

    assert Comment.objects.get().field == "title"
    assert "A word." in html
    assert kept.of(by=clinic["clinician"], kind="article", number=page.number_id) is None


def test_a_stranger_may_not(clinic):
    page = builders.article(clinic["editor"])
    stranger = builders.person()

    response = signed_in(stranger).post(address(page, "comment"), {"comment": "say:body", "say-body": "Mine."})

    assert response.status_code == 403
    assert signed_in(clinic["editor"]).get(address(page, "comment")).status_code == 405
    assert not Comment.objects.exists()


def test_a_comment_on_another_page_is_not_settled_from_here(clinic):
    page, other = builders.article(clinic["editor"]), builders.article(clinic["editor"], "other")
    said = comments.say(other, by=clinic["editor"], field="body", text="There.")

    html = send(signed_in(clinic["editor"]), page, f"settle:{said.pk}", here="change", **on_desk(page))

    assert "is not there" in html
    assert Comment.objects.get().settled_at is None

"""The first button of the edit screen: it saves, and takes the next step that this person may take."""

import pytest

from articles.models import Article, ArticleRevision
from clinic_site.content import sending
from clinic_site.profile.models import amend, confirm
from tests import builders
from tests.clinic_site.content.forms import FORM, address, press, signed_in, text_of

NEW = "/admin/articles/article/add/"
TEXT = {"topics": ["after-treatment"], "supports": "", "reasons": ""}


def send(person, page, **fields):
    form = FORM | TEXT | {"title": page.title, "lede": page.lede, "base_edit": page.edit, "body": page.body} | fields
    return signed_in(person).post(address(page, "change"), form | {"_send": "1"})


def button(person, page) -> str:
    first = sending.primary(page, person, Article)
    return first.label if first else ""


def test_a_new_page_is_saved_and_sent_at_once(clinic):
    form = FORM | TEXT | {"slug": "", "title": "Swimming after treatment", "note": "First text.", "_send": "1"}

    signed_in(clinic["editor"]).post(NEW, form)

    revision = ArticleRevision.objects.get()
    assert revision.page.slug == "swimming-after-treatment"
    assert (revision.state, revision.kind, revision.note) == ("submitted", "clinical", "First text.")


def test_a_small_fix_is_saved_and_sent_at_once(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    send(clinic["editor"], page, lede="A leed mended.", kind="minor", note="A typing slip.")

    waiting = ArticleRevision.objects.get(state="submitted")
    assert (waiting.kind, waiting.lede) == ("minor", "A leed mended.")


def test_a_refused_step_keeps_the_text_the_note_and_the_choice(clinic):
    page = builders.article(clinic["editor"], body="Rest for 2 days.\n")
    builders.published(page, clinic)

    answer = send(clinic["editor"], page, body="Rest for 3 days.\n", kind="minor", note="A typing slip.")

    assert answer.status_code == 409
    assert "be a small fix" in text_of(answer)
    assert "A typing slip.</textarea>" in text_of(answer)
    assert Article.objects.get(pk=page.pk).body == "Rest for 3 days."
    assert not ArticleRevision.objects.filter(state="submitted").exists()


def test_the_kind_of_a_change_is_never_guessed(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    answer = send(clinic["editor"], page, lede="Something else.", note="Why.")

    assert "small fix or a change of meaning" in text_of(answer)


def test_the_button_names_the_next_step_for_each_person(clinic):
    page = builders.article(clinic["editor"])

    assert button(clinic["editor"], page) == "Send for a check"
    assert button(clinic["reviewer"], page) == ""

    builders.published(page, clinic)
    first = sending.primary(page, clinic["editor"], Article)

    assert (first.label, first.minor_label) == ("Send for a check", "Send small fix")
    assert first.words(clinic["reviewer"]) == "Send to Reviewer for a check"


def test_where_one_signature_is_allowed_the_button_publishes(clinic):
    confirm(amend(by=clinic["owner"], allows_single_signature=True), by=clinic["reviewer"])
    page = builders.article(clinic["owner"])
    builders.published(page, clinic)
    form = FORM | TEXT | {"title": page.title, "lede": "Mended.", "body": page.body, "base_edit": page.edit}

    signed_in(clinic["owner"]).post(
        address(page, "change"), form | {"kind": "minor", "note": "A slip.", "_publish": "1"}
    )

    public = ArticleRevision.objects.get(state="published")
    assert sending.primary(page, clinic["owner"], Article).minor_label == "Publish small fix"
    assert (public.lede, public.single_signature, public.owes_second_reading) == ("Mended.", True, True)


def test_asking_to_publish_without_the_right_only_sends(clinic):
    page = builders.article(clinic["editor"])

    send(clinic["editor"], page, note="First text.", _publish="1")

    assert ArticleRevision.objects.get().state == "submitted"


def test_approve_and_publish_is_one_button_below_the_difference(clinic):
    page = builders.article(clinic["editor"])
    send(clinic["editor"], page, note="First text.")
    screen = text_of(signed_in(clinic["owner"]).get(address(page, "approve")))

    press(clinic["owner"], page, "approve", _publish="1")

    assert screen.index("What readers will see") < screen.index("Approve and publish")
    assert ArticleRevision.objects.get().state == "published"


def test_a_reviewer_who_may_not_publish_only_approves(clinic):
    page = builders.article(clinic["editor"])
    send(clinic["editor"], page, note="First text.")

    press(clinic["reviewer"], page, "approve", _publish="1")

    assert "Approve and publish" not in text_of(signed_in(clinic["reviewer"]).get(address(page, "approve")))
    assert ArticleRevision.objects.get().state == "approved"


@pytest.mark.parametrize("seen", ["", "0", "something else"])
def test_nothing_is_signed_that_was_not_on_the_screen(clinic, seen: str):
    page = builders.article(clinic["editor"])
    send(clinic["editor"], page, note="First text.")

    answer = press(clinic["reviewer"], page, "approve", seen=seen)

    assert answer.status_code == 409
    assert ArticleRevision.objects.get().state == "submitted"

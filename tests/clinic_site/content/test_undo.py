import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import drafting, publishing, workflow
from clinic_site.content.cutting import CARRIED
from clinic_site.content.publishing import UNDO_WITHIN
from clinic_site.content.refused import NotAllowed
from clinic_site.content.revision import State
from clinic_site.glossary.models import Term
from clinic_site.images.models import add
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted, withdrawn
from tests.clinic_site.images.pictures import png


@pytest.fixture
def page(clinic):
    """Public with its second text, a moment ago."""
    page = builders.article(clinic["editor"], body="The first text.\n")
    builders.published(page, clinic)
    builders.published(edited(page, clinic["editor"], body="The second text.\n"), clinic)
    return type(page).objects.get(pk=page.pk)


@pytest.fixture
def later(monkeypatch):
    """Lets the clock of the verbs run ahead."""

    def run_ahead(by: timedelta) -> None:
        then = timezone.now() + by
        monkeypatch.setattr(publishing.timezone, "now", lambda: then)

    return run_ahead


def undo(page, staff):
    return publishing.undo(page, by=staff["publisher"])


def carried(revision) -> dict:
    return {name: getattr(revision, name) for name in CARRIED}


def test_undo_brings_back_the_earlier_words_with_their_approval(clinic, client, page):
    first = page.revisions.get(revision=1)

    back = undo(page, clinic)

    assert (back.revision, back.state, back.carried_from) == (3, State.PUBLISHED, 1)
    assert (back.wording_digest, back.html, carried(back)) == (first.wording_digest, first.html, carried(first))
    assert page.revisions.get(revision=2).state == State.SUPERSEDED
    assert "The first text." in client.get(page.path).content.decode()


def test_undo_can_itself_be_undone(clinic, client, page):
    undo(page, clinic)

    undo(page, clinic)

    assert "The second text." in client.get(page.path).content.decode()


def test_undo_of_a_withdrawal_brings_the_page_back(clinic, client, page):
    other = builders.question(clinic["editor"])
    builders.published(other, clinic)
    withdrawn(page.revisions.published().get(), clinic, other)

    undo(page, clinic)

    assert "The second text." in client.get(page.path).content.decode()
    assert page.revisions.get(revision=2).state == State.WITHDRAWN


@pytest.mark.parametrize("withdrawing", [False, True])
def test_undo_works_for_ten_minutes(clinic, page, later, withdrawing: bool):
    if withdrawing:
        other = builders.question(clinic["editor"])
        builders.published(other, clinic)
        withdrawn(page.revisions.published().get(), clinic, other)

    later(UNDO_WITHIN + timedelta(seconds=5))

    assert "Undo works for 10 minutes" in refused(lambda: undo(page, clinic))
    assert page.revisions.count() == 2


def test_undo_still_works_after_nine_minutes(clinic, page, later):
    later(UNDO_WITHIN - timedelta(minutes=1))

    assert undo(page, clinic).revision == 3


def test_the_first_text_of_a_page_has_nothing_to_go_back_to(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    assert "nothing to go back to" in refused(lambda: undo(page, clinic))
    assert page.revisions.published().count() == 1


def test_a_draft_has_nothing_to_undo(clinic):
    page = builders.article(clinic["editor"])
    submitted(page, clinic)

    assert "Undo works for 10 minutes" in refused(lambda: undo(page, clinic))


def test_undo_waits_while_a_newer_text_is_with_the_reviewer(clinic, page):
    submitted(edited(page, clinic["editor"]), clinic)

    assert "waits for a check" in refused(lambda: undo(page, clinic))


@pytest.mark.parametrize("verb", [publishing.undo, publishing.recut])
@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_a_publisher_undoes_or_renders_again(clinic, page, verb, role: str):
    with pytest.raises(NotAllowed):
        verb(page, by=clinic[role])


@pytest.fixture
def new_renderer(monkeypatch):
    monkeypatch.setattr(publishing, "rendered", drafting.rendered)

    def use(mark: str, words: str = "") -> None:
        def render(source: str):
            result = drafting.rendered(source)
            return replace(result, html=result.html.replace("<p>", f'<p lang="{mark}">{words}'))

        monkeypatch.setattr(publishing, "rendered", render)

    return use


def test_rendering_again_carries_the_approval_and_moves_no_date(clinic, client, page, new_renderer):
    source = page.revisions.published().get()
    type(source).objects.filter(pk=source.pk).update(reviewed_on="2020-02-03")
    source.refresh_from_db()
    due = page.review_due
    new_renderer("en-x-anew")

    again = publishing.recut(page, by=clinic["publisher"])

    page.refresh_from_db()
    assert (again.revision, again.carried_from, again.state) == (3, 2, State.PUBLISHED)
    assert (again.wording_digest, carried(again)) == (source.wording_digest, carried(source))
    assert (again.published_at, page.review_due) == (source.published_at, due)
    assert again.digest != source.digest
    assert "en-x-anew" in client.get(page.path).content.decode()


def test_rendering_again_prints_no_source_typed_since(clinic, new_renderer):
    reference = builders.reference("Brady2014")
    page = builders.article(clinic["editor"], body="It can ache [@Brady2014].\n")
    revision = builders.published(page, clinic)
    type(reference).objects.update(title="A title typed since")
    new_renderer("en-x-anew")

    assert publishing.recut(page, by=clinic["publisher"]).printed == revision.printed


def test_rendering_again_never_changes_a_word(clinic, page, new_renderer):
    new_renderer("en-x-anew", "Unsigned ")

    assert "words would not be the same" in refused(lambda: publishing.recut(page, by=clinic["publisher"]))
    assert page.revisions.count() == 2


def test_rendering_again_brings_no_words_of_the_libraries_typed_since(clinic):
    term = Term.objects.create(key="bursa", term="bursa", plain="cushion", explanation="It lies by a joint.")
    image = add(png(), by=clinic["editor"], key="arm", alt_choice="informative", alt="An arm")
    pages = [
        builders.article(clinic["editor"], "explains", body="It is a [[bursa]].\n"),
        builders.article(clinic["editor"], "shows", body="![](image:arm)\n"),
    ]
    for one in pages:
        builders.published(one, clinic)
    Term.objects.filter(pk=term.pk).update(plain="magic cushion")
    type(image).objects.filter(pk=image.pk).update(alt="A magic arm")

    for one in pages:
        assert "words would not be the same" in refused(lambda one=one: publishing.recut(one, by=clinic["publisher"]))


def test_the_same_rendering_is_not_signed_twice(clinic, page):
    assert "nothing to do" in refused(lambda: publishing.recut(page, by=clinic["publisher"]))


def test_a_page_that_is_not_public_is_not_rendered_again(clinic):
    page = builders.article(clinic["editor"])

    assert "not public" in refused(lambda: publishing.recut(page, by=clinic["publisher"]))


def test_a_carried_approval_leaves_the_second_reading_owed(clinic, page, new_renderer):
    revision = page.revisions.published().get()
    workflow.confirm(revision, by=clinic["reviewer"], note="Read it.")
    new_renderer("en-x-anew")

    again = publishing.recut(page, by=clinic["publisher"])

    revision.refresh_from_db()
    assert (again.confirmed_at, again.confirmed_by) == (revision.confirmed_at, clinic["reviewer"])
    assert json.dumps(again.findings) == json.dumps(revision.findings)

from datetime import date

import pytest
from django.utils import timezone

from clinic_site.content import publishing, workflow
from clinic_site.content.event import Event
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.revision import State
from clinic_site.content.workflow import months_later
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted, withdrawn


def verbs_since(sequence: int) -> list[str]:
    return list(Event.objects.filter(sequence__gt=sequence).order_by("sequence").values_list("verb", flat=True))


def newest() -> int:
    return Event.objects.order_by("-sequence").values_list("sequence", flat=True).first() or 0


def test_the_whole_way_makes_one_event_a_verb(clinic):
    page = builders.article(clinic["editor"])
    before = newest()

    revision = builders.published(page, clinic)
    workflow.confirm(revision, by=clinic["reviewer"], note="Read the review of 2020 again.")
    workflow.return_(submitted(edited(page, clinic["editor"]), clinic), by=clinic["reviewer"], note="Shorter.")
    builders.published(edited(page, clinic["editor"]), clinic)
    publishing.undo(page, by=clinic["publisher"])
    publishing.move(page, by=clinic["publisher"], slug="aches")

    assert verbs_since(before) == [
        "submit", "approve", "publish", "confirm", "submit", "return", "submit", "approve", "publish", "undo", "move",
    ]  # fmt: skip


def test_a_refused_verb_leaves_no_event_and_no_change(clinic):
    page = builders.article(clinic["editor"])
    revision = submitted(page, clinic)
    before = newest()

    assert refused(lambda: publishing.publish(revision, by=clinic["publisher"]))
    assert refused(lambda: workflow.return_(revision, by=clinic["reviewer"], note="  "))
    assert refused(lambda: workflow.approve(revision, by=clinic["editor"]))

    revision.refresh_from_db()
    assert verbs_since(before) == []
    assert (revision.state, revision.returned_at, revision.approved_at) == (State.SUBMITTED, None, None)


@pytest.mark.parametrize("role", ["reviewer", "publisher", "clinician"])
def test_only_writers_send_for_a_check(clinic, role: str):
    page = builders.article(clinic["editor"])

    with pytest.raises(NotAllowed):
        workflow.submit(page, by=clinic[role], note="First text.")


def test_a_verb_needs_a_person_who_is_still_here(clinic):
    revision = submitted(builders.article(clinic["editor"]), clinic)
    clinic["reviewer"].is_active = False

    with pytest.raises(NotAllowed):
        workflow.approve(revision, by=clinic["reviewer"])
    with pytest.raises(NotAllowed):
        workflow.approve(revision, by=None)


def test_a_page_has_one_open_revision(clinic):
    page = builders.article(clinic["editor"])
    revision = submitted(page, clinic)

    assert "already waits" in refused(lambda: submitted(page, clinic))
    workflow.approve(revision, by=clinic["reviewer"])
    assert "already waits" in refused(lambda: submitted(edited(page, clinic["editor"]), clinic))


def test_an_unchanged_text_is_not_sent_again(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)

    assert "Nothing has changed" in refused(lambda: submitted(page, clinic))


def test_sending_needs_a_note_and_a_kind(clinic):
    page = builders.article(clinic["editor"])

    assert "Say what changed" in refused(lambda: workflow.submit(page, by=clinic["editor"], note=" "))
    assert "small fix" in refused(lambda: workflow.submit(page, by=clinic["editor"], note="New.", kind="big"))


def test_a_text_somebody_saved_meanwhile_is_not_sent_unread(clinic):
    page = builders.article(clinic["editor"])
    edited(page, clinic["owner"])

    with pytest.raises(Refused, match="Someone saved this page"):
        workflow.submit(page, by=clinic["editor"], note="New.", base_edit=page.edit)


def test_approval_signs_exactly_the_text_that_was_sent(clinic):
    page = builders.article(clinic["editor"], body="We sent this text.\n")
    revision = submitted(page, clinic)
    edited(page, clinic["editor"], title="Another title", body="The desk moved on.\n")

    workflow.approve(revision, by=clinic["reviewer"])
    publishing.publish(revision, by=clinic["publisher"])

    revision.refresh_from_db()
    assert revision.html == "<p>We sent this text.</p>\n"
    assert revision.title == page.title


def test_a_change_of_the_desk_changes_nothing_that_readers_see(clinic, client):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    before = client.get(page.path).content

    changes = {"title": "New title", "lede": "New lede.", "body": "New words.\n", "related": [], "risk": "high"}
    edited(page, clinic["editor"], topics=[], search_words=["new"], flags=["mentions-pregnancy"], **changes)

    assert client.get(page.path).content == before


def test_approval_prints_the_role_as_it_was_then(clinic):
    clinic["reviewer"].registration = "PH 12345"
    revision = submitted(builders.article(clinic["editor"]), clinic)

    workflow.approve(revision, by=clinic["reviewer"])
    type(clinic["reviewer"]).objects.filter(pk=clinic["reviewer"].pk).update(role_as_printed="a chiropodist")

    revision.refresh_from_db()
    assert (revision.approver_role, revision.approver_registration) == ("a physiotherapist", "PH 12345")


def test_a_person_without_a_printed_role_approves_and_confirms_nothing(clinic):
    nameless = builders.person("reviewer", role_as_printed="")
    page = builders.article(clinic["editor"])

    assert "no printed role" in refused(lambda: workflow.approve(submitted(page, clinic), by=nameless))
    workflow.return_(page.revisions.open().first(), by=clinic["reviewer"], note="Again.")
    revision = builders.published(page, clinic)
    assert "no printed role" in refused(lambda: workflow.confirm(revision, by=nameless, note="Read it."))


def test_a_returned_text_stays_returned(clinic):
    revision = submitted(builders.article(clinic["editor"]), clinic)
    workflow.return_(revision, by=clinic["reviewer"], note="Say what to do.")

    for act in (
        lambda: workflow.approve(revision, by=clinic["reviewer"]),
        lambda: workflow.return_(revision, by=clinic["reviewer"], note="Again."),
        lambda: publishing.publish(revision, by=clinic["publisher"]),
    ):
        assert "is not possible" in refused(act)


def test_an_approved_text_can_still_be_returned(clinic):
    revision = submitted(builders.article(clinic["editor"]), clinic)
    workflow.approve(revision, by=clinic["reviewer"])

    workflow.return_(revision, by=clinic["reviewer"], note="On second thoughts.")

    assert "is not possible" in refused(lambda: publishing.publish(revision, by=clinic["publisher"]))


def test_confirming_moves_the_date_and_touches_no_word(clinic):
    page = builders.article(clinic["editor"], interval_months=12)
    revision = builders.published(page, clinic)
    revision_class = type(revision)
    revision_class.objects.filter(pk=revision.pk).update(reviewed_on=date(2020, 1, 31))
    signed = (revision.digest, revision.wording_digest, revision.html, revision.published_at)

    workflow.confirm(revision, by=clinic["reviewer"], note="Read the review of 2020 again.")

    revision = revision_class.objects.get(pk=revision.pk)
    page.refresh_from_db()
    assert (revision.digest, revision.wording_digest, revision.html, revision.published_at) == signed
    assert revision.reviewed_on == timezone.localdate()
    assert page.review_due == months_later(timezone.localdate(), 12)
    assert page.last_revision == 1


@pytest.mark.parametrize(("own", "months"), [(6, 6), (24, 24), (60, 24), (None, 24)])
def test_the_interval_of_a_page_can_only_be_shorter_than_the_profiles(clinic, own, months):
    page = builders.article(clinic["editor"], interval_months=own)

    page = builders.published(page, clinic).page

    assert page.review_due == months_later(timezone.localdate(), months)


def test_only_the_public_text_is_confirmed(clinic):
    page = builders.article(clinic["editor"])
    other = builders.published(builders.question(clinic["editor"]), clinic)
    revision = submitted(page, clinic)
    confirm = {"by": clinic["reviewer"], "note": "Read it."}

    assert "public now" in refused(lambda: workflow.confirm(revision, **confirm))
    workflow.approve(revision, by=clinic["reviewer"])
    publishing.publish(revision, by=clinic["publisher"])
    assert "which evidence" in refused(lambda: workflow.confirm(revision, by=clinic["reviewer"], note=""))
    withdrawn(revision, clinic, other.page)
    assert "public now" in refused(lambda: workflow.confirm(revision, **confirm))


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 4, 30)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 11, 30), 24, date(2026, 11, 30)),
        (date(2024, 6, 1), 60, date(2029, 6, 1)),
    ],
)
def test_months_later_is_the_same_day_or_the_last_one(start, months, end):
    assert months_later(start, months) == end

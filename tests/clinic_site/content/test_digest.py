"""Invariant 5: digests cover all that was signed, and both chains show a change."""

import hashlib
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from clinic_site.content.digest import digest_of, revision_digest, wording_digest
from clinic_site.content.event import Event
from clinic_site.content.registry import page_types
from tests import builders, copies
from tests.clinic_site.content.lives import another, clinic_in_every_state, edited


@pytest.fixture
def past(db):
    return copies.of(clinic_in_every_state)


def test_a_digest_is_sha256_over_canonical_json():
    signed = {
        "b": "é",
        "a": [1, None, True],
        "at": datetime(2026, 1, 5, 12, 0, 0, 5, tzinfo=UTC),
        "on": date(2026, 1, 5),
    }
    text = '{"a":[1,null,true],"at":"2026-01-05T12:00:00.000005+00:00","b":"é","on":"2026-01-05"}'

    assert digest_of(signed) == hashlib.sha256(text.encode()).hexdigest()


def test_a_digest_knows_one_moment_by_one_name():
    moment = datetime(2026, 7, 5, 12, 0, tzinfo=UTC)

    assert digest_of({"at": moment}) == digest_of({"at": moment.astimezone(timezone(timedelta(hours=2)))})


def test_a_value_without_a_canonical_form_is_not_signed():
    with pytest.raises(TypeError):
        digest_of({"a": object()})


def test_every_revision_carries_the_digest_of_what_it_holds(past):
    for model in page_types():
        for revision in model.revision_class.objects.select_related("page"):
            assert revision.digest == revision_digest(revision)
            assert revision.wording_digest == wording_digest(revision.wording())


def test_revisions_are_numbered_without_a_gap_and_chained(past):
    for model in page_types():
        for page in model.objects.all():
            chain = list(page.revisions.order_by("revision"))

            assert [revision.revision for revision in chain] == list(range(1, page.last_revision + 1))
            assert [one.previous_digest for one in chain] == ["", *(one.digest for one in chain)][: len(chain)]


def test_a_missing_tail_shows_on_the_page(past):
    page = page_types()[0].objects.exclude(last_revision=0).first()

    assert page.last_revision == page.revisions.order_by("-revision").first().revision


def test_each_signed_column_moves_the_digest(clinic):
    """What only sits beside the signature (a state, a later signature) may change without it."""
    revision = builders.published(builders.article(clinic["editor"], body="## One\n\nWords.\n"), clinic)
    beside = {"id", "state", "single_signature", "approver_role", "approver_registration", "whole_page",
              "reviewer_id", "deadline", "withdrawal", "read_instead",
              "successor", "replaces", "reviewed_on", "reviewer_role", "wording_digest", "digest"}  # fmt: skip
    signers = ("returned", "approved", "second_read", "published", "superseded", "withdrawn", "confirmed")
    unmoved = {"page_id"}  # the digest holds the number of the page

    for field in (field for field in revision._meta.concrete_fields if field.name != "page"):
        changed = type(revision).objects.select_related("page").get(pk=revision.pk)
        setattr(changed, field.attname, another(field, getattr(changed, field.attname)))
        if revision_digest(changed) == revision.digest:
            unmoved.add(field.attname)

    assert unmoved == beside | {"page_id"} | {f"{verb}_{part}" for verb in signers for part in ("by_id", "at")}


def test_events_are_chained_without_a_gap(past):
    events = list(Event.objects.order_by("sequence"))

    assert [event.sequence for event in events] == list(range(1, len(events) + 1))
    assert [event.previous_digest for event in events] == ["", *(event.digest for event in events)][:-1]
    assert all(event.digest == digest_of(event.signed()) for event in events)


def test_each_column_of_an_event_moves_its_digest(past):
    event = Event.objects.order_by("-sequence").first()

    for field in event._meta.concrete_fields:
        changed = Event.objects.get(pk=event.pk)
        setattr(changed, field.attname, another(field, getattr(changed, field.attname)))

        assert field.attname == "digest" or digest_of(changed.signed()) != event.digest, field.attname


def test_an_event_names_the_digest_that_was_approved_and_published(clinic):
    page = builders.article(clinic["editor"])
    revision = builders.published(edited(page, clinic["editor"]), clinic)

    named = Event.objects.filter(number_id=page.number_id, revision=1).values_list("verb", "data__digest")

    assert dict(named) == dict.fromkeys(("submit", "approve", "publish"), revision.digest)


def test_an_event_keeps_the_name_and_role_of_that_day(clinic):
    page = builders.article(clinic["editor"])
    builders.published(page, clinic)
    person = type(clinic["reviewer"]).objects.filter(pk=clinic["reviewer"].pk)

    person.update(name="Married Name", role_as_printed="a chiropodist")

    event = Event.objects.get(number_id=page.number_id, verb="approve")
    assert (event.by_name, event.by_role) == ("Reviewer", "a physiotherapist")

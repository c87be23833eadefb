"""Invariant 2: whoever wrote on a text does not approve it; a single signature is said and owes a second reading."""

import pytest

from clinic_site.content import publishing, workflow
from clinic_site.content.refused import Refused
from clinic_site.profile import models as profiles
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted

SOMEONE_ELSE = "someone else must approve it"


@pytest.fixture
def both(clinic):
    """One person who may write, check and publish."""
    return builders.person("editor", "reviewer", "publisher", name="Both")


@pytest.fixture
def alone(clinic, both):
    row = profiles.amend(by=clinic["owner"], allows_single_signature=True)
    profiles.confirm(row, by=clinic["reviewer"])
    return both


def test_the_submitter_does_not_approve(clinic, both):
    revision = workflow.submit(builders.article(clinic["editor"]), by=both, note="First text.")

    assert SOMEONE_ELSE in refused(lambda: workflow.approve(revision, by=both))
    assert workflow.approve(revision, by=clinic["reviewer"]).single_signature is False


def test_a_contributor_does_not_approve_what_another_sent(clinic, both):
    page = edited(builders.article(clinic["editor"]), both)
    page = edited(page, clinic["editor"])

    assert SOMEONE_ELSE in refused(lambda: workflow.approve(submitted(page, clinic), by=both))


def test_the_author_of_the_page_does_not_approve_it(clinic, both):
    page = builders.article(both)

    assert SOMEONE_ELSE in refused(lambda: workflow.approve(submitted(page, clinic), by=both))


def test_a_contributor_may_approve_again_once_the_text_is_public(clinic, both):
    page = edited(builders.article(clinic["editor"]), both)
    builders.published(page, clinic)

    revision = submitted(edited(page, clinic["editor"]), clinic)

    assert workflow.approve(revision, by=both).approved_by == both


def test_who_edits_while_a_text_waits_counts_for_the_next_one(clinic, both):
    page = builders.article(clinic["editor"])
    waiting = submitted(page, clinic)
    edited(page, both)

    workflow.approve(waiting, by=both)
    publishing.publish(waiting, by=clinic["publisher"])

    assert SOMEONE_ELSE in refused(lambda: workflow.approve(submitted(page, clinic), by=both))


def test_contributors_are_frozen_when_a_text_is_sent(clinic, both):
    page = edited(builders.article(clinic["editor"]), both)
    revision = submitted(page, clinic)
    edited(page, clinic["owner"])

    revision.refresh_from_db()
    assert revision.contributors == sorted([clinic["editor"].pk, both.pk])


def test_a_return_does_not_wash_off_who_wrote(clinic, both):
    page = edited(builders.article(clinic["editor"]), both)
    workflow.return_(submitted(page, clinic), by=clinic["reviewer"], note="Shorter.")

    assert SOMEONE_ELSE in refused(lambda: workflow.approve(submitted(page, clinic), by=both))


def test_an_owner_and_a_superuser_are_no_exception(clinic):
    boss = builders.person("owner", name="Boss", is_superuser=True)
    revision = workflow.submit(builders.article(boss), by=boss, note="First text.")

    assert SOMEONE_ELSE in refused(lambda: workflow.approve(revision, by=boss))


def test_a_single_signature_is_said_and_owes_a_second_reading(clinic, alone):
    page = builders.article(alone)
    revision = workflow.submit(page, by=alone, note="First text.")

    workflow.approve(revision, by=alone)
    public = publishing.publish(revision, by=alone)

    assert (public.single_signature, public.owes_second_reading) == (True, True)


def test_the_second_reading_is_not_by_the_one_who_approved(clinic, alone):
    revision = workflow.submit(builders.article(alone), by=alone, note="First text.")
    publishing.publish(workflow.approve(revision, by=alone), by=alone)

    with pytest.raises(Refused, match="You approved this text alone"):
        workflow.confirm(revision, by=alone, note="Read it again.")
    read = workflow.confirm(revision, by=clinic["reviewer"], note="Read it.")

    assert (read.owes_second_reading, read.second_read_by) == (False, clinic["reviewer"])


def test_readers_are_told_until_a_second_person_has_read(clinic, alone, client):
    page = builders.article(alone)
    revision = publishing.publish(
        workflow.approve(workflow.submit(page, by=alone, note="First text."), by=alone), by=alone
    )
    before = client.get(page.path).content.decode()

    workflow.confirm(revision, by=clinic["reviewer"], note="Read it.")

    after = client.get(page.path).content.decode()
    assert "A second person has still to check it." in before
    assert "A second person" not in after


def test_with_the_choice_on_two_people_still_make_no_single_signature(clinic, alone):
    revision = workflow.approve(submitted(builders.article(clinic["editor"]), clinic), by=clinic["reviewer"])

    assert (revision.single_signature, revision.owes_second_reading) == (False, False)


def test_a_demonstration_account_approves_on_an_example_site_only(clinic):
    demonstrator = builders.person("reviewer", name="Demonstrator", is_demonstration=True)
    revision = submitted(builders.article(clinic["editor"]), clinic)

    assert "demonstration" in refused(lambda: workflow.approve(revision, by=demonstrator))
    profiles.amend(by=clinic["owner"], is_example=True)
    assert workflow.approve(revision, by=demonstrator).approved_by == demonstrator

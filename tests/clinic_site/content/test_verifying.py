"""Every way we know to falsify the record by hand, with the triggers off, and the line that finds it."""

from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone

from articles.models import Article, ArticleRevision
from clinic_site import freezing
from clinic_site.content import cutting, drafting, publishing, verifying, workflow
from clinic_site.content.event import Event
from clinic_site.profile.models import amend
from clinic_site.profile.models import confirm as confirm_profile
from tests import builders
from tests.clinic_site.content import lives


@contextmanager
def triggers_off(model):
    """What a person with the database's password can do. The triggers are back afterwards."""
    table = model._meta.db_table
    frozen = model.frozen() if callable(model.frozen) else model.frozen
    freezing.remove(connection, table)
    yield
    freezing.install(connection, table, frozen)


def rewrite(row, **columns) -> None:
    with triggers_off(type(row)):
        type(row).objects.filter(pk=row.pk).update(**columns)


def erase(row) -> None:
    with triggers_off(type(row)), connection.cursor() as cursor:
        table, key = row._meta.db_table, row._meta.pk.column
        cursor.execute(f'DELETE FROM "{table}" WHERE "{key}" = %s', [row.pk])


def found() -> str:
    return "\n".join(verifying.faults())


@pytest.fixture
def page(clinic) -> Article:
    """Three revisions: superseded, and published with a small fix, and submitted."""
    page = builders.article(clinic["editor"], number="1007")
    first = builders.published(page, clinic)
    workflow.confirm(first, by=clinic["reviewer"], note="Read the trials again.")
    builders.published(lives.edited(page, clinic["editor"], title="Another title"), clinic, kind="minor")
    lives.submitted(lives.edited(page, clinic["editor"]), clinic)
    return Article.objects.get()


def revision(number: int) -> ArticleRevision:
    return ArticleRevision.objects.get(revision=number)


def event(verb: str, number: int) -> Event:
    return Event.objects.get(verb=verb, revision=number, number_id="1007")


def test_a_record_made_by_the_verbs_is_whole(page):
    assert found() == ""


@pytest.mark.parametrize("kind", ["article", "question", "disclaimer"])
def test_the_whole_life_of_a_page_is_whole(clinic, kind, monkeypatch):
    page, instead = (lives.MAKERS[kind](clinic["editor"], slug) for slug in ("whole", "instead"))
    builders.published(instead, clinic)
    workflow.return_(lives.submitted(page, clinic), by=clinic["reviewer"], note="Shorter.")
    builders.published(lives.edited(page, clinic["editor"]), clinic)
    workflow.confirm(builders.published(lives.edited(page, clinic["editor"]), clinic), by=clinic["owner"], note="Read.")
    publishing.undo(page, by=clinic["publisher"])
    monkeypatch.setattr(cutting, "RENDERER", drafting.RENDERER + 1)
    render = drafting.rendered
    monkeypatch.setattr(publishing, "rendered", lambda source: render(source + "\n\n---\n"))
    publishing.recut(page, by=clinic["publisher"])
    lives.withdrawn(page.revisions.published().get(), clinic, instead)
    publishing.undo(page, by=clinic["publisher"])
    publishing.move(page, by=clinic["publisher"], slug="elsewhere")
    lives.submitted(lives.edited(page, clinic["editor"]), clinic)

    assert found() == ""
    assert page.revisions.count() == 7


def test_a_single_signature_and_its_second_reading_are_whole(clinic):
    confirm_profile(amend(by=clinic["owner"], allows_single_signature=True), by=clinic["reviewer"])
    alone = builders.person("owner", name="Alone")
    page = builders.article(alone)
    first = workflow.approve(workflow.submit(page, by=alone, note="First."), by=alone)
    publishing.publish(first, by=alone)
    workflow.confirm(first, by=clinic["reviewer"], note="Read.")

    assert found() == ""


@pytest.mark.parametrize(
    ("columns", "named"),
    [
        ({"approver_registration": "PH 99999"}, "approver_registration"),
        ({"whole_page": False}, "whole_page"),
        ({"single_signature": True}, "single_signature"),
    ],
)
def test_what_was_said_at_approval_can_not_be_altered(page, columns, named):
    rewrite(revision(1), **columns)

    assert named in found()


def test_where_a_retired_page_leads_can_not_be_altered(page, clinic):
    other = builders.published(builders.article(clinic["editor"], "other"), clinic).page
    gone = lives.withdrawn(builders.published(builders.article(clinic["editor"], "gone"), clinic), clinic, other)

    rewrite(gone, read_instead=["1007"])

    assert "read_instead" in found()


def test_a_missing_trigger_is_found(page):
    freezing.remove(connection, "articles_articlerevision")

    assert "articles_articlerevision: the trigger articles_articlerevision_stays_as_signed is missing" in found()

    freezing.install(connection, "articles_articlerevision", ArticleRevision.frozen())
    assert found() == ""


YESTERDAY = timezone.now() - timedelta(days=1)
REWRITTEN = [
    (2, {"body": "Other words."}, "its words were changed after they were signed"),
    (2, {"body": "Other words."}, "it was changed after it was signed"),
    (2, {"html": "<p>Other</p>"}, "it was changed after it was signed"),
    (2, {"html": "<p onclick=x>Other</p>"}, "its HTML holds what the sanitiser does not let through"),
    (2, {"printed": [{"key": "X"}]}, "it was changed after it was signed"),
    (2, {"note": "Other"}, "it was changed after it was signed"),
    (2, {"previous_digest": "0" * 64}, "it does not follow the revision before it"),
    (2, {"digest": "0" * 64}, "was about other words"),
    (1, {"digest": "0" * 64}, "1007 revision 2: it does not follow the revision before it"),
    (2, {"approved_at": YESTERDAY}, "who or when differs from the events: approved"),
    (2, {"approver_role": "a surgeon"}, "who or when differs from the events: approved"),
    (2, {"published_at": YESTERDAY}, "who or when differs from the events: published"),
    (1, {"superseded_at": YESTERDAY}, "who or when differs from the events: superseded"),
    (1, {"confirmed_at": YESTERDAY}, "who or when differs from the events: confirmed"),
    (3, {"submitted_at": YESTERDAY}, "who or when differs from the events: submitted"),
    (2, {"reviewed_on": YESTERDAY.date() + timedelta(days=400)}, "its date or role of review differs"),
    (1, {"reviewed_on": YESTERDAY.date()}, "its date or role of review differs"),
    (2, {"reviewer_role": "a surgeon"}, "its date or role of review differs"),
    (3, {"carried_from": 1}, "it does not carry the words and the approval of its source"),
    (3, {"revision": 9}, "1007: revision 3 is missing"),
    (3, {"revision": 9}, "1007 revision 9: the page does not count it among its own"),
]


@pytest.mark.parametrize(("number", "columns", "says"), REWRITTEN, ids=lambda value: str(value)[:40])
def test_a_rewritten_revision_is_found(page, number, columns, says):
    rewrite(revision(number), **columns)

    assert says in found()


@pytest.mark.parametrize("verb", ["submitted", "approved", "published"])
def test_another_name_under_a_revision_is_found(page, clinic, verb):
    rewrite(revision(2), **{f"{verb}_by": clinic["clinician"]})

    assert f"1007 revision 2: who or when differs from the events: {verb}" in found()
    assert "says something else about who" in found()


def test_a_writer_who_seems_to_have_approved_is_found(page, clinic):
    rewrite(revision(2), contributors=[clinic["reviewer"].pk])

    assert "1007 revision 2: somebody who wrote it approved it, and it does not say so" in found()


def test_a_state_that_its_dates_deny_is_found(page, clinic):
    rewrite(revision(1), state="returned", returned_by=clinic["reviewer"], returned_at=timezone.now())

    assert "1007 revision 1: its state is returned, but its dates say superseded" in found()


def test_a_return_that_never_was_is_found(page, clinic):
    rewrite(revision(3), state="returned", returned_by=clinic["reviewer"], returned_at=timezone.now())

    assert "1007 revision 3: who or when differs from the events: returned" in found()


def test_a_public_text_that_was_replaced_by_hand_is_found(page):
    rewrite(revision(2), state="superseded", superseded_at=timezone.now(), superseded_by=revision(1).superseded_by)

    assert "1007 revision 2: who or when differs from the events: superseded" in found()


def test_a_confirmation_that_was_rubbed_out_is_found(page):
    rewrite(revision(1), confirmed_at=None, confirmed_by=None)

    assert "1007 revision 1: event" in found()


def test_an_erased_revision_is_found_at_the_end_and_in_the_middle(page):
    erase(revision(3))
    assert "1007: revision 3 is missing" in found()
    assert "it tells of revision 3 of 1007, which is missing" in found()

    erase(revision(1))
    assert "1007: revision 1 is missing" in found()


def test_an_erased_page_is_found(page):
    for number in (3, 2, 1):
        erase(revision(number))
    Article.objects.all().delete()

    assert found() == "1007: the record tells of revisions, but the page is gone."


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"note": "Other"}, "it was changed after it was written"),
        ({"by_name": "Other"}, "it was changed after it was written"),
        ({"at": YESTERDAY}, "it was changed after it was written"),
        ({"data": {}}, "it was changed after it was written"),
        ({"verb": "return"}, "who or when differs from the events: approved"),
        ({"digest": "0" * 64}, "it does not follow the one before it"),
        ({"previous_digest": "0" * 64}, "it does not follow the one before it"),
    ],
)
def test_a_rewritten_event_is_found(page, columns, says):
    rewrite(event("approve", 2), **columns)

    assert says in found()


def test_an_erased_event_is_found(page):
    erase(event("approve", 2))

    assert "events before it are missing" in found()
    assert "1007 revision 2: who or when differs from the events: approved" in found()


def test_heads_find_a_record_that_was_cut_short(page):
    earlier = verifying.heads()
    assert earlier["pages"]["1007"] == {"revision": 3, "digest": revision(3).digest}
    assert list(verifying.faults_against(earlier)) == []

    erase(Event.objects.first())
    erase(revision(3))
    Article.objects.update(last_revision=2)

    assert found() == ""
    assert list(verifying.faults_against(earlier)) == [
        "1007: revision 3 is no longer what it was when the heads were written.",
        f"event {earlier['last_event']['sequence']} is no longer what it was when the heads were written.",
    ]


def test_heads_still_hold_after_more_was_signed(page, clinic):
    earlier = verifying.heads()

    builders.published(builders.article(clinic["editor"], slug="next"), clinic)

    assert list(verifying.faults_against(earlier)) == []


def test_heads_of_an_empty_site_are_empty(db):
    assert verifying.heads() == {"pages": {}, "last_event": None}
    assert list(verifying.faults_against(verifying.heads())) == []


def test_pages_that_todays_renderer_would_show_otherwise_are_listed(page, monkeypatch):
    assert list(verifying.rendered_otherwise()) == []

    render = drafting.rendered
    monkeypatch.setattr(verifying, "rendered", lambda source: render(source.replace("Some", "Any")))

    assert [row.revision for row in verifying.rendered_otherwise() if row.page.number_id == "1007"] == [2]

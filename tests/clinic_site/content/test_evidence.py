"""Saying how a source stands: what becomes of the pages that cite it, and who may take a warning back."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from clinic_site.content import desk, evidence, publishing, scheduling, workflow
from clinic_site.content.event import Event
from clinic_site.content.refused import NotAllowed
from clinic_site.content.schedule import Scheduled
from clinic_site.generation.models import current
from clinic_site.references.models import ReferenceStatus
from clinic_site.references.status import standing_of
from tests import builders
from tests.clinic_site.content.lives import edited, refused, submitted

CITES = "It can ache [@Brady2014].\n"
WARNING = "One of the studies behind this page has been withdrawn by its publisher."


@pytest.fixture
def source(clinic):
    return builders.reference()


@pytest.fixture
def page(clinic, source):
    return builders.published(builders.article(clinic["editor"], body=CITES), clinic).page


def retract(source, person, note="The journal's notice of 3 March"):
    return evidence.mark(source, by=person, standing="retracted", note=note)


def words_of(client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def without_it(page, clinic):
    return edited(page, clinic["editor"], body="Other words.\n")


def test_readers_of_a_citing_page_are_told_at_once_at_the_top_and_beside_the_source(clinic, client, source, page):
    assert WARNING not in words_of(client, page.path)

    retract(source, clinic["editor"])

    text = words_of(client, page.path)
    assert text.index(WARNING) < text.index("It can ache") < text.index("Withdrawn by its publisher (retracted).")


def test_the_generation_moves_so_that_no_kept_copy_is_served(clinic, source, page):
    before = current()

    retract(source, clinic["editor"])

    assert current() > before


def test_newer_research_is_told_beside_the_source_only(clinic, client, source, page):
    newer = builders.reference("Newer2024")

    evidence.mark(source, by=clinic["editor"], standing="superseded", note="A new review", instead=newer)

    text = words_of(client, page.path)
    assert "There is newer research than this." in text
    assert WARNING not in text


def test_every_citing_page_is_due_for_a_check_today_with_an_event_each(clinic, source, page):
    other = builders.published(builders.question(clinic["editor"], body=CITES), clinic).page
    apart = builders.published(builders.question(clinic["editor"], "apart"), clinic).page

    retract(source, clinic["editor"])

    told = Event.objects.filter(verb="review")
    assert {event.number_id for event in told} == {page.number_id, other.number_id}
    assert {event.note for event in told} == {"Brady2014 was retracted."}
    assert {event.data["review_due"] for event in told} == {timezone.localdate().isoformat()}
    for due in (page, other):
        due.refresh_from_db()
        assert due.review_due == timezone.localdate()
    apart.refresh_from_db()
    assert apart.review_due > timezone.localdate()


def test_a_page_that_is_overdue_already_keeps_its_day(clinic, source, page):
    day = timezone.localdate() - timedelta(days=40)
    type(page).objects.filter(pk=page.pk).update(review_due=day)

    retract(source, clinic["editor"])

    page.refresh_from_db()
    assert page.review_due == day


def test_the_record_says_who_said_what_about_which_source(clinic, source):
    retract(source, clinic["editor"])

    event = Event.objects.filter(verb="evidence").get()
    assert (event.by, event.note) == (clinic["editor"], "The journal's notice of 3 March")
    assert event.data == {"key": "Brady2014", "standing": "retracted", "instead": None}


def test_a_text_that_cites_it_can_not_be_sent_approved_or_published(clinic, source):
    sent, approved, draft = (builders.article(clinic["editor"], slug, body=CITES) for slug in ("one", "two", "three"))
    sent, approved = submitted(sent, clinic), submitted(approved, clinic)
    workflow.approve(approved, by=clinic["reviewer"])

    retract(source, clinic["editor"])

    assert "Brady2014 has been retracted" in refused(lambda: submitted(draft, clinic))
    assert "Brady2014 has been retracted" in refused(lambda: workflow.approve(sent, by=clinic["reviewer"]))
    assert "Brady2014 has been retracted" in refused(lambda: publishing.publish(approved, by=clinic["publisher"]))


def test_a_time_that_was_chosen_for_it_is_refused_when_it_comes(clinic, source, monkeypatch):
    revision = submitted(builders.article(clinic["editor"], body=CITES), clinic)
    workflow.approve(revision, by=clinic["reviewer"])
    soon = timezone.now() + timedelta(hours=1)
    scheduling.schedule_act(revision, by=clinic["publisher"], act="publish", at=soon)
    retract(source, clinic["editor"])
    later = soon + timedelta(minutes=1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    scheduling.run_due()

    assert "Brady2014 has been retracted" in Scheduled.objects.get().refusal
    assert not revision.page.revisions.published().exists()


def test_all_is_fine_again_once_the_source_is_out(clinic, client, source, page):
    retract(source, clinic["editor"])

    builders.published(without_it(page, clinic), clinic)

    text = words_of(client, page.path)
    assert WARNING not in text
    assert "Withdrawn by its publisher" not in text
    assert evidence.citing("Brady2014") == []
    page.refresh_from_db()
    assert page.review_due > timezone.localdate()


def test_the_text_can_not_be_confirmed_until_the_source_stands_again(clinic, source, page):
    public = page.revisions.get()
    retract(source, clinic["editor"])

    assert "retracted: Brady2014. Change the text" in refused(
        lambda: workflow.confirm(public, by=clinic["reviewer"], note="Read all of it.")
    )

    evidence.mark(source, by=clinic["owner"], standing="current", note="The journal's notice of 5 March")
    assert not refused(lambda: workflow.confirm(public, by=clinic["reviewer"], note="Read all of it."))


def test_undoing_that_is_refused(clinic, client, source, page):
    retract(source, clinic["editor"])
    builders.published(without_it(page, clinic), clinic)

    assert "retracted" in refused(lambda: publishing.undo(page, by=clinic["publisher"]))

    assert WARNING not in words_of(client, page.path)


def test_a_warning_is_taken_back_by_somebody_else(clinic, client, source, page):
    retract(source, clinic["editor"])
    taken = {"standing": "current", "note": "It was another paper of that name"}

    assert "Ask a colleague" in refused(lambda: evidence.mark(source, by=clinic["editor"], **taken))
    assert WARNING in words_of(client, page.path)
    evidence.mark(source, by=clinic["owner"], **taken)

    assert WARNING not in words_of(client, page.path)
    assert standing_of(["Brady2014"]) == {}
    assert ReferenceStatus.objects.count() == 2


def test_a_retraction_can_not_be_softened_alone(clinic, source):
    newer = builders.reference("Newer2024")
    softer = {"standing": "superseded", "note": "A new review", "instead": newer}
    retract(source, clinic["editor"])

    assert "Ask a colleague" in refused(lambda: evidence.mark(source, by=clinic["editor"], **softer))
    evidence.mark(source, by=clinic["owner"], **softer)

    assert standing_of(["Brady2014"])["Brady2014"].standing == "superseded"


def test_a_worse_standing_and_a_better_note_need_nobody_else(clinic, source):
    newer = builders.reference("Newer2024")
    evidence.mark(source, by=clinic["editor"], standing="superseded", note="A new review", instead=newer)

    retract(source, clinic["editor"])
    retract(source, clinic["editor"], note="The journal's second notice")

    assert [row.note for row in source.statuses.all()][0] == "The journal's second notice"


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"standing": "doubtful"}, "Choose how the source stands"),
        ({"standing": ""}, "Choose how the source stands"),
        ({"note": " "}, "Say where this was announced"),
        ({"standing": "superseded"}, "Name the newer source"),
        ({"standing": "current"}, "says already that it stands"),
    ],
)
def test_what_makes_no_sense_is_refused(clinic, source, said, why):
    said = {"standing": "retracted", "note": "A notice"} | said

    assert why in refused(lambda: evidence.mark(source, by=clinic["editor"], **said))
    assert not ReferenceStatus.objects.exists()


def test_a_source_is_not_newer_than_itself(clinic, source):
    said = {"standing": "superseded", "note": "A new review", "instead": source}

    assert "Name the newer source" in refused(lambda: evidence.mark(source, by=clinic["editor"], **said))


@pytest.mark.parametrize("role", ["reviewer", "publisher", "clinician"])
def test_who_does_not_keep_the_library_says_nothing_about_it(clinic, source, role):
    with pytest.raises(NotAllowed):
        retract(source, clinic[role])


def test_a_search_is_kept_with_who_where_and_what(clinic):
    topic = builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")

    row = evidence.searched(topic, by=clinic["editor"], searched_on=date(2026, 3, 1), where=" PubMed ", found="Nothing")

    assert (row.by, row.where, row.found) == (clinic["editor"], "PubMed", "Nothing")
    event = Event.objects.filter(verb="searched").get()
    assert (event.number_id, event.data["where"]) == (topic.number_id, "PubMed")


@pytest.mark.parametrize(
    ("said", "why"),
    [({"where": " "}, "Say where you searched"), ({"searched_on": date(2999, 1, 1)}, "This day has not come yet")],
)
def test_a_search_that_tells_nothing_or_was_not_done_yet_is_refused(clinic, said, why):
    topic = builders.shown_topic(clinic["owner"], clinic["reviewer"], "risks")
    said = {"searched_on": date(2026, 3, 1), "where": "PubMed"} | said

    assert why in refused(lambda: evidence.searched(topic, by=clinic["editor"], **said))


def test_a_desk_may_be_saved_while_it_cites_it(clinic, source, page):
    retract(source, clinic["editor"])
    page.refresh_from_db()

    saved = desk.save(page, by=clinic["editor"], base_edit=page.edit, body=f"More. {CITES}")

    assert saved.edit == page.edit + 1

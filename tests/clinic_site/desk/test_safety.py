from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content import evidence, scheduling
from clinic_site.content.schedule import Scheduled
from clinic_site.desk import safety, survey
from clinic_site.desk.models import Verification
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.generation.models import Tick, TickJob
from clinic_site.references.models import Reference
from tests import builders, copies
from tests.clinic_site.content.lives import edited, submitted
from tests.clinic_site.desk.lists import alone, approved, citing, rows, says
from tests.clinic_site.review.days import FIRST, clock

__all__ = ["clock"]


@pytest.fixture
def clinic(db, clock):
    return copies.of(builders.clinic)


def retract(staff: dict, key: str = "Brady2014") -> None:
    evidence.mark(Reference.objects.get(key=key), by=staff["editor"], standing="retracted", note="The journal says so.")


def test_a_retracted_source_stands_on_the_list_of_each_page_that_cites_it(clinic):
    first, second = citing(clinic), citing(clinic, slug="bruises")
    citing(clinic, "Other2015", slug="fainting")

    retract(clinic)

    numbers = sorted((first.number_id, second.number_id))
    assert says(clinic["reviewer"], "safety") == [("Open and decide", number) for number in numbers]
    assert says(clinic["editor"], "safety") == [("Change", number) for number in numbers]
    assert says(clinic["publisher"], "safety") == []
    row = rows(clinic["reviewer"], "safety")[0]
    assert row.is_urgent
    assert row.why == "It cites Brady2014, which was retracted. Readers are told so on the page."


def test_a_page_with_a_retracted_source_is_not_listed_twice(clinic):
    citing(clinic)

    retract(clinic)

    assert says(clinic["reviewer"], "due") == []


def test_a_page_that_prints_it_no_more_leaves_the_list(clinic):
    page = citing(clinic)
    retract(clinic)

    builders.published(edited(page, clinic["editor"], body="Words without it.\n"), clinic)

    assert says(clinic["reviewer"], "safety") == []


def test_a_source_of_a_like_name_is_not_taken_for_the_retracted_one(clinic):
    builders.reference("Brady2014")
    citing(clinic, "Brady2014b")

    retract(clinic)

    assert says(clinic["reviewer"], "safety") == []


def test_a_refused_time_asks_for_a_decision(clinic):
    revision = approved(clinic)
    row = scheduling.schedule_act(revision, by=clinic["publisher"], at=timezone.now() + timedelta(days=1))
    Scheduled.objects.filter(pk=row.pk).update(refused_at=timezone.now(), refusal="A stop appeared.")

    found = rows(clinic["publisher"], "safety")

    assert [(row.verb, row.number) for row in found] == [("Decide", revision.page.number_id)]
    assert found[0].why == "“Publish”, as Publisher chose, was refused: A stop appeared."
    assert rows(clinic["reviewer"], "safety") == []


def test_words_for_danger_that_wait_stand_above_the_other_texts(clinic):
    page = edited(Disclaimer.objects.get(slug="emergency"), clinic["editor"])
    submitted(page, clinic)

    assert says(clinic["reviewer"], "safety") == [("Review", page.number_id)]
    assert says(clinic["reviewer"], "check") == []


def test_changed_words_for_danger_are_shown_for_a_week(clinic, clock):
    page = edited(Disclaimer.objects.get(slug="emergency"), clinic["editor"])
    builders.published(page, clinic, note="Plainer.")

    clock(FIRST + timedelta(days=7))
    assert says(clinic["reviewer"], "safety") == [("See", page.number_id)]
    clock(FIRST + timedelta(days=8))
    assert says(clinic["reviewer"], "safety") == []


def test_another_changed_disclaimer_is_no_matter_of_safety(clinic):
    page = edited(Disclaimer.objects.get(slug="pregnancy"), clinic["editor"])

    builders.published(page, clinic)

    assert says(clinic["reviewer"], "safety") == []


def test_a_second_reading_is_owed_by_others_and_late_after_seven_days(clinic, clock):
    both = builders.person("editor", "reviewer", name="Both")
    page = builders.article(both)
    alone(clinic, both, page)

    assert says(both, "safety") == []
    assert [row.is_urgent for row in rows(clinic["reviewer"], "safety")] == [False]
    clock(FIRST + timedelta(days=8))
    late = rows(clinic["reviewer"], "safety")[0]
    assert (late.verb, late.number, late.is_urgent) == ("Read and confirm", page.number_id, True)
    assert "are over" in late.why


def test_a_clock_that_stands_still_is_told_to_everybody(clinic, client):
    Tick.objects.create(ended_at=timezone.now() - timedelta(minutes=6))
    client.force_login(clinic["clinician"])

    page = client.get("/admin/").content.decode()

    assert "The clock of this site stands still since 3 March 2026, 08:54" in page
    assert 'class="stopped" role="alert"' in page


def test_a_clock_that_never_ran_is_told(clinic):
    assert "has never run" in safety.stopped(survey.read(clinic["owner"]))


def test_a_clock_that_runs_is_not_mentioned(clinic):
    Tick.objects.create(ended_at=timezone.now() - timedelta(minutes=4))

    assert safety.stopped(survey.read(clinic["owner"])) == ""


def test_a_job_that_fails_is_told_to_owners_only(clinic):
    TickJob.objects.create(
        name="clinic_site.letters.sending.send_waiting", failed_at=timezone.now(), last_error="OSError: no server"
    )

    found = rows(clinic["owner"], "safety")

    assert [row.title for row in found] == ["What the site does by itself: letters.sending.send_waiting"]
    assert "OSError: no server" in found[0].why
    assert rows(clinic["reviewer"], "safety") == []


def test_a_faulty_record_is_told_to_owners_until_it_is_whole(clinic):
    Verification.objects.create(count=2, faults=["event 3: it was changed."])
    assert [row.title for row in rows(clinic["owner"], "safety")] == ["The record of signed texts"]
    assert rows(clinic["editor"], "safety") == []

    Verification.objects.create(count=0)

    assert rows(clinic["owner"], "safety") == []

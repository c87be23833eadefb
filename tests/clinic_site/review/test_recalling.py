"""The verbs of a recall: one person warns at once, a second one reads it, and it ends with a reason."""

from datetime import timedelta

import pytest
from django.utils import timezone

from clinic_site.content.event import Event, Verb
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.generation import models as generation
from clinic_site.review import recalling
from clinic_site.review.recalls import Recall
from tests import builders
from tests.clinic_site.content.lives import withdrawn
from tests.clinic_site.review.recalls import asked, corrected, in_days, recalled


@pytest.fixture
def page(clinic):
    return corrected(asked(clinic), clinic)


def test_one_publisher_recalls_at_once_and_the_record_says_what(clinic, page):
    before = generation.current()

    row = recalled(page, clinic, heading="At home", note="A patient called.")

    event = Event.objects.first()
    assert row.is_standing
    assert row.owes_second_reading
    assert (event.verb, event.number_id, event.revision, event.by) == (
        Verb.RECALL, page.number_id, 1, clinic["publisher"],
    )  # fmt: skip
    assert event.data == row.told()
    assert event.note.endswith("A patient called.")
    assert generation.current() > before


@pytest.mark.parametrize("role", ["editor", "reviewer", "clinician"])
def test_only_who_may_publish_recalls(clinic, page, role: str):
    with pytest.raises(NotAllowed):
        recalling.recall(page, by=clinic[role], first=1, last=1, what="care", do="ask", until=in_days(30))

    assert not Recall.objects.exists()


def test_a_retired_page_can_be_recalled(clinic, page):
    withdrawn(page.revisions.published().get(), clinic, asked(clinic, "other"))

    assert recalled(page, clinic, last=2).is_standing


@pytest.mark.parametrize(
    "words",
    [
        {"first": 2, "last": 1},
        {"first": 1, "last": 3},
        {"what": "typed by somebody"},
        {"do": ""},
        {"heading": "Not on that page"},
        {"days": 6},
        {"days": 731},
    ],
)
def test_what_readers_could_not_make_sense_of_is_refused(clinic, page, words: dict):
    words = {"until": in_days(words.get("days", 30))} | {name: value for name, value in words.items() if name != "days"}

    with pytest.raises(Refused):
        recalled(page, clinic, **words)

    assert not Recall.objects.exists()


def test_a_text_that_readers_never_saw_is_not_recalled(clinic):
    with pytest.raises(Refused):
        recalled(builders.question(clinic["editor"]), clinic)


def test_the_same_recall_does_not_stand_twice(clinic, page):
    recalled(page, clinic)

    with pytest.raises(Refused, match="stands already"):
        recalled(page, clinic)


@pytest.mark.parametrize("role", ["reviewer", "owner"])
def test_somebody_else_who_may_approve_or_publish_reads_it_again(clinic, page, role: str):
    row = recalling.read_again(recalled(page, clinic), by=clinic[role])

    assert not row.owes_second_reading
    assert Event.objects.first().verb == Verb.READ_AGAIN


def test_who_set_it_can_not_be_its_second_reader(clinic, page):
    row = recalled(page, clinic)

    with pytest.raises(Refused, match="Somebody else"):
        recalling.read_again(row, by=clinic["publisher"])

    assert Recall.objects.get().read_again_by is None


def test_an_editor_can_not_read_it_again_nor_end_it(clinic, page):
    row = recalled(page, clinic)

    for verb in (recalling.read_again, recalling.end_recall):
        with pytest.raises(NotAllowed):
            verb(row, by=clinic["editor"], note="Done.")


def test_it_is_read_again_only_once(clinic, page):
    row = recalling.read_again(recalled(page, clinic), by=clinic["reviewer"])

    with pytest.raises(Refused, match="already"):
        recalling.read_again(row, by=clinic["owner"])


def test_it_ends_early_only_with_a_reason(clinic, page):
    row = recalled(page, clinic)

    with pytest.raises(Refused, match="Say why"):
        recalling.end_recall(row, by=clinic["publisher"], note=" ")
    row = recalling.end_recall(row, by=clinic["publisher"], note="It was about another page.")

    assert not row.is_standing
    assert not row.owes_second_reading
    assert (Event.objects.first().verb, Event.objects.first().note) == (Verb.END_RECALL, "It was about another page.")
    with pytest.raises(Refused, match="ended already"):
        recalling.end_recall(row, by=clinic["publisher"], note="Again.")


def test_after_its_last_day_nobody_has_to_read_it_any_more(clinic, page, monkeypatch):
    row = recalled(page, clinic, until=in_days(7))
    later = timezone.now() + timedelta(days=8)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert not row.is_standing
    assert not Recall.objects.owing().exists()
    with pytest.raises(Refused):
        recalling.read_again(row, by=clinic["reviewer"])

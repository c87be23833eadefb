"""What the database itself refuses about recalls, and what is noticed where it was got round."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinic_site.review import recall_faults, recalling
from clinic_site.review.recalls import Recall
from tests.clinic_site.content.lives import another, refusal, run
from tests.clinic_site.review.recalls import asked, in_days, recalled


@pytest.fixture
def row(clinic):
    return recalled(asked(clinic), clinic)


def update(**values) -> str:
    return refusal(lambda: Recall.objects.update(**values))


@pytest.mark.parametrize("name", Recall.frozen.never)
def test_what_was_said_can_not_be_changed(row, name: str):
    field = Recall._meta.get_field(name)

    assert update(**{name: another(field, getattr(row, name))})


def test_it_is_never_deleted(row):
    assert refusal(lambda: Recall.objects.all().delete())


def test_who_read_and_ended_it_can_not_be_changed_afterwards(clinic, row):
    recalling.read_again(row, by=clinic["reviewer"])
    recalling.end_recall(row, by=clinic["publisher"], note="Done.")

    now = timezone.now() + timedelta(hours=1)
    for values in ({"read_again_by": clinic["owner"]}, {"read_again_at": now}, {"ended_by": clinic["owner"]},
                   {"ended_at": now}, {"end_note": "Other."}):  # fmt: skip
        assert update(**values), values


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"read_again_at": timezone.now()}, "recall_read_again_pair"),
        ({"ended_at": timezone.now(), "end_note": "Done."}, "recall_ended_pair"),
        ({"end_note": "Done."}, "recall_end_says_why"),
    ],
)
def test_who_and_when_come_together_and_an_end_says_why(row, values: dict, name: str):
    assert name in update(**values)


def test_an_end_without_a_reason_and_a_reader_who_set_it_are_refused(clinic, row):
    now = timezone.now()

    assert "recall_end_says_why" in update(ended_at=now, ended_by=clinic["owner"])
    assert "recall_read_again_pair" in update(read_again_by=clinic["owner"])
    assert "recall_second_reader_is_another" in update(read_again_at=now, read_again_by=row.made_by)


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"first": 2, "last": 1}, "recall_last_not_before_first"),
        ({"stands_until": timezone.localdate()}, "recall_ends_after_it_began"),
        ({"what": "typed"}, "recall_known_fault"),
        ({"do": "typed"}, "recall_known_advice"),
    ],
)
def test_a_row_that_says_what_no_verb_would_is_refused(clinic, row, values: dict, name: str):
    good = {"number": row.number, "first": 1, "last": 1, "what": "care", "do": "ask", "title": "T"}
    good |= {"made_by": row.made_by, "made_at": timezone.now()}
    good |= {"stands_from": timezone.localdate(), "stands_until": in_days(9)}
    if "stands_until" in values:
        values = {"stands_until": good["stands_from"]}

    assert not refusal(lambda: Recall.objects.create(**good))
    assert name in refusal(lambda: Recall.objects.create(**good | values))


def test_a_record_that_tells_the_same_has_no_faults(clinic, row):
    recalling.read_again(row, by=clinic["reviewer"])
    recalling.end_recall(row, by=clinic["publisher"], note="Done.")

    assert list(recall_faults.faults()) == []


@pytest.mark.sqlite
@pytest.mark.parametrize(
    "values", ["do = 'stop'", "stands_until = '2040-01-01'", "first = 7, last = 7", "title = 'Another'"]
)
def test_a_row_that_was_altered_is_noticed(row, values: str):
    run('DROP TRIGGER "review_recall_stays_as_signed"')
    run(f"UPDATE review_recall SET {values}")

    (fault,) = recall_faults.faults()

    assert f"{row.number_id}: recall {row.pk} differs" in fault
    with pytest.raises(CommandError):
        call_command("verify_history")


def test_a_second_reading_that_nobody_gave_is_noticed(clinic, row):
    Recall.objects.update(read_again_by=clinic["reviewer"], read_again_at=timezone.now())

    assert len(list(recall_faults.faults())) == 1


@pytest.mark.sqlite
def test_a_recall_that_is_gone_is_noticed(row):
    run('DROP TRIGGER "review_recall_is_kept"')
    run("DELETE FROM review_recall")

    assert "missing" in "".join(recall_faults.faults())

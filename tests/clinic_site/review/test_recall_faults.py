"""Recalls that were altered behind the back of the verbs are noticed."""

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from clinic_site.review import recall_faults, recalling
from clinic_site.review.recalls import Recall
from tests.clinic_site.content.lives import run
from tests.clinic_site.review.recalls import asked, recalled


@pytest.fixture
def row(clinic):
    return recalled(asked(clinic), clinic)


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

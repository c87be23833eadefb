"""What `manage.py tick` says goes into the journal of the machine."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, OperationalError

from clinic_site.generation.models import TickJob

TAKEN = "duplicate key value\nDETAIL:  Key (email)=(anna@clinic.org) already exists."


def takes_it_twice() -> None:
    raise IntegrityError(TAKEN)


def test_a_job_that_failed_is_told_by_its_kind_and_quotes_nobody(db, settings):
    settings.TICK_JOBS = [f"{__name__}.takes_it_twice"]
    said = StringIO()

    with pytest.raises(CommandError, match=r"Jobs that failed: 1 of 1\."):
        call_command("tick", stderr=said)

    assert said.getvalue() == f"{__name__}.takes_it_twice: IntegrityError\n"
    assert "anna@clinic.org" in TickJob.objects.get().last_error, "the desk is told the whole"


def test_while_the_database_does_not_answer_the_command_has_one_line(db, monkeypatch, caplog):
    def fall():
        raise OperationalError("unable to open database file: /srv/anna")

    monkeypatch.setattr("clinic_site.operations.ticking_lease.take", fall)

    with pytest.raises(CommandError, match=r"^Nothing was done: OperationalError: unable to open database file\.$"):
        call_command("tick")

    assert caplog.records == []

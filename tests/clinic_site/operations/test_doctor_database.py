"""What the doctor says of a server that can't be used."""

import pytest

from clinic_site.operations import doctor_database
from tests.clinic_site.operations.backups import command

FAULT = "The database can't be used: it says why"


def said(fault: str, *options: str) -> str:
    return str(doctor_database.server_broken(FAULT, fault, ["options", "pool", "sslmode", *options]))


@pytest.mark.parametrize(
    ("option", "do"),
    [("sslmod", "most likely to sslmode; then restart"), ("zzz", "behind the “?”; then restart")],
)
def test_an_option_that_is_not_known_is_named(option, do):
    found = said("couldn't get a connection after 2.00 sec", option)

    assert f"DATABASE_URL has an option that PostgreSQL does not know: {option}." in found
    assert do in found
    assert "systemctl" not in found


def test_a_value_that_an_option_may_not_have_is_looked_for_in_the_settings():
    assert "Do: correct that value behind the “?”" in said('invalid sslmode value: "requird"')
    assert "Do: correct that value behind the “?”" in said('invalid integer value "x" for connection option "port"')


def test_a_password_that_is_refused_is_told_with_the_signs_that_are_written_otherwise():
    found = said('FATAL:  password authentication failed for user "clinic"')

    assert "% as %25, @ as %40, # as %23, / as %2F, : as %3A." in found


def test_of_a_server_that_is_away_the_service_is_looked_at():
    assert "Do: systemctl status postgresql" in said("connection refused")


@pytest.mark.django_db
def test_the_doctor_itself_names_the_option(tmp_path):
    url = "postgres://clinic:hushed@127.0.0.1:1/clinic?sslmod=require"

    done = command(tmp_path, "doctor", CLINIC_SECRET_KEY="for tests", DATABASE_URL=url)

    assert "DATABASE_URL has an option that PostgreSQL does not know: sslmod." in done.stdout
    assert "hushed" not in done.stdout + done.stderr

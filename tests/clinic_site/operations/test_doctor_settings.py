"""The environment file, which systemd and a shell read by different rules."""

import re

import pytest

from clinic_site.operations import doctor_settings


@pytest.fixture
def file(tmp_path, monkeypatch):
    monkeypatch.setattr(doctor_settings, "ENVIRONMENT", str(tmp_path / "environment"))
    return tmp_path / "environment"


@pytest.mark.parametrize(
    "line",
    [
        "CLINIC_ADDRESS=https://guide.clinic.uk",
        "CLINIC_BACKUP_KEY=",
        "CLINIC_BACKUP_KEY=abc+/=   ",
        "# CLINIC_EMAIL_FROM=a b",
        "CLINIC_EMAIL_PASSWORD='a b$c # d'",
        'CLINIC_PURGE_HEADER="Authorization: Bearer 0"',
        "DATABASE_URL=postgres://a:b#c@127.0.0.1/clinic?sslmode=verify-full",
        "OTHER=a b",
    ],
)
def test_what_is_read_alike_is_not_mentioned(file, line):
    file.write_text(f"{line}\n")

    assert list(doctor_settings.lines()) == []


@pytest.mark.parametrize(
    "line",
    [
        "CLINIC_EMAIL_HOST=mail.clinic.uk   # as the provider says",
        "CLINIC_EMAIL_HOST=    # as the provider says",
        "CLINIC_EMAIL_HOST=$(cat host)",
        "CLINIC_EMAIL_HOST=a$b",
        "CLINIC_EMAIL_HOST=a&b",
        "CLINIC_EMAIL_HOST=The clinic <guide@clinic.uk>",
        "  CLINIC_EMAIL_HOST='it'\\''s'",
        'CLINIC_EMAIL_HOST="a$b"',
    ],
)
def test_a_line_that_systemd_and_the_shell_read_differently_is_named_and_its_value_is_not(file, line):
    file.write_text(f"CLINIC_BEHIND_PROXY=1\n{line}\n")

    (found,) = doctor_settings.lines()

    assert re.search(r"read CLINIC_EMAIL_HOST in .*environment differently.*Do: .*CLINIC_EMAIL_HOST='…'", str(found))
    assert line.strip().partition("=")[2] not in str(found)


def test_without_the_file_nothing_is_said_of_its_lines(file):
    assert list(doctor_settings.lines()) == []


@pytest.mark.parametrize("name", ["CLINIC_EMAIL_HOST", "CLINIC_BACKUP_KEY", "CLINIC_EXTRA_HOSTS", "DATABASE_URL"])
@pytest.mark.parametrize("value", ["x    # as the provider says", '# what "openssl" prints'])
def test_a_comment_that_became_part_of_a_value_is_found(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    assert [finding.what for finding in doctor_settings.comments()] == [f"{name} has a comment in its value."]


@pytest.mark.parametrize(
    ("name", "value"), [("CLINIC_EMAIL_PASSWORD", "a # b"), ("DATABASE_URL", "postgres://a#b"), ("OTHER", "a # b")]
)
def test_a_sign_that_belongs_there_is_no_comment(monkeypatch, name, value):
    monkeypatch.setenv(name, value)

    assert name not in " ".join(map(str, doctor_settings.comments()))

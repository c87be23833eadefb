"""The environment file, which systemd and a shell read by different rules."""

import re
import subprocess

import pytest

from clinic_site.operations import doctor, doctor_lines, doctor_settings


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
        "",
        "   ",
        "    # CLINIC_BACKUPS = ~/here",
        "CLINIC_PURGE_BODY='{\n  \"everything\": true\n}'",
        "CLINIC_EMAIL_FROM='The “clinic” <guide@clinic.uk>'",
        "http_proxy=http://127.0.0.1:3128",
    ],
)
def test_what_is_read_alike_is_not_mentioned(file, line):
    file.write_text(f"{line}\n")

    assert list(doctor_lines.lines()) == []


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

    (found,) = doctor_lines.lines()

    assert re.search(r"read CLINIC_EMAIL_HOST in .*environment differently.*Do: .*CLINIC_EMAIL_HOST='…'", str(found))
    assert line.strip().partition("=")[2] not in str(found)


def test_without_the_file_nothing_is_said_of_its_lines(file):
    assert list(doctor_lines.lines()) == []


# What stands in the line; what the doctor says of it; what to do.
WRONG = {
    "an export": ("export CLINIC_BACKUP_KEY=hushed", r"\(CLINIC_BACKUP_KEY\) begins with “export”", "“export” away"),
    "blanks before the sign": ("CLINIC_ADDRESS = https://hushed", "blanks beside the “=”", "NAME=value"),
    "a blank behind the sign": ("CLINIC_ADDRESS= https://hushed", "blanks beside the “=”", "NAME=value"),
    "a tilde": ("CLINIC_DATA=~hushed/data", "has a “~”", "the whole path"),
    "a tilde behind a colon": ("CLINIC_DATA=a:~/hushed", "has a “~”", "the whole path"),
    "a colon": ("CLINIC_BACKUPKEY: hushed", r"\(CLINIC_BACKUPKEY\) is neither", "NAME=value"),
    "the second line of a key": ("hushed+hushed/hushed", "is neither a comment nor NAME=value", "NAME=value"),
    "a hyphen in the name": ("CLINIC-DATA=hushed", "is neither a comment nor NAME=value", "NAME=value"),
    "small letters": ("clinic_address=hushed", "has small letters in its name", "CLINIC_ADDRESS="),
    "one small letter": ("CLINIC_Address=hushed", "has small letters in its name", "CLINIC_ADDRESS="),
    "curly quotes": ("CLINIC_BACKUP_KEY=“hushed”", "has curly quotes", "CLINIC_BACKUP_KEY='…'"),
    "German quotes": ("CLINIC_BACKUP_KEY=„hushed“", "has curly quotes", "CLINIC_BACKUP_KEY='…'"),
    "a comment of systemd alone": ("; hushed", "begins with “;”", "begin a comment with #"),
    "a comment that goes on": ("# hushed \\", "ends in “\\\\”", "at its end away"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_line_that_does_not_say_what_it_seems_to_is_named_with_its_mend(file, name):
    line, what, do = WRONG[name]
    file.write_text(f"# Ours\n\nCLINIC_BEHIND_PROXY=1\n{line}\nCLINIC_EMAIL_PORT=25\n")

    (found,) = doctor_lines.lines()

    assert re.search(f"Line 4 of .*environment.*{what}.* Do: .*{do}", str(found))
    assert "hushed" not in str(found)


def test_a_mark_that_nobody_sees_is_named_with_the_command_that_takes_it_away(file):
    file.write_text("CLINIC_ADDRESS=https://guide.clinic.uk\n", encoding="utf-8-sig")

    (found,) = doctor_lines.lines()

    assert re.search(r"Line 1 of .*\(CLINIC_ADDRESS\) begins with a mark that can't be seen \(BOM\)", str(found))
    command = str(found).rpartition("is not set: ")[2]
    subprocess.run(["sh", "-c", command], check=True)
    assert file.read_text(encoding="utf-8") == "CLINIC_ADDRESS=https://guide.clinic.uk\n"


@pytest.mark.parametrize(("name", "do"), [
    ("CLINC_ADDRESS", "write CLINIC_ADDRESS, or correct"), ("DATABASE_URI", "write DATABASE_URL, or correct"),
    ("CLINIC_BACKUPKEY", "write CLINIC_BACKUP_KEY, or correct"), ("CLINIC_SOMETHING_QUITE_ELSE", "correct the name"),
])  # fmt: skip
def test_a_name_that_nothing_reads_is_told_with_the_one_that_was_meant(file, name, do):
    file.write_text(f"CLINIC_ADDRESS=https://guide.clinic.uk\n{name}=x\nLANG=C\n")

    (found,) = doctor_lines.names()

    assert f"{name} is no setting of this site" in str(found)
    assert f"Do: {do}" in str(found)


def test_what_this_shell_has_too_is_not_told_twice(file, monkeypatch):
    file.write_text("CLINIC_ADRESS=x\n")
    monkeypatch.setenv("CLINIC_ADRESS", "x")

    assert list(doctor_lines.names()) == []


def test_the_doctor_looks_at_them():
    assert set(doctor_lines.LOOKS) <= set(doctor.LOOKS)

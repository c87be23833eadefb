"""What keeps the settings from being read is told in words, before anything else is asked."""

import re

import pytest
from django.utils import timezone

from clinic_site import first_look
from tests.clinic_site.operations.backups import command
from tests.deploy.test_environment import EXAMPLE, LINE
from tests.journeys import serving

# One is refused when it is empty, and the other would lead these tests to the data of whoever runs them.
NOT_EMPTIED = {"CLINIC_ADDRESS", "CLINIC_DATA"}
UNREADABLE = {
    "CLINIC_TIME_ZONE": ("Europe/Lundon", "is no time zone"),
    "CLINIC_ADDRESS": ("guide", "is no address"),
    "CLINIC_BEHIND_PROXY": ("perhaps", "is neither yes nor no"),
    "DATABASE_URL": ("mysql://here", "is no PostgreSQL address"),
    "CLINIC_BACKUP_COPY": ("somewhere", "is no place for copies"),
    "CLINIC_EMAIL_PORT": ("smtp", "is no whole number"),
    "CLINIC_LOG_LEVEL": ("LOUD", "is not known. Choose one of: WARNING"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", UNREADABLE)
def test_a_setting_that_stops_everything_is_named_without_a_traceback(tmp_path, name):
    value, what = UNREADABLE[name]

    done = command(tmp_path, "doctor", **{"CLINIC_SECRET_KEY": "for tests", name: value})

    assert done.returncode == 1
    assert what in done.stderr
    assert f"Do: correct {name} in the environment file" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.django_db
def test_the_zone_that_every_page_needs_is_looked_for(monkeypatch):
    def no_zones():
        raise LookupError("CLINIC_TIME_ZONE: there are no zones on this machine.")

    monkeypatch.setattr(timezone, "get_default_timezone", no_zones)

    assert "Do: correct CLINIC_TIME_ZONE in the environment file" in first_look.settings_fault()


@pytest.mark.django_db
def test_lines_that_were_left_empty_change_nothing(tmp_path):
    names = {name for name, _value in LINE.findall(EXAMPLE.read_text())} - NOT_EMPTIED
    asked = "from django.utils import timezone; from django.conf import settings as s; "
    asked += "print(timezone.get_default_timezone(), s.EMAIL_PORT, s.EMAIL_USE_TLS, s.BACKUPS, s.TICK)"

    done = command(tmp_path, "shell", "--no-imports", "--command", asked, **dict.fromkeys(names, ""))

    assert (done.stdout.strip(), done.stderr) == ("Europe/London 587 True", "")


@pytest.mark.django_db
def test_a_data_folder_that_can_not_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()

    done = command(tmp_path, "doctor", CLINIC_DATA=str(tmp_path / "file" / "data"))

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "All data lies below CLINIC_DATA. Do: make the folder" in done.stderr


@pytest.mark.django_db
def test_a_file_in_the_place_of_a_folder_is_told(tmp_path):
    (tmp_path / "static").touch()

    done = command(tmp_path, "doctor")

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"{tmp_path}/static is a file and has to be a folder" in done.stderr
    assert f"Do: mv {tmp_path}/static" in done.stderr


@pytest.mark.django_db
def test_a_command_in_place_of_the_key_is_told_with_the_one_to_run(tmp_path):
    done = command(tmp_path, "doctor", CLINIC_SECRET_KEY="$(openssl rand -base64 48)")

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert "CLINIC_SECRET_KEY holds a command" in done.stderr
    assert "Do: run openssl rand -base64 48 in a shell" in done.stderr
    assert done.stderr.count("Do: ") == 1


@pytest.mark.django_db
def test_a_key_file_of_odd_bytes_is_told_by_its_name(tmp_path):
    (tmp_path / "secret_key").write_bytes(b"\xff\xfe")

    done = command(tmp_path, "doctor", CLINIC_SECRET_KEY="", DATABASE_URL="")

    assert (done.returncode, "Traceback" in done.stderr) == (1, False)
    assert f"{tmp_path}/secret_key holds no signing key" in done.stderr
    assert "Do: bring the file back from a backup" in done.stderr


def test_what_the_scripts_of_deploy_are_told_is_not_misspelt():
    texts = [path.read_text() for path in (serving.ROOT / "deploy").iterdir() if path.name != "environment.example"]
    asked = {name for text in texts for name in re.findall(r"\$\{(CLINIC_[A-Z_]+)", text)}

    assert "CLINIC_REQUIREMENTS" in asked
    assert first_look.unknown('env.text("CLINIC_DATA")', dict.fromkeys(asked, "x") | {"CLINIC_DAAT": "x"}) == [
        "CLINIC_DAAT"
    ]

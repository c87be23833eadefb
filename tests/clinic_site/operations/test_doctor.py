"""The doctor names the fault and the mend of each broken set-up, and has nothing to say of a sound one."""

import os
import re
import shutil
import ssl
from collections import namedtuple
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from clinic_site.accounts.models import User
from clinic_site.content.event import Event
from clinic_site.generation.models import Backup, Tick, TickJob
from clinic_site.letters.models import MOST_TRIES, Letter
from clinic_site.operations import (
    doctor,
    doctor_address,
    doctor_backups,
    doctor_database,
    doctor_finding,
    doctor_machine,
    doctor_settings,
)
from clinic_site.profile.models import Profile
from tests import builders
from tests.clinic_site.accounts.factors_of import with_app
from tests.clinic_site.operations.backups import KEY, command
from tests.clinic_site.operations.doors import shut

ADDRESS = "https://guide.clinic.uk"
SECURE = {
    "SITE_ADDRESS": ADDRESS, "ALLOWED_HOSTS": ["guide.clinic.uk"], "SECURE_SSL_REDIRECT": True,
    "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https"), "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True, "SECURE_HSTS_SECONDS": 31536000, "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True, "EMAIL_HOST": "mail.clinic.uk", "DEFAULT_FROM_EMAIL": "guide@clinic.uk",
    "SECOND_FACTOR": True, "SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyz" * 2, "BACKUP_KEY": KEY,
}  # fmt: skip
BY_SMTP = "django.core.mail.backends.smtp.EmailBackend"
Usage = namedtuple("Usage", "total used free")


@pytest.fixture
def sound(clinic, settings, tmp_path, monkeypatch):
    """A set-up in which nothing is missing."""
    for name, value in SECURE.items():
        setattr(settings, name, value)
    monkeypatch.delenv("DJANGO_ALLOW_ASYNC_UNSAFE", raising=False)  # other tests need it
    for folder in ("backups", "second"):
        (tmp_path / folder).mkdir(mode=0o700)
    settings.BACKUPS, settings.BACKUP_COPY = str(tmp_path / "backups"), str(tmp_path / "second")
    (tmp_path / "backups" / "newest").touch(0o600)
    now = timezone.now()
    Backup.objects.create(name="newest", kept_at=now)
    Tick.objects.update_or_create(id=1, defaults={"ended_at": now})
    builders.published(builders.article(clinic["editor"]), clinic)
    with_app(clinic["owner"])
    monkeypatch.setattr(doctor_address, "ask", lambda: doctor_address.Answer(200))
    monkeypatch.setattr(doctor_machine.shutil, "disk_usage", lambda place: Usage(10**12, 0, 10**11))
    monkeypatch.setattr(doctor_backups, "device_of", lambda place: place)
    monkeypatch.setattr(doctor_settings, "ENVIRONMENT", str(tmp_path / "backups" / "newest"))
    return clinic


def faults() -> list[str]:
    return [str(finding) for finding in doctor.examine().faults]


def test_a_sound_site_needs_nothing(sound):
    assert faults() == []


def refuses(fault: Exception):
    def ask():
        raise fault

    return ask


def answers(status: int, location: str = ""):
    return lambda: doctor_address.Answer(status, location)


# What is broken: a setting, or a function of (monkeypatch, the data folder); what the doctor says; how to mend it.
BROKEN = {
    "no https": ({"SITE_ADDRESS": "http://guide.clinic.uk"}, "not https", "CLINIC_ADDRESS=https://"),
    "the example's address": ({"SITE_ADDRESS": "https://guide.example.org"}, "of the example", "CLINIC_ADDRESS=https://"),
    "no proxy header": ({"SECURE_PROXY_SSL_HEADER": None}, "CLINIC_BEHIND_PROXY is not set", "CLINIC_BEHIND_PROXY=1"),
    "any host": ({"ALLOWED_HOSTS": ["guide.clinic.uk", "*"]}, "allows any name", "CLINIC_EXTRA_HOSTS="),
    "a weak key": ({"SECRET_KEY": "password"}, "CLINIC_SECRET_KEY is weak", "openssl rand -base64 48"),
    "debugging": ({"DEBUG": True}, "DEBUG is on", "CLINIC_LOG_LEVEL=WARNING"),
    "a wrong backup key": ({"BACKUP_KEY": "secret"}, "CLINIC_BACKUP_KEY is no key", "CLINIC_BACKUP_KEY="),
    "no e-mail": ({"EMAIL_HOST": ""}, "No e-mail server is set", "CLINIC_EMAIL_HOST="),
    "no backups": ({"BACKUPS": ""}, "No backups are taken", "CLINIC_BACKUPS="),
    "no second place": ({"BACKUP_COPY": ""}, "No second place", "CLINIC_BACKUP_COPY="),
    "an open copy": ({"BACKUP_KEY": ""}, "without being encrypted", "openssl rand -base64 32"),
    "caches that forget nothing": ({"SHARED_SECONDS": 300, "PURGE_ADDRESS": ""}, "nothing tells them",
                                   "CLINIC_PURGE_ADDRESS"),
    "a deaf e-mail server": (lambda patch, at: patch.setattr(doctor_machine, "get_connection", refused),
                             "does not take letters.*timed out", "CLINIC_EMAIL_"),
    "an e-mail server of no name": ({"EMAIL_HOST": "mail..clinic.uk", "EMAIL_BACKEND": BY_SMTP},
                                    "mail..clinic.uk:.* does not take letters: this is no name", "CLINIC_EMAIL_"),
    "a password that can't be sent": ({"EMAIL_HOST_PASSWORD": "ge\u00df", "EMAIL_BACKEND": BY_SMTP},
                                      "CLINIC_EMAIL_PASSWORD holds a letter", "CLINIC_EMAIL_PASSWORD='…'"),
    "a full disk": (lambda patch, at: patch.setattr(shutil, "disk_usage", lambda place: Usage(10**12, 0, 10**8)),
                    "nearly full: 95 MB", "make room"),
    "a key for all to read": (lambda patch, at: written(at / "secret_key", 0o644), "can be read by others",
                              "chmod 600 .*secret_key"),
    "a database for all to read": (lambda patch, at: written(at / "site.sqlite3", 0o644),
                                   "can be read by everybody", "chmod o-rwx"),
    "somebody else's folder": (lambda patch, at: patch.setattr(doctor_machine.os, "geteuid", lambda: 54321),
                               "belongs to .*, and you are 54321", "runuser -u"),
    "a folder that can't be written": (lambda patch, at: patch.setattr(doctor_machine.os, "access", lambda *a: False),
                                       "can't be written", "chown -R"),
    "a clock of long ago": (lambda patch, at: patch.setattr(doctor_machine, "BEGUN", timezone.now() + timedelta(1)),
                            "The clock of this machine says", "timedatectl"),
    "nobody answers": (lambda patch, at: patch.setattr(doctor_address, "ask", refuses(ConnectionRefusedError("no"))),
                       "Nobody answers at https://guide.clinic.uk", "systemctl status nginx"),
    "a bad certificate": (lambda patch, at: patch.setattr(doctor_address, "ask", refuses(ssl.SSLError("expired"))),
                          "The certificate .* is not right", "certbot renew"),
    "in circles": (lambda patch, at: patch.setattr(doctor_address, "ask", answers(301, f"{ADDRESS}/healthz")),
                   "round in circles", "CLINIC_BEHIND_PROXY=1"),
    "another name": (lambda patch, at: patch.setattr(doctor_address, "ask", answers(400)), "refuses its own name",
                     r"proxy_set_header Host \$host"),
    "nothing behind nginx": (lambda patch, at: patch.setattr(doctor_address, "ask", answers(502)), "answers 502",
                             "systemctl restart clinic-guide"),
    "somebody else's site": (lambda patch, at: patch.setattr(doctor_address, "ask", answers(404)),
                             "another site answers", "sites-enabled"),
    "a certificate nobody renewed": (lambda patch, at: patch.setattr(doctor_address, "ask", lambda: ENDING),
                                     "ends on 2026-01-08", "certbot.timer"),
    "a second place that is none": (lambda patch, at: patch.setattr(doctor_backups, "device_of", lambda place: 1),
                                    "is on the disk of the first", "CLINIC_BACKUP_COPY=ssh"),
    "a second place that is not there": ({"BACKUP_COPY": "/mnt/nothere"}, "/mnt/nothere, is not there: its disk is not",
                                         "mount the disk.*install -d"),
    "an open environment file": (lambda patch, at: (at / "backups" / "newest").chmod(0o604),
                                 "newest can be read by everybody", "chmod o-rwx"),
    "a file of another user": (lambda patch, at: another_user(patch, at / "backups" / "newest"),
                               "newest belongs to .*, not to the user of the site", "chown -R"),
    "another secret key": ({"SECRET_KEY": "zyxwvutsrqponmlkjihgfedcba9876543210" * 2},
                           "Second factors can't be read", "CLINIC_SECRET_KEY"),
    "letters from nowhere": ({"DEFAULT_FROM_EMAIL": "The clinic"}, "CLINIC_EMAIL_FROM is no e-mail address: The clinic",
                             "CLINIC_EMAIL_FROM="),
    "a database of a newer release": (lambda patch, at: MigrationRecorder.Migration.objects.create(
                                          app="faq", name="9999_of_tomorrow", applied=timezone.now()),
                                      r"newer release than this program \(9999_of_tomorrow\)", "deploy/rollback"),
    "a misspelt setting": (lambda patch, at: patch.setenv("CLINIC_ADRESS", "x"), "CLINIC_ADRESS is no setting",
                           "correct the name"),
    "no tick": (lambda patch, at: Tick.objects.update(ended_at=timezone.now() - timedelta(minutes=9)),
                "done by itself for 9 minutes", "clinic-guide-tick.timer"),
    "a job that fails": (lambda patch, at: TickJob.objects.create(name="a.job", last_error="KeyError: 'x'"),
                         "fails: a.job: KeyError", "journalctl"),
    "no owner": (lambda patch, at: User.objects.update(is_active=False), "is an owner", "invite .* --role owner"),
    "nothing signed": (lambda patch, at: hidden(patch, "article"), "No page is public yet", "starter texts"),
    "a card that is not signed": (lambda patch, at: hidden(patch, "disclaimer"), "Safety texts are not signed",
                                  "disclaimers checked first"),
    "an example profile": (lambda patch, at: example_profile(patch), "profile is not filled in", "Clinic profile"),
    "letters that did not go": (lambda patch, at: letter(), "could not be sent: 1", "/admin/letters/letter/"),
    "no backup yet": (lambda patch, at: Backup.objects.all().delete(), "There is no backup in", "backup --due"),
    "an old backup": (lambda patch, at: Backup.objects.update(changed_at=timezone.now() - timedelta(hours=2)),
                      "there was work since", "backup --due"),
    "a failed backup": (lambda patch, at: Backup.objects.update(error="OSError: no space"), "backup failed: OSError",
                        "backup --due"),
    "a failed copy": (lambda patch, at: Backup.objects.update(copy_error="refused", owed_since=timezone.now()),
                      "did not reach .*: refused", "docs/backup.md"),
    "waiting migrations": (lambda patch, at: MigrationRecorder.Migration.objects.filter(app="faq").delete(),
                           "tables of this release are not", "deploy/update"),
    "a database that is gone": (lambda patch, at: patch.setattr(doctor_database, "MigrationExecutor", gone),
                                "can't be used: unable to open", "docs/backup.md|DATABASE_URL"),
    "a database server of no name": (lambda patch, at: patch.setattr(doctor_database, "MigrationExecutor", nameless),
                                     "its host .*is no name that can be looked up", "docs/backup.md|DATABASE_URL"),
    "backups behind a shut door": (lambda patch, at: shut(patch, at / "backups"),
                                   "of CLINIC_BACKUPS, .*backups, can't be looked into: Permission denied", "chown"),
    "a second place behind a shut door": (lambda patch, at: shut(patch, at / "second"),
                                          "of CLINIC_BACKUP_COPY, .*second, can't be looked into: Perm", "chown"),
    "a part that fails by itself": (lambda patch, at: patch.setattr(doctor_machine, "BEGUN", None),
                                    r"could not look at one part \(machine, clock\): TypeError", "send it to whoever"),
    "a trigger that is gone": (lambda patch, at: without_trigger(), "The trigger .* is missing", "Freeze operation"),
}  # fmt: skip


def refused(**how):
    raise TimeoutError("timed out")


def gone(connection):
    raise OperationalError("unable to open database file")


def nameless(connection):
    raise UnicodeError("label empty or too long")


ENDING = doctor_address.Answer(200, renewed_late="2026-01-08")


def another_user(patch, file: Path) -> None:
    real = Path.stat

    def stat(path, **how):
        found = real(path, **how)
        return os.stat_result([*found[:4], 54321, *found[5:]]) if path == file else found

    patch.setattr(Path, "stat", stat)


def written(path: Path, mode: int) -> None:
    path.touch()
    path.chmod(mode)


def hidden(patch, kind: str) -> None:
    """As if no such page had been published."""
    is_hidden = {"article": lambda model: not model.provides_disclaimers, "disclaimer": lambda model: True}[kind]
    patch.setattr("clinic_site.operations.doctor_people.public_pages",
                  lambda model: [] if is_hidden(model) else [*model.objects.all()])  # fmt: skip


def example_profile(patch) -> None:
    patch.setattr("clinic_site.operations.doctor_people.in_force", lambda: Profile(pk=1, is_example=True))


def letter() -> None:
    Letter.objects.create(to=User.objects.first(), about="x", subject="x", text="x", tries=MOST_TRIES)


def without_trigger() -> None:
    name, table = "content_event_is_kept", Event._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'DROP TRIGGER "{name}"' + (f' ON "{table}"' if connection.vendor != "sqlite" else ""))


@pytest.mark.parametrize("name", BROKEN)
def test_each_fault_is_named_with_its_mend(sound, settings, tmp_path, monkeypatch, name):
    broken, what, do = BROKEN[name]
    if callable(broken):
        broken(monkeypatch, tmp_path)
    else:
        for setting, value in broken.items():
            setattr(settings, setting, value)

    found = [line for line in faults() if re.search(what, line)]

    assert len(found) == 1, faults()
    assert re.search(f"Do: .*({do})", found[0])
    assert "\n" not in found[0]


def test_a_part_that_fails_keeps_no_other_from_looking(sound, settings, monkeypatch):
    settings.BACKUP_KEY = ""
    for module, name in ((doctor_settings, "EXAMPLES"), (doctor_machine, "BEGUN"), (doctor_backups, "OLD")):
        monkeypatch.setattr(module, name, None)

    found = faults()

    assert [line for line in found if "without being encrypted" in line]
    assert len([line for line in found if "could not look at one part" in line]) == 3


@pytest.mark.django_db
def test_bytes_that_are_no_text_and_a_poor_terminal_end_in_no_traceback(tmp_path):
    odd = {"CLINIC_EMAIL_HOST": "127.0.0.1", "CLINIC_EMAIL_PORT": "1", "CLINIC_EMAIL_FROM": "\udcff"}

    done = command(tmp_path, "doctor", **odd, PYTHONIOENCODING="ascii")

    assert (done.returncode, done.stderr) == (1, "")
    assert "CLINIC_EMAIL_FROM is no e-mail address" in done.stdout


@pytest.mark.parametrize(("left", "day"), [(17, "2026-03-18"), (19, "")])
def test_a_certificate_is_late_when_less_than_a_fifth_of_its_life_is_left(monkeypatch, left, day):
    ends = datetime(2026, 3, 18, tzinfo=UTC)
    certificate = {"notBefore": "Dec 18 00:00:00 2025 GMT", "notAfter": "Mar 18 00:00:00 2026 GMT"}
    monkeypatch.setattr(doctor_address.time, "time", (ends - timedelta(days=left)).timestamp)

    assert doctor_address.ending(certificate) == day


def test_whatever_a_library_says_stands_on_one_line():
    found = doctor_finding.Finding("The bucket says:\n  invalid name\n", "No picture is kept.", "look there.")

    assert str(found) == "The bucket says: invalid name. No picture is kept. Do: look there."


@pytest.mark.django_db
def test_the_command_says_each_on_a_line_and_fails(tmp_path):
    done = command(tmp_path, "doctor")

    assert done.returncode == 1
    assert re.search(r"^1\. CLINIC_ADDRESS is .*, not https\.", done.stdout)
    assert re.search(r"faults\. Mend them from the first on, then ask the doctor again\.$", done.stdout.strip())
    assert not (tmp_path / "site.sqlite3").exists()

"""deploy/update and deploy/rollback, with a clone of a repository on this machine and a stand-in for systemd."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.clinic_site.operations.backups import does, nothing_yet
from tests.deploy.clerk import at_work
from tests.journeys import serving

pytestmark = pytest.mark.django_db
TREE = ("clinic_site", "articles", "faq", "templates", "static", "deploy", "manage.py", "starter")
MIGRATION = """
from django.db import migrations, models


def fails(apps, schema_editor):
    raise RuntimeError("a step that can't be done")


class Migration(migrations.Migration):
    dependencies = [("faq", "{after}")]
    operations = [{operation}]
"""
COLUMN = 'migrations.AddField("question", "shade", models.CharField(max_length=9, default="plain"))'
SYSTEMCTL = """#!/bin/sh
echo "$@" >> "$0.log"
if [ "$1" = list-units ]; then echo "clinic-guide.service loaded active running The patient guide"; fi
"""


def git(folder: Path, *words: str) -> str:
    command = ["git", "-c", "user.name=Coder", "-c", "user.email=coder@example.test", *words]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout.strip()


def release(source: Path, name: str) -> None:
    git(source, "add", "-A")
    git(source, "commit", "-q", "-m", name)
    git(source, "tag", name)


def add_migration(source: Path, name: str, after: str, operation: str) -> None:
    """In a release that also knows the column."""
    (source / "faq" / "migrations" / f"{name}.py").write_text(MIGRATION.format(after=after, operation=operation))


@pytest.fixture(scope="module")
def source(tmp_path_factory) -> Path:
    """A repository with two releases that stand, and a third that can't be installed."""
    folder = tmp_path_factory.mktemp("source") / "guide"
    folder.mkdir()
    for name in TREE:
        path = serving.ROOT / name
        if path.is_dir():
            shutil.copytree(path, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(path, folder / name)
    git(folder, "init", "-q", "-b", "main")
    release(folder, "v1.0")
    add_migration(folder, "0002_shade", "0001_initial", COLUMN)
    models = folder / "faq" / "models.py"
    head = "class Question(QuestionWording, Page):\n"
    column = '    shade = models.CharField(max_length=9, default="plain")\n'
    models.write_text(models.read_text().replace(head, head + column))
    release(folder, "v1.1")
    add_migration(folder, "0003_fails", "0002_shade", "migrations.RunPython(fails)")
    release(folder, "v1.2")
    return folder


class Machine:
    """An installed site: code, environment file, data."""

    def __init__(self, folder: Path, source: Path, site: Path):
        self.code, self.site, self.systemctl = folder / "code", site, folder / "systemctl"
        git(folder, "clone", "-q", "--branch", "v1.0", str(source), str(self.code))
        python = self.code / ".venv" / "bin" / "python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec {sys.executable} -W ignore "$@"\n')
        python.chmod(0o755)
        self.systemctl.write_text(SYSTEMCTL)
        self.systemctl.chmod(0o755)
        known = serving.environment(site)
        lines = [f'{name}="{known[name]}"' for name in known if name.startswith(("CLINIC_", "DATABASE_URL"))]
        (folder / "environment").write_text("\n".join(lines) + "\n")
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLINIC_", "DATABASE_URL"))}
        self.environment = kept | {
            "CLINIC_ENVIRONMENT": str(folder / "environment"), "CLINIC_USER": pwd.getpwuid(os.geteuid()).pw_name,
            "SYSTEMCTL": str(self.systemctl), "INSTALL": "true",
        }  # fmt: skip

    def does(self, name: str, *words: str) -> subprocess.CompletedProcess:
        return subprocess.run([str(self.code / "deploy" / name), *words], env=self.environment, text=True,
                              capture_output=True, check=False)  # fmt: skip

    def manage(self, site: Path, *words: str) -> subprocess.CompletedProcess:
        """A command of the release that is installed now, at some data folder."""
        return subprocess.run([str(self.code / ".venv/bin/python"), "manage.py", *words], cwd=self.code, text=True,
                              env=serving.environment(site), capture_output=True, check=False)  # fmt: skip

    @property
    def release(self) -> str:
        return git(self.code, "describe", "--tags")

    @property
    def acts(self) -> list[str]:
        """What systemd was asked to do."""
        lines = Path(f"{self.systemctl}.log").read_text().splitlines()
        return [line for line in lines if not line.startswith("list-units")]

    def columns(self) -> str:
        shown = "from django.db import connection as c; print([f.name for f in " \
                "c.introspection.get_table_description(c.cursor(), 'faq_question')])"  # fmt: skip
        return does(self.site, "shell", "--no-imports", "-c", shown)


@pytest.fixture
def machine(source, tmp_path):
    with serving.empty(tmp_path / "site") as site:
        with at_work(serving.environment(site)) as clerk:
            clerk.does("begin")
        yield Machine(tmp_path, source, site)


@pytest.fixture
def elsewhere(tmp_path):
    with nothing_yet(tmp_path / "elsewhere") as folder:
        yield folder


def backups(machine: Machine) -> list[Path]:
    return sorted((machine.site / "releases").glob("before-*"))


def test_an_update_and_the_way_back_keep_every_row(machine, elsewhere):
    there = machine.does("update", "v1.1")
    updated = machine.release, "shade" in machine.columns(), len(backups(machine))
    restored = machine.manage(elsewhere, "restore", str(backups(machine)[0]))
    back = machine.does("rollback")
    with at_work(serving.environment(machine.site)) as clerk:
        clerk.does("publish", words="Words of the first release again.")

    assert there.returncode == 0, there.stderr
    assert updated == ("v1.1", True, 1)
    # The backup of the earlier release was brought up to date by the later one.
    assert "The record is whole" in restored.stdout, restored.stderr
    assert back.returncode == 0, back.stderr
    assert (machine.release, "shade" in machine.columns(), len(backups(machine))) == ("v1.0", False, 2)
    assert machine.acts == ["stop clinic-guide.service", "start clinic-guide.service"] * 2
    assert "The record is whole" in does(machine.site, "verify_history")
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in backups(machine))


def test_a_release_that_can_not_be_installed_is_taken_back_at_once(machine):
    failed = machine.does("update")

    assert failed.returncode == 1
    assert "a step that can't be done" in failed.stderr
    assert "Nothing was updated; the site runs as before." in failed.stderr
    assert (machine.release, "shade" in machine.columns()) == ("v1.0", False)
    assert machine.acts == ["stop clinic-guide.service", "start clinic-guide.service"]
    assert "The record is whole" in does(machine.site, "verify_history")


def test_files_that_were_changed_by_hand_stop_it(machine):
    (machine.code / "manage.py").write_text("changed")

    refused = machine.does("update", "v1.1")

    assert refused.returncode == 1
    assert "Files of the program were changed by hand" in refused.stderr
    assert backups(machine) == []


def test_without_an_update_there_is_no_way_back(machine):
    refused = machine.does("rollback")

    assert refused.returncode == 1
    assert "there is nothing to go back to" in refused.stderr

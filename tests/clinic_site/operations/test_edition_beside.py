import subprocess
import sys

import pytest
from django.core.management import CommandError, call_command

from clinic_site.operations import edition_beside
from clinic_site.operations.hashed_files import SETTING
from tests.journeys.serving import ROOT

MANAGE = """
import os, pathlib, sys
said = [sys.argv[1:], os.environ.get("CLINIC_POOL")]
pathlib.Path(__file__).with_name("said").write_text(repr(said))
sys.exit({ends})
"""

WAITING = """
import time
from clinic_site.operations.edition_beside import be_beside
be_beside()
print(1, flush=True)
time.sleep(60)
"""


def program_that_ends(settings, tmp_path, ends: int) -> None:
    settings.BASE_DIR = tmp_path
    (tmp_path / "manage.py").write_text(MANAGE.format(ends=ends))


def test_the_edition_is_written_by_this_program_in_another_process(settings, tmp_path, monkeypatch):
    monkeypatch.setenv("CLINIC_POOL", "10")
    program_that_ends(settings, tmp_path, 0)

    edition_beside.write("abc123")

    assert (tmp_path / "said").read_text() == "[['publish_files', '--beside', 'abc123'], None]"


def test_a_fault_of_that_process_is_told(settings, tmp_path):
    program_that_ends(settings, tmp_path, 1)

    with pytest.raises(edition_beside.NotWritten, match="1"):
        edition_beside.write("abc123")


def test_it_ends_with_the_process_that_serves():
    with subprocess.Popen(
        [sys.executable, "-c", WAITING], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"1\n"
        process.stdin.close()  # as the kernel does when whoever holds it ends

        assert process.wait(20) == 1


def test_another_program_writes_nothing_for_the_one_that_serves(db, monkeypatch, settings, tmp_path):
    monkeypatch.setenv(SETTING, "")
    settings.DATA_DIR = tmp_path

    with pytest.raises(CommandError, match="Start the site again"):
        call_command("publish_files", beside="of yesterday")

    assert not (tmp_path / "published").exists()

import os
import subprocess
import sys
from time import monotonic
from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command

from clinic_site.operations import edition, edition_beside
from clinic_site.operations.hashed_files import SETTING
from clinic_site.operations.management.commands import publish_files
from tests.journeys.serving import ROOT

MANAGE = """
import os, pathlib, sys
said = [sys.argv[1:], os.environ.get("CLINIC_POOL")]
pathlib.Path(__file__).with_name("said").write_text(repr(said))
sys.exit({ends})
"""

HANGS = """
import os, signal, sys
sys.stdout.write(".")
sys.stdout.flush()
os.kill(os.getpid(), signal.SIGSTOP)
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

    edition_beside.write("abc123", list)

    assert (tmp_path / "said").read_text() == "[['publish_files', '--beside', 'abc123'], None]"


def test_a_fault_of_that_process_is_told(settings, tmp_path):
    program_that_ends(settings, tmp_path, 1)

    with pytest.raises(edition_beside.NotWritten, match="1"):
        edition_beside.write("abc123", list)


def test_one_that_hangs_is_ended_after_a_while_and_something_is_done_until_then(settings, tmp_path, monkeypatch):
    settings.BASE_DIR, done = tmp_path, []
    (tmp_path / "manage.py").write_text(HANGS)
    monkeypatch.setattr(edition_beside, "MOST_SILENCE", 1)
    begun = monotonic()

    with pytest.raises(edition_beside.NotWritten, match="no sign of work"):
        edition_beside.write("abc123", lambda: done.append(1))

    assert monotonic() - begun < 30
    assert done


class AtWork:
    """Ends after so many signs of work, with ten minutes before each."""

    def __init__(self, signs: int, clock: list[float]):
        self.signs, self.clock = signs, clock
        heard, self.said = os.pipe()
        self.stdout = os.fdopen(heard, "rb")

    def poll(self) -> int | None:
        if not self.signs:
            return 0
        self.signs -= 1
        self.clock[0] += 600
        os.write(self.said, b".")
        return None


def test_one_that_takes_long_and_is_at_work_is_left_alone(monkeypatch):
    clock = [0.0]
    monkeypatch.setattr(edition_beside, "monotonic", lambda: clock[0])
    process = AtWork(20, clock)

    with process.stdout:
        edition_beside.watch(process, list)
    os.close(process.said)

    assert clock[0] > 2 * edition_beside.MOST_SILENCE


def test_it_gives_a_sign_now_and_then(monkeypatch, capfd):
    clock = iter(range(100))
    monkeypatch.setattr(edition_beside, "monotonic", lambda: next(clock) / 2)
    monkeypatch.setattr(sys, "stdout", sys.__stdout__)

    assert list(edition_beside.with_signs_of_work(range(9))) == list(range(9))

    assert 1 < len(capfd.readouterr().out) < 9


def test_it_ends_with_the_process_that_serves():
    with subprocess.Popen(
        [sys.executable, "-c", WAITING], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout.readline() == b"1\n"
        process.stdin.close()  # as the kernel does when whoever holds it ends

        assert process.wait(20) == 1


def test_another_program_writes_nothing_for_the_one_that_serves(db, monkeypatch, settings, tmp_path):
    monkeypatch.setenv(SETTING, "no")
    settings.DATA_DIR = tmp_path

    with pytest.raises(CommandError, match="Start the site again"):
        call_command("publish_files", beside="of yesterday")

    assert not (tmp_path / "published").exists()


def test_beside_a_server_that_names_no_hashed_files_it_names_none_either(db, monkeypatch, settings, tmp_path):
    monkeypatch.delenv(SETTING, raising=False)
    monkeypatch.setattr(publish_files.Command, "begin_anew", lambda self: pytest.fail("began anew with other names"))
    monkeypatch.setattr(publish_files, "be_beside", list)
    settings.DATA_DIR, did = tmp_path, []
    watch = SimpleNamespace(look=lambda: did.append("looked"))
    writer = SimpleNamespace(cache=SimpleNamespace(watch=watch), look=lambda: did.append("wrote"))
    monkeypatch.setattr(publish_files, "press", lambda source: writer)

    call_command("publish_files", beside=edition.program())

    assert did == ["looked", "wrote"]

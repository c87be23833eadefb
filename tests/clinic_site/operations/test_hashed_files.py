import subprocess
from dataclasses import dataclass, field

import pytest

from clinic_site.operations import hashed_files
from clinic_site.operations.hashed_files import NotCollected, collect


@dataclass
class Runs:
    """Stands for the command that writes the files."""

    fault: str = ""
    commands: list = field(default_factory=list)

    def run(self, command, **options):
        self.commands.append((command, options["env"]["CLINIC_HASHED_FILES"]))
        return subprocess.CompletedProcess(command, 1 if self.fault else 0, "", f"Traceback\n{self.fault}\n")


@pytest.fixture
def runs(settings, tmp_path, monkeypatch):
    settings.DATA_DIR, runs = tmp_path, Runs()
    monkeypatch.setattr(hashed_files.subprocess, "run", runs.run)
    return runs


def test_files_are_written_once_for_as_long_as_they_are_the_same(runs):
    collect()
    collect()

    assert len(runs.commands) == 1
    assert runs.commands[0][1] == "1"


def test_a_changed_file_has_them_written_again(runs, settings, tmp_path):
    settings.STATICFILES_DIRS = [tmp_path / "own"]
    sheet = tmp_path / "own" / "base.css"
    sheet.parent.mkdir()
    for text in ("p {}", "p {}", "p { color: red }"):
        sheet.write_text(text)
        hashed_files.get_finders.__globals__["get_finder"].cache_clear()
        collect()

    assert len(runs.commands) == 2
    hashed_files.get_finders.__globals__["get_finder"].cache_clear()


def test_a_fault_is_said_and_they_are_tried_again_next_time(runs):
    runs.fault = "OSError: [Errno 28] No space left on device"
    with pytest.raises(NotCollected, match="No space left on device"):
        collect()

    runs.fault = ""
    collect()

    assert len(runs.commands) == 2

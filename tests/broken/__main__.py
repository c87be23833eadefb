"""`python -m tests.broken`: breaks one rule at a time in a copy of the project and sees its test fail.

A test that still passes with its rule broken proves nothing, so that counts as a failure here; so does a change whose
text has gone from the file. Runs on SQLite.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from tests.broken.api_changes import OTHER_SYSTEMS
from tests.broken.changes import CHANGES, Change
from tests.broken.drawing_changes import DRAWINGS
from tests.broken.editor_changes import EDITOR
from tests.broken.giving_changes import GIVING
from tests.broken.handout_changes import HANDOUTS
from tests.broken.leftover_changes import LEFTOVERS
from tests.broken.more_changes import MORE
from tests.broken.offline_changes import OFFLINE
from tests.broken.pagecache_changes import FROM_MEMORY
from tests.broken.pdf_changes import PDFS
from tests.broken.recall_changes import RECALLS
from tests.broken.review_changes import REVIEW
from tests.broken.search_changes import LEFT_BEHIND

ROOT = Path(__file__).resolve().parents[2]
AT_A_TIME = 2
NOT_OURS = {"data", "node_modules", "__pycache__"}


def source_files() -> Iterator[Path]:
    """What git knows or would know; every file but hidden ones where a checkout came without git."""
    listing = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listed = subprocess.run(listing, cwd=ROOT, capture_output=True, check=True, text=True).stdout.split("\0")
        names = [Path(name) for name in listed if name]
    except (OSError, subprocess.CalledProcessError):
        names = [path.relative_to(ROOT) for path in ROOT.rglob("*")]
        names = [name for name in names if not any(part in NOT_OURS or part.startswith(".") for part in name.parts)]
    return (name for name in names if (ROOT / name).is_file())


def copy_to(folder: Path) -> Path:
    """The project as it is at this moment: what is written meanwhile doesn't disturb the run."""
    for name in source_files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    return folder


def run(folder: Path, *tests: str) -> tuple[int, str]:
    """The exit status of pytest and its last line."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CLINIC_", "DATABASE_URL"))}
    environment = kept | {"CLINIC_DATA": str(folder / "data"), "REQUIRE_ALL": ""}
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider", *tests]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True)
    lines = (done.stdout + done.stderr).strip().splitlines()
    return done.returncode, lines[-1] if lines else "no answer"


def fault_of(change: Change, whole: Path, folder: Path) -> str:
    """Why the change proves nothing; empty when its test failed as it must."""
    source, path = whole / change.file, folder / change.file
    text = source.read_text(encoding="utf-8")
    if text.count(change.old) != 1:
        return f"the text to replace stands there {text.count(change.old)} times"
    path.write_text(text.replace(change.old, change.new), encoding="utf-8")
    status, last_line = run(folder, change.test)
    shutil.copy2(source, path)
    return "" if status == 1 and " failed" in last_line else f"the test did not fail: {last_line}"


def told(change: Change, fault: str) -> str:
    what = f"invariant {change.invariant}" if change.invariant else "a rule"
    return f"{'FAILED' if fault else 'ok'}  {what}: {change.file} -> {change.test}{': ' * bool(fault)}{fault}"


def try_all(changes: tuple[Change, ...], whole: Path) -> int:
    """How many of the changes prove nothing."""
    folders: SimpleQueue[Path] = SimpleQueue()
    for number in range(AT_A_TIME):
        folders.put(Path(shutil.copytree(whole, whole.with_name(f"copy-{number}"))))

    def tried(change: Change) -> bool:
        folder = folders.get()
        fault = fault_of(change, whole, folder)
        folders.put(folder)
        print(told(change, fault), flush=True)
        return bool(fault)

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return sum(pool.map(tried, changes))


def main() -> int:
    changes = (
        *CHANGES, *MORE, *EDITOR, *REVIEW, *LEFT_BEHIND, *GIVING, *HANDOUTS, *OTHER_SYSTEMS,
        *OFFLINE, *DRAWINGS, *PDFS, *RECALLS, *LEFTOVERS, *FROM_MEMORY,
    )  # fmt: skip
    with TemporaryDirectory() as place:
        whole = copy_to(Path(place, "whole"))
        status, last_line = run(whole, "--numprocesses", str(AT_A_TIME), *dict.fromkeys(one.test for one in changes))
        if status:
            print(f"Before anything is broken, the tests must pass: {last_line}")
        failed = len(changes) if status else try_all(changes, whole)
    print(f"{len(changes) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

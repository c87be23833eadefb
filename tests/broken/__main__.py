"""`python -m tests.broken`: breaks one rule at a time in a copy of the project and sees its test fail.

A test that still passes with its rule broken proves nothing, so that counts as a failure here; so does a change whose
text has gone from the file. Runs on SQLite. `python -m tests.broken WORD` takes the changes whose file or test has
the word in its name.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.broken import forked
from tests.broken.changes import Change
from tests.once import CLOSED, OWN_ROWS, SHARED

ROOT = Path(__file__).resolve().parents[2]
AT_A_TIME = (os.cpu_count() or 1) + 1  # some wait for a browser or a server a good part of their time
TAKE_LONG = ("tests/architecture", "tests/journeys")
KEEP_NOTHING = "PYTHONDONTWRITEBYTECODE"
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


def environment(folder: Path, shared: Path | None) -> dict[str, str]:
    without = ("CLINIC_", "DATABASE_URL", KEEP_NOTHING)
    kept = {name: value for name, value in os.environ.items() if not name.startswith(without)}
    given = {SHARED: str(shared)} if shared else {}
    return kept | given | {"CLINIC_DATA": str(folder / "data"), "REQUIRE_ALL": ""}


def before_anything_is_broken(whole: Path, shared: Path, changes: tuple[Change, ...]) -> str:
    """Why the changes could prove nothing; empty when all their tests pass."""
    command = [sys.executable, "-m", "pytest", "-x", "-q", "--no-header", "-p", "no:cacheprovider"]
    command += ["--numprocesses", str(AT_A_TIME), *dict.fromkeys(one.test for one in changes)]
    done = subprocess.run(command, cwd=whole, env=environment(whole, shared), capture_output=True, text=True)
    lines = (done.stdout + done.stderr).strip().splitlines()
    first = [line for line in lines if line.startswith(("FAILED", "ERROR "))]
    return "\n".join([*first, lines[-1] if lines else "no answer"]) if done.returncode else ""


@dataclass
class Trial:
    """A change in turn, with tables and first rows that were made before it. If its test did not fail, it may have
    broken what makes them: it is tried with rows of its own, and then with tables of its own as well."""

    change: Change
    shared: Path | None
    own_rows: bool = False

    def again(self) -> "Trial | None":
        if not self.shared:
            return None
        return Trial(self.change, self.shared if not self.own_rows else None, own_rows=True)


class Trials:
    def __init__(self, whole: Path, shared: Path):
        self.whole, self.shared, self.failed = whole, shared, 0
        self.places = [Path(shutil.copytree(whole, whole.with_name(f"copy-{number}"))) for number in range(AT_A_TIME)]

    def begin(self, trial: Trial, place: Path) -> int:
        change = trial.change
        text = (self.whole / change.file).read_text(encoding="utf-8")
        if text.count(change.old) != 1:
            self.tell(change, f"the text to replace stands there {text.count(change.old)} times")
            return 0
        (place / change.file).write_text(text.replace(change.old, change.new), encoding="utf-8")
        quicker = forked.QUICKER if trial.shared else ()
        own = place.with_name(f"{place.name}-temporary")
        # Of a broken file, what it was compiled to would be taken for the whole one.
        given = environment(place, trial.shared) | {CLOSED: "1", KEEP_NOTHING: "1"}
        given |= {OWN_ROWS: "1"} if trial.own_rows else {}
        return forked.start(place, given, *quicker, f"--basetemp={own}", change.test)

    def finish(self, trial: Trial, place: Path, status: int) -> Trial | None:
        change, last_line = trial.change, forked.last_line(place)
        shutil.copy2(self.whole / change.file, place / change.file)
        has_failed = status == 1 and " failed" in last_line
        if not has_failed and (again := trial.again()):
            return again
        return self.tell(change, "" if has_failed else f"the test did not fail: {last_line}")

    def tell(self, change: Change, fault: str) -> None:
        what = f"invariant {change.invariant}" if change.invariant else "a rule"
        start = "FAILED" if fault else "ok"
        print(f"{start}  {what}: {change.file} -> {change.test}{': ' * bool(fault)}{fault}", flush=True)
        self.failed += bool(fault)

    def all(self, changes: tuple[Change, ...]) -> int:
        """How many prove nothing. Those that take long go first, so that no place stands empty at the end."""
        forked.load_libraries()
        ordered = sorted(changes, key=lambda change: not change.test.startswith(TAKE_LONG))
        forked.in_turn([Trial(change, self.shared) for change in ordered], self.places, self.begin, self.finish)
        return self.failed


def every_change() -> Iterator[Change]:
    """In the files named changes.py and …_changes.py."""
    for path in sorted(Path(__file__).parent.glob("*changes.py")):
        for value in vars(import_module(f"tests.broken.{path.stem}")).values():
            if isinstance(value, tuple):
                yield from (one for one in value if isinstance(one, Change))


def main() -> int:
    word = "".join(sys.argv[1:2])
    changes = tuple(change for change in every_change() if word in f"{change.file} {change.test}")
    if not changes:
        print(f"No change has {word} in the name of its file or test.", file=sys.stderr)
        return 1
    with TemporaryDirectory() as place:
        whole, shared = copy_to(Path(place, "whole")), Path(place, "shared")
        shared.mkdir()
        fault = before_anything_is_broken(whole, shared, changes)
        if fault:
            print(f"Before anything is broken, the tests must pass: {fault}")
        failed = len(changes) if fault else Trials(whole, shared).all(changes)
    print(f"{len(changes) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""All figures of docs/performance.md in one go: python -m benchmarks.performance [NAME…]

Runs each benchmark (or those that are named) in a process of its own, keeps what it wrote in
docs/performance/NAME.json, draws the plots beside it and sets the tables between the marks of docs/performance.md.
About ten minutes on a machine that does nothing else; WAGTAIL_DEMO adds Wagtail's demo, LIGHTHOUSE is needed for the
first view.
"""

import os
import re
import subprocess
import sys
import time

from benchmarks import telling
from benchmarks.plots import draw
from benchmarks.telling import Found, Goal
from tests.journeys.serving import ROOT

DOCUMENT = ROOT / "docs" / "performance.md"
FOLDER = ROOT / "docs" / "performance"
BENCHMARKS = ("reading", "first_render", "memory", "staff_save", "first_view", "files", "database_down", "growth")


def ran(name: str) -> bool:
    """Whether it wrote what it found; what it said stays on the screen."""
    start = time.monotonic()
    command = [sys.executable, "-m", f"benchmarks.{name}", "--json", str(FOLDER / f"{name}.json")]
    done = subprocess.run(command, cwd=ROOT, check=False)  # noqa: S603
    print(f"\n{name}: {time.monotonic() - start:.0f} s, {'done' if done.returncode == 0 else 'FAILED'}\n", flush=True)
    return done.returncode == 0


def between_marks(text: str, name: str, inside: str) -> str:
    """What stands between `<!-- name -->` and `<!-- /name -->` is replaced. Raises LookupError without such marks."""
    marks = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    if not marks.search(text):
        raise LookupError(f"no marks for {name}")
    return marks.sub(lambda found: f"{found[1]}{inside}\n{found[2]}", text)


def section(found: Found) -> str:
    pictures = "\n".join(f"![{plot.title}](performance/{plot.name}.svg)" for plot in found.plots)
    return "\n\n".join(part for part in (telling.markdown(found), pictures) if part)


def summary(every: list[Found]) -> str:
    """Every goal in one table, those that were not reached first."""
    goals: list[Goal] = [goal for found in every for goal in found.goals]
    return telling.goals_table(sorted(goals, key=lambda goal: goal.met))


def write(machine: str) -> None:
    text, every = DOCUMENT.read_text(encoding="utf-8"), []
    for name in BENCHMARKS:
        path = FOLDER / f"{name}.json"
        if path.exists():
            found = telling.read(path)
            every.append(found)
            draw(found.plots, FOLDER)
            text = between_marks(text, name, section(found))
    text = between_marks(text, "goals", summary(every))
    if machine:
        text = between_marks(text, "machine", machine)
    DOCUMENT.write_text(text, encoding="utf-8")


def main() -> None:
    asked = sys.argv[1:] or [name for name in BENCHMARKS if (ROOT / "benchmarks" / f"{name}.py").exists()]
    if "first_view" in asked and not os.environ.get("LIGHTHOUSE"):
        sys.exit("LIGHTHOUSE names no folder; benchmarks/README.md says how to install it.")
    FOLDER.mkdir(exist_ok=True)
    failed = [name for name in asked if not ran(name)]
    write(telling.machine())
    sys.exit(f"failed: {', '.join(failed)}" if failed else 0)


if __name__ == "__main__":
    main()

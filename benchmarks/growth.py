"""What readers wait for as a guide grows: python -m benchmarks.growth [100 1000 10000] [--json FILE].

On PostgreSQL with DATABASE_URL. 100,000 pages are more than there are numbers for; they show what grows and what not.

One guide is grown to each size and copied there. Then the sizes are measured in turns, each time in a new process that
laid no page itself: what the machine does besides, and what a process keeps from its work before, weighs on all alike.
"""

import json
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from benchmarks import telling
from benchmarks.telling import Found, Goal, times
from tests.journeys import serving

SITE = "import sys, django; django.setup(); from benchmarks import growth_site as site; "
GROW, MEASURE = f"{SITE} site.grown(*map(int, sys.argv[1:]))", f"{SITE} site.main(*sys.argv[1:])"
TURNS = 3
SEARCH_HALF, SEARCH = "search, half within", "search, 95 of 100 within"
PUBLISH, REBUILD = "publish, until it is read", "rebuild_search, a page"
MOST_SEARCH = {10_000: 15, 100_000: 60}  # milliseconds
ARTICLE, LIST = 1.2, 1.5  # times as long with the most pages as with the fewest
MOST_TIMES = {"an article": ARTICLE, "a question": ARTICLE, "list of questions": LIST, "list of articles": LIST}


def told(site: Path, *command: str) -> None:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", *command], cwd=serving.ROOT, env=serving.environment(site), check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


def grown(sizes: list[int], folder: Path, stack: ExitStack) -> dict[int, Path]:
    """A guide of each size."""
    site = stack.enter_context(serving.prepared(folder / "grown"))
    found, before = {}, 0
    for size in sizes:
        told(site, GROW, str(size), str(before))
        found[size], before = stack.enter_context(serving.copied(site, folder / f"of{size}")), size
        print(f"{size} pages laid", file=sys.stderr)
    return found


def measured(sites: dict[int, Path], folder: Path) -> dict[int, dict[str, float]]:
    """The middle of the turns."""
    turns: dict[int, list[dict[str, float]]] = {size: [] for size in sites}
    for turn in range(TURNS):
        for size, site in sites.items():
            file = folder / "measured.json"
            told(site, MEASURE, str(file), str(size), "last" if (turn, size) == (TURNS - 1, max(sites)) else "")
            turns[size].append(json.loads(file.read_text(encoding="utf-8")))
    return {size: {name: middle(name, found) for name in found[-1]} for size, found in turns.items()}


def middle(name: str, turns: list[dict[str, float]]) -> float:
    return median(found[name] for found in turns if name in found)


def goals(found: dict[int, dict[str, float]]) -> list[Goal]:
    first, last = found[min(found)], found[max(found)]
    told = []
    for name, most in MOST_TIMES.items():
        grown_by = last[name] / first[name]
        what = f"{name}: {max(found):,} pages against {min(found):,}"
        told.append(Goal(what, f"≤ {most} ×", times(grown_by), grown_by <= most))
    for size in MOST_SEARCH.keys() & found.keys():
        within, most = found[size][SEARCH], MOST_SEARCH[size]
        what = f"95 of 100 searches among {size:,} pages"
        told.append(Goal(what, f"≤ {most} ms", f"{within:.1f} ms", within <= most))
    seen = last[PUBLISH] / 1000
    return [*told, Goal(f"{PUBLISH}, {max(found):,} pages", "≤ 2 s", f"{seen:.2f} s", seen <= 2)]


def rows(found: dict[int, dict[str, float]]) -> list[list[str]]:
    lines = []
    for name in found[max(found)]:
        values = [measures.get(name) for measures in found.values()]
        ratio = times(values[-1] / values[0]) if values[0] else ""
        lines.append([name, *("" if value is None else f"{value:.1f}" for value in values), ratio])
    return lines


def main() -> None:
    given = sys.argv[1:]
    sizes = sorted(int(one) for one in given if one.isdigit()) or [100, 1_000, 10_000]
    file = Path(given[given.index("--json") + 1]) if "--json" in given else None
    with TemporaryDirectory() as name, ExitStack() as stack:
        found = measured(grown(sizes, Path(name), stack), Path(name))
    database, what = ("PostgreSQL", "waited") if serving.POSTGRES else ("SQLite", "worked")
    about = f"{database}; milliseconds that one process {what}, through Django, with no page kept ready."
    columns = ["", *(f"{size:,} pages" for size in found), "last to first"]
    telling.tell(Found(about, columns, rows(found), goals(found)), file)


if __name__ == "__main__":
    main()

"""What saving and publishing 10 kB costs: python -m benchmarks.staff_save [--turns 10] [--json FILE].

Staff of ours and of a fresh Wagtail site press the buttons of their editors in turns, through Django without a network
between. CPU of the process; what the button does, and with the screen that is shown after it.
"""

import json
import shutil
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes, telling, wagtail_site
from benchmarks.telling import Found, Goal, Plot, middle, times
from tests.journeys import serving

ROUNDS = 2
ACTS = {
    ("ours", "save"): "save the draft",
    ("ours", "send"): "send it for a check (Wagtail has no such step in its default)",
    ("ours", "publish"): "approve and publish, by a second person",
    ("wagtail", "save"): "Wagtail: save the draft",
    ("wagtail", "publish"): "Wagtail: publish",
}
COLUMNS = ["", "queries", "CPU, ms", "with the next screen: queries", "CPU, ms"]
Costs = dict[str, dict[str, dict[str, list[float]]]]


def collected(turns: int) -> Costs:
    """Site -> act -> what was counted and measured, from rounds that took turns."""
    found: Costs = {"ours": {}, "wagtail": {}}
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        site = stack.enter_context(processes.demonstration(Path(temporary) / "site"))
        wagtail = wagtail_site.fresh()
        database, kept = wagtail.folder / "db.sqlite3", Path(temporary) / "kept.sqlite3"
        shutil.copy(database, kept)
        stack.callback(shutil.copy, kept, database)  # the next benchmark finds it as it was
        for number in range(ROUNDS):
            with serving.copied(site, Path(temporary) / f"round{number}") as copy:
                add(found["ours"], processes.inside(copy, "benchmarks.inside.saving", str(turns)))
            add(found["wagtail"], wagtail.run(str(wagtail_site.GUIDE / "saving.py"), str(turns)))
    return found


def add(acts: dict[str, dict[str, list[float]]], said: str) -> None:
    for act, lists in json.loads(said.splitlines()[-1]).items():
        for name, values in lists.items():
            acts.setdefault(act, {}).setdefault(name, []).extend(values)


def told(found: Costs, turns: int) -> Found:
    rows, bars = [], []
    for (site, act), name in ACTS.items():
        lists = found[site][act]
        cpu, after = middle(lists["cpu"]), middle(lists["next_cpu"])
        queries, more = lists["queries"][-1], lists["next_queries"][-1]
        rows.append([name, f"{queries:.0f}", f"{cpu:.1f}", f"{queries + more:.0f}", f"{cpu + after:.1f}"])
        bars.append((name.partition(" (")[0], cpu))
    about = f"Medians of {ROUNDS * turns} turns, {ROUNDS} rounds of each site one after the other; CPU of the process."
    return Found(about, COLUMNS, rows, goals(found), [Plot("staff-save", "CPU of one press by staff", "ms", bars)])


def goals(found: Costs) -> list[Goal]:
    save = middle(found["wagtail"]["save"]["cpu"])
    wanted = []
    for act in ("save", "publish"):
        ratio = middle(found["ours"][act]["cpu"]) / save
        wanted.append(Goal(f"{act}: CPU against Wagtail's save", "≤ 0.20 ×", times(ratio), ratio <= 0.2))
    return wanted


def main() -> None:
    parser = telling.arguments(__doc__)
    parser.add_argument("--turns", type=int, default=10)
    given = parser.parse_args()
    telling.tell(told(collected(given.turns), given.turns), given.json)


if __name__ == "__main__":
    main()

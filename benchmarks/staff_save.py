"""What saving and publishing 10 kB costs: python -m benchmarks.staff_save [--turns 10] [--json FILE].

Staff of ours, of a fresh Wagtail site and of Wagtail's demo press the buttons of their editors in turns, through Django
without a network between. CPU of the process; what the button does, and with the screen that is shown after it.
"""

import json
import shutil
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import least_site, processes, telling, wagtail_site
from benchmarks.telling import Found, Goal, Plot, middle, times
from benchmarks.wagtail_site import WagtailSite
from tests.journeys import serving

ROUNDS = 2
OURS = {
    "save": "save the draft",
    "send": "send it for a check (Wagtail has no such step in its default)",
    "publish": "approve and publish, by a second person",
}
THEIRS = {"save": "save the draft", "publish": "publish"}
HOW = {"the press alone": ("cpu",), "with the next screen": ("cpu", "next_cpu")}
COLUMNS = ["", "queries", "CPU, ms", "with the next screen: queries", "CPU, ms"]
Costs = dict[str, dict[str, list[float]]]  # act -> what was counted and measured


@dataclass
class Other:
    """A Wagtail site, the program that presses its buttons, and the file its rows are in."""

    site: WagtailSite
    program: str
    database: str
    found: Costs = field(default_factory=dict)


def others() -> list[Other]:
    demo = wagtail_site.demo()
    found = [Other(wagtail_site.fresh(), "saving.py", "db.sqlite3")]
    return [*found, Other(demo, "saving_demo.py", "bakerydemodb")] if demo else found


def collected(turns: int, wagtail: list[Other]) -> tuple[Costs, Costs]:
    """Ours, and what the least site costs; what the others cost is added to them. In rounds that take turns."""
    ours: Costs = {}
    least: Costs = {}
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        site = stack.enter_context(processes.demonstration(Path(temporary) / "site"))
        for place, other in enumerate(wagtail):
            database, kept = other.site.folder / other.database, Path(temporary) / f"kept{place}"
            shutil.copy(database, kept)
            stack.callback(shutil.copy, kept, database)  # the next benchmark finds it as it was
        site_of_least = stack.enter_context(least_site.made())
        for number in range(ROUNDS):
            with serving.copied(site, Path(temporary) / f"round{number}") as copy:
                add(ours, processes.inside(copy, "benchmarks.inside.saving", str(turns)))
            for other in wagtail:
                add(other.found, other.site.run(str(wagtail_site.GUIDE / other.program), str(turns)))
            add(least, site_of_least.run(str(least_site.INSIDE / "saving.py"), str(turns)))
    return ours, least


def add(acts: Costs, said: str) -> None:
    for act, lists in json.loads(said.splitlines()[-1]).items():
        for name, values in lists.items():
            acts.setdefault(act, {}).setdefault(name, []).extend(values)


def told(ours: Costs, least: Costs, wagtail: list[Other], turns: int) -> Found:
    acts = [(name, ours[act]) for act, name in OURS.items()]
    acts += [(f"{other.site.name}: {name}", other.found[act]) for other in wagtail for act, name in THEIRS.items()]
    acts.append((f"{least_site.NAME}: save in its admin", least["save"]))
    rows = [row(name, lists) for name, lists in acts]
    bars = [(name.partition(" (")[0], middle(lists["cpu"])) for name, lists in acts]
    about = f"Medians of {ROUNDS * turns} turns, {ROUNDS} rounds of each site one after the other; CPU of the process."
    return Found(
        about, COLUMNS, rows, goals(ours, wagtail), [Plot("staff-save", "CPU of one press by staff", "ms", bars)]
    )


def row(name: str, lists: dict[str, list[float]]) -> list[str]:
    cpu, after = middle(lists["cpu"]), middle(lists["next_cpu"])
    queries, more = lists["queries"][-1], lists["next_queries"][-1]
    return [name, f"{queries:.0f}", f"{cpu:.1f}", f"{queries + more:.0f}", f"{cpu + after:.1f}"]


def goals(ours: Costs, wagtail: list[Other]) -> list[Goal]:
    wanted = []
    for other in wagtail:
        for act in THEIRS:
            for how, parts in HOW.items():
                ratio = together(ours[act], parts) / together(other.found["save"], parts)
                name = f"{act}, {how}: CPU against a save of {other.site.name}"
                wanted.append(Goal(name, "≤ 0.20 ×", times(ratio), ratio <= 0.2))
    return wanted


def together(lists: dict[str, list[float]], parts: tuple[str, ...]) -> float:
    return sum(middle(lists[part]) for part in parts)


def main() -> None:
    parser = telling.arguments(__doc__)
    parser.add_argument("--turns", type=int, default=10)
    given = parser.parse_args()
    wagtail = others()
    ours, least = collected(given.turns, wagtail)
    telling.tell(told(ours, least, wagtail, given.turns), given.json)


if __name__ == "__main__":
    main()

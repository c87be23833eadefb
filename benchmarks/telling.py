"""What a benchmark found, as tables for people and as a file for the plots; the machine it ran on."""

import argparse
import json
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Goal:
    what: str
    goal: str
    found: str
    met: bool


@dataclass(frozen=True)
class Plot:
    """Bars, one for each name. `unit` stands behind each value."""

    name: str
    title: str
    unit: str
    bars: list[tuple[str, float]]
    is_log: bool = False


@dataclass
class Found:
    """`about` is one line above the table; `columns` has a name for the first column too."""

    about: str
    columns: list[str]
    rows: list[list[str]]
    goals: list[Goal] = field(default_factory=list)
    plots: list[Plot] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def table(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Markdown: the first column to the left, figures to the right."""
    ruler = [":--", *["--:"] * (len(columns) - 1)]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in (columns, ruler, *rows))


def goals_table(goals: Sequence[Goal]) -> str:
    rows = [[goal.what, goal.goal, goal.found, "yes" if goal.met else "**no**"] for goal in goals]
    return table(["", "goal", "found", "reached"], rows)


def markdown(found: Found) -> str:
    parts = [found.about, table(found.columns, found.rows)]
    parts += [goals_table(found.goals)] if found.goals else []
    parts += ["\n".join(f"- {note}" for note in found.notes)] if found.notes else []
    return "\n\n".join(parts)


def arguments(description: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", type=Path, help="write what was found into this file too")
    return parser


def tell(found: Found, to: Path | None) -> None:
    print(markdown(found))
    if to:
        to.write_text(json.dumps(asdict(found), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def read(path: Path) -> Found:
    told = json.loads(path.read_text(encoding="utf-8"))
    told["goals"] = [Goal(**goal) for goal in told["goals"]]
    told["plots"] = [Plot(**plot) for plot in told["plots"]]
    return Found(**told)


def machine() -> str:
    """The day and the machine, for the line above the figures."""
    lines = Path("/proc/cpuinfo").read_text().splitlines()
    processor = next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")
    today = date.today()
    return (
        f"{today.day} {today:%B %Y}: {os.cpu_count()} cores, {processor or platform.machine()}, {platform.system()} "
        f"{platform.release().partition('-')[0]}, Python {platform.python_version()}"
    )


def middle(values: Sequence[float]) -> float:
    return statistics.median(values)


def times(number: float) -> str:
    """How often one goes into the other, with as many digits as are honest."""
    return f"{number:,.0f} ×" if number >= 10 else f"{number:.2f} ×"

"""What a page costs that nobody has asked for yet: python -m benchmarks.first_render [--json FILE].

Queries, and CPU through each site's WSGI handler in a process of its own, without a server and without ready pages.
"""

import json
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import least_site, processes, telling, wagtail_site
from benchmarks.telling import Found, Goal, Plot, middle, times

ROUNDS, PAGES = 3, 121
INSIDE = Path(__file__).parent / "inside" / "rendering.py"
COLUMNS = ["", "bytes", "queries", "CPU a page, ms"]


def rounds() -> dict[str, list[dict]]:
    """Name -> what each round said, the sites taking turns. Ours is first."""
    found: dict[str, list[dict]] = {}
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        site = stack.enter_context(processes.demonstration(Path(temporary) / "site"))
        paths = "\n".join(processes.laid(site, PAGES))
        others = wagtail_site.sites()
        least = stack.enter_context(least_site.made(PAGES))
        for _round in range(ROUNDS):
            said = {"ours": processes.inside(site, "benchmarks.inside.rendering", given=paths)}
            for other in others:
                said[other.name] = other.run(str(INSIDE), given="\n".join(other.paths[:PAGES]))
            said[least_site.NAME] = least.run(str(INSIDE), given="\n".join(least.paths))
            for name, text in said.items():
                found.setdefault(name, []).append(json.loads(text.splitlines()[-1]))
    return found


def told(found: dict[str, list[dict]]) -> Found:
    cpu = {name: middle([middle(one["cpu"]) for one in said]) for name, said in found.items()}
    last = {name: said[-1] for name, said in found.items()}
    rows = [[name, f"{last[name]['bytes']:,}", str(last[name]["queries"]), f"{cpu[name]:.1f}"] for name in found]
    queries = last["ours"]["queries"]
    goals = [Goal("queries of a page", "≤ 3", str(queries), queries <= 3)]
    for name in [name for name in cpu if name not in ("ours", least_site.NAME)]:
        ratio = cpu[name] / cpu["ours"]
        goals.append(Goal(f"CPU: {name} against ours", "≥ 25 ×", times(ratio), ratio >= 25))
    about = f"Medians of {ROUNDS} interleaved rounds of 100 different pages, after 20 others."
    return Found(
        about, COLUMNS, rows, goals, [Plot("first-render", "CPU of a page made anew", "ms", list(cpu.items()))]
    )


def main() -> None:
    given = telling.arguments(__doc__).parse_args()
    telling.tell(told(rounds()), given.json)


if __name__ == "__main__":
    main()

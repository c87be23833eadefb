"""Memory of a server that has given out 500 pages: python -m benchmarks.memory [--json FILE].

Proportional set size (Linux): memory that processes share is divided among them. Each page is asked for once as it is
and once compressed, by one reader after the other.
"""

import urllib.request
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes, telling, wagtail_site
from benchmarks.telling import Found, Goal, Plot

PAGES, MOST = 500, 90  # megabytes
COLUMNS = ["", "processes", "started, MB", f"after {PAGES} pages, MB"]


def read_all(address: str, paths: Iterable[str]) -> None:
    for path in paths:
        for coding in ("identity", "br, gzip"):
            asked = urllib.request.Request(address + path, headers={"Accept-Encoding": coding})  # noqa: S310
            urllib.request.urlopen(asked).read()  # noqa: S310


def measured(name: str, started, paths: list[str]) -> tuple[str, int, float, float]:
    with started as (process, address):
        first = processes.memory_of(process.pid)
        read_all(address, paths[:PAGES])
        return name, len(list(processes.family(process.pid))), first, processes.memory_of(process.pid)


def main() -> None:
    given = telling.arguments(__doc__).parse_args()
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        site = stack.enter_context(processes.demonstration(Path(temporary) / "site"))
        found = [measured("serve", processes.serve(site), processes.laid(site, PAGES))]
        found += [measured(other.name, other.served(), other.paths) for other in wagtail_site.sites()]
    rows = [[name, str(count), f"{first:.0f}", f"{after:.0f}"] for name, count, first, after in found]
    ours = found[0][-1]
    goals = [Goal(f"`serve` with {PAGES} pages", f"≤ {MOST} MB", f"{ours:.0f} MB", ours <= MOST)]
    plot = Plot("memory", f"Memory after {PAGES} pages", "MB", [(name, after) for name, _count, _first, after in found])
    about = "Proportional set size of the server's processes; the master process of each server is among them."
    telling.tell(Found(about, COLUMNS, rows, goals, [plot]), given.json)


if __name__ == "__main__":
    main()

"""Memory of a server that has given out 500 pages: python -m benchmarks.memory [--json FILE].

Proportional set size (Linux): memory that processes share is divided among them. Each page is asked for once as
browsers ask, by one reader after the other; then once more by a program that takes nothing compressed. Ours is read
when its edition stands, as it does but for a few minutes after a change.
"""

import urllib.request
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes, telling, wagtail_site
from benchmarks.telling import Found, Goal, Plot

PAGES, MOST = 500, 90  # megabytes
BROWSER, PROGRAM = "gzip, deflate, br, zstd", "identity"
COLUMNS = ["", "processes", "before, MB", f"after {PAGES} pages, MB", "… and uncompressed too, MB"]


def read_all(address: str, paths: Iterable[str], codings: str) -> None:
    for path in paths:
        asked = urllib.request.Request(address + path, headers={"Accept-Encoding": codings})  # noqa: S310
        urllib.request.urlopen(asked).read()  # noqa: S310


def measured(name: str, started, paths: list[str], site: Path | None = None) -> tuple[str, int, list[float]]:
    with started as (process, address):
        if site:
            processes.wait_for_edition(site)
        sizes = [processes.memory_of(process.pid)]
        for codings in (BROWSER, PROGRAM):
            read_all(address, paths[:PAGES], codings)
            sizes.append(processes.memory_of(process.pid))
        return name, len(list(processes.family(process.pid))), sizes


def main() -> None:
    given = telling.arguments(__doc__).parse_args()
    with TemporaryDirectory() as temporary, ExitStack() as stack:
        site = stack.enter_context(processes.demonstration(Path(temporary) / "site"))
        found = [measured("serve", processes.serve(site), processes.laid(site, PAGES), site)]
        found += [measured(other.name, other.served(), other.paths) for other in wagtail_site.sites()]
    rows = [[name, str(count), *(f"{size:.0f}" for size in sizes)] for name, count, sizes in found]
    ours = found[0][-1][1]
    goals = [Goal(f"`serve` with {PAGES} pages", f"≤ {MOST} MB", f"{ours:.0f} MB", ours <= MOST)]
    plot = Plot("memory", f"Memory after {PAGES} pages", "MB", [(name, sizes[1]) for name, _count, sizes in found])
    about = "Proportional set size of the server's processes; a server's own watching process is among them."
    telling.tell(Found(about, COLUMNS, rows, goals, [plot]), given.json)


if __name__ == "__main__":
    main()

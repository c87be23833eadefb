"""What it costs to write the whole site as files: python -m benchmarks.files [--pages 300] [--json FILE].

In processor time, so that what else the machine does counts little. First from ready bytes alone, packed at the level
of pages; then with everything: the demonstration is asked for each of its addresses and written, and again after a
publication.
"""

import json
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes, telling
from benchmarks.telling import Found, Goal

COLUMNS = ["", "addresses", "CPU of each, ms", "files written"]
FIRST, CHANGED, RENDERED, PUBLISHED = "first time", "one page changed", "rendered, first time", "after a publication"
NAMES = {FIRST: "from ready bytes", CHANGED: "… one page changed", RENDERED: "made and written",
         PUBLISHED: "… after a publication"}  # fmt: skip
CODINGS = 3  # a page is a file in each
MOST = 3  # milliseconds


def told(found: dict) -> Found:
    rows = [
        [NAMES[name], f"{found[name]['count']:,}", f"{found[name]['each']:.2f}", f"{found[name]['written']:,}"]
        for name in NAMES
    ]
    each, written = found[FIRST]["each"], found[CHANGED]["written"]
    goals = [
        Goal("a page written as files", f"≤ {MOST} ms of CPU", f"{each:.2f} ms", each <= MOST),
        Goal("files written again when one page changed", f"{CODINGS}", f"{written}", written == CODINGS),
    ]
    return Found(f"Pages of {found['bytes']:,} bytes; brotli 5 and gzip 4, in three rounds.", COLUMNS, rows, goals)


def main() -> None:
    parser = telling.arguments(__doc__)
    parser.add_argument("--pages", default="300")
    given = parser.parse_args()
    with TemporaryDirectory() as temporary, processes.demonstration(Path(temporary) / "site") as site:
        said = processes.inside(site, "benchmarks.files_site", given.pages)
    telling.tell(told(json.loads(said.splitlines()[-1])), given.json)


if __name__ == "__main__":
    main()

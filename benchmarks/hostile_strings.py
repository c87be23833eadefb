"""Injection, naughty strings, traversal, redirects and hosts at every address: python -m benchmarks.hostile_strings.

    python -m benchmarks.hostile_strings [EVERY [FILE ...]]   # on PostgreSQL with DATABASE_URL

As a visitor and as an owner, in the path, the query, a form and the headers of a demonstration that is thrown away;
with the strings of this project, or with each line of files that somebody else put together. With EVERY each string
is asked at so many times fewer addresses. Ends with 1 when an answer is a fault of ours, leads to another host, or one
of a hundred takes more than 200 ms of CPU.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes
from tests.journeys import serving


def main() -> None:
    with TemporaryDirectory() as folder, serving.prepared(Path(folder) / "asked") as site:
        ended = processes.shown_inside(site, "benchmarks.hostile_strings_site", *(sys.argv[1:] or ["1"]))
    sys.exit(ended)


if __name__ == "__main__":
    main()

"""Nineteen thousand payloads through the forms and into Chromium: python -m benchmarks.hostile [EVERY].

EVERY = 10 takes each tenth. In a process of its own, beside a demonstration that is thrown away afterwards. Ends with
1 when anything ran, was alive, was stopped only by the site's policy, or asked another host.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes
from tests.journeys import serving


def main() -> None:
    with TemporaryDirectory() as folder, serving.prepared(Path(folder) / "attacked") as site:
        ended = processes.shown_inside(site, "benchmarks.hostile_site", *(sys.argv[1:] or ["1"]))
    sys.exit(ended)


if __name__ == "__main__":
    main()

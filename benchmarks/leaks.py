"""Tens of thousands of guessed addresses, on a site with something to hide in every corner: python -m benchmarks.leaks.

Through the ready pages and the published edition, as a visitor: before and after everything that held the canary is
withdrawn. A number N asks only each Nth number that no page has. Ends with 1 when a hidden word came out, or when a
withdrawn one is anywhere 2 s later.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes
from tests.journeys import serving


def main() -> None:
    with TemporaryDirectory() as folder, serving.empty(Path(folder) / "hunted") as site:
        ended = processes.shown_inside(
            site, "benchmarks.leaks_site", *(sys.argv[1:] or ["1"]), CLINIC_EDITION="files", CLINIC_TICK="",
            CLINIC_BACKUPS="",
        )  # fmt: skip
    sys.exit(ended)


if __name__ == "__main__":
    main()

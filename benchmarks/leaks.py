"""Tens of thousands of guessed addresses, on a site with something to hide in every corner: python -m benchmarks.leaks.

Through the ready pages and the published edition, as a visitor: before and after everything that held the canary is
withdrawn. A number N asks only each Nth number that no page has. Ends with 1 when a hidden word came out, or when a
withdrawn one is anywhere 2 s later.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

HUNT = "import sys, django; django.setup(); from benchmarks.leaks_site import main; main(*sys.argv[1:])"


def main() -> None:
    with TemporaryDirectory() as folder, serving.empty(Path(folder) / "hunted") as site:
        command = [sys.executable, "-W", "ignore", "-c", HUNT, *(sys.argv[1:] or ["1"])]
        environment = serving.environment(site) | {"CLINIC_EDITION": "files", "CLINIC_TICK": "", "CLINIC_BACKUPS": ""}
        done = subprocess.run(command, cwd=serving.ROOT, env=environment, check=False)  # noqa: S603
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

"""What it costs to write the whole site as files: python -m benchmarks.files [PAGES]. In processor time, so that what
else the machine does counts little.

First from ready bytes alone, packed at the level of pages; then with everything: the demonstration is asked for each of
its addresses and written, and again after a publication.
"""

import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

PAGES = 500
MEASURE = "import sys, django; django.setup(); from benchmarks.files_site import measure; measure(int(sys.argv[1]))"


def main() -> None:
    count = sys.argv[1] if len(sys.argv) > 1 else str(PAGES)
    with TemporaryDirectory() as temporary:
        site = Path(temporary, "site")
        serving.prepare(site)
        try:
            command = [sys.executable, "-W", "ignore", "-c", MEASURE, count]
            subprocess.run(command, cwd=serving.ROOT, env=os.environ | serving.environment(site), check=True)  # noqa: S603
        finally:
            serving.drop_database(site)


if __name__ == "__main__":
    main()

"""The staff screens over 1,000 pages with 20 revisions each: python -m benchmarks.review [PAGES [REVISIONS]]"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

MEASURE = "import sys, django; django.setup(); from benchmarks import review_site as site; site.main(*sys.argv[1:])"


def main() -> None:
    """In a process of its own, whose data folder is thrown away afterwards."""
    with TemporaryDirectory() as folder:
        serving.run(Path(folder), "manage.py", "migrate", "--verbosity", "0")
        command = [sys.executable, "-c", MEASURE, *(sys.argv[1:] or ["1000", "20"])]
        environment = serving.environment(Path(folder))
        sys.exit(subprocess.run(command, cwd=serving.ROOT, env=environment, check=False).returncode)  # noqa: S603


if __name__ == "__main__":
    main()

"""What readers wait for as a guide grows: python -m benchmarks.growth [100 1000 10000] [--json FILE].

On PostgreSQL with DATABASE_URL. 100,000 pages are more than there are numbers for; they show what grows and what not.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

MEASURE = "import sys, django; django.setup(); from benchmarks import growth_site as site; site.main(*sys.argv[1:])"


def main() -> None:
    """In a process of its own, beside a demonstration that is thrown away afterwards."""
    with TemporaryDirectory() as folder, serving.prepared(Path(folder) / "grown") as site:
        command = [sys.executable, "-c", MEASURE, *sys.argv[1:]]
        environment = serving.environment(site)
        done = subprocess.run(command, cwd=serving.ROOT, env=environment, check=False)  # noqa: S603
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

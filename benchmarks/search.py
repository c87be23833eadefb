"""How long a search takes over 10,000 pages: python -m benchmarks.search [PAGES]. On PostgreSQL with DATABASE_URL."""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

MEASURE = "import sys, django; django.setup(); from benchmarks import search_site as site; site.main(*sys.argv[1:])"


def main() -> None:
    """In a process of its own, beside a demonstration that is thrown away afterwards."""
    with TemporaryDirectory() as folder, serving.prepared(Path(folder) / "searched") as site:
        command = [sys.executable, "-c", MEASURE, *(sys.argv[1:] or ["10000"])]
        environment = serving.environment(site)
        done = subprocess.run(command, cwd=serving.ROOT, env=environment, check=False)  # noqa: S603
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

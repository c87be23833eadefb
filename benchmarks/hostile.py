"""Nineteen thousand payloads through the forms and into Chromium: python -m benchmarks.hostile [EVERY].

EVERY = 10 takes each tenth. In a process of its own, beside a demonstration that is thrown away afterwards. Ends with
1 when anything ran, was alive, was stopped only by the site's policy, or asked another host.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

MEASURE = "import sys, django; django.setup(); from benchmarks import hostile_site as site; site.main(*sys.argv[1:])"


def main() -> None:
    with TemporaryDirectory() as folder, serving.prepared(Path(folder) / "attacked") as site:
        command = [sys.executable, "-W", "ignore", "-c", MEASURE, *(sys.argv[1:] or ["1"])]
        done = subprocess.run(command, cwd=serving.ROOT, env=serving.environment(site), check=False)  # noqa: S603
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

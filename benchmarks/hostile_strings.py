"""Injection, naughty strings, traversal, redirects and hosts at every address: python -m benchmarks.hostile_strings.

As a visitor and as an owner, in the path, the query, a form and the headers of a demonstration that is thrown away.
Ends with 1 when an answer is a fault of ours, leads to another host, or one of a hundred takes more than 200 ms of CPU.
"""

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.journeys import serving

MEASURE = "import sys, django; django.setup(); from benchmarks.hostile_strings_site import main; main(*sys.argv[1:])"


def main() -> None:
    with TemporaryDirectory() as folder, serving.prepared(Path(folder) / "asked") as site:
        command = [sys.executable, "-W", "ignore", "-c", MEASURE, *(sys.argv[1:] or ["1"])]
        done = subprocess.run(command, cwd=serving.ROOT, env=serving.environment(site), check=False)  # noqa: S603
    sys.exit(done.returncode)


if __name__ == "__main__":
    main()

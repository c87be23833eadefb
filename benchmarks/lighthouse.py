"""Lighthouse on a phone, the best of three runs for each page: LIGHTHOUSE=FOLDER python -m benchmarks.lighthouse"""

import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import chromium
from tests.journeys import serving
from tests.journeys.addresses import PUBLIC

PAGES = ("home", "article", "question", "questions")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
RUNS = 3
INSTALL = "npm install --prefix FOLDER --ignore-scripts lighthouse@12.8.2"


def folder() -> Path:
    """Where Lighthouse is installed. Leaves with a message that says how to install it when it is nowhere."""
    named = os.environ.get("LIGHTHOUSE", "")
    if named and (Path(named) / "node_modules" / "lighthouse").is_dir():
        return Path(named).resolve()
    where = f"{named} holds no Lighthouse" if named else "LIGHTHOUSE names no folder"
    sys.exit(f"{where}. Install it outside this project, then name the folder:\n  {INSTALL}\n  LIGHTHOUSE=FOLDER …")


def scores(installed: Path, address: str) -> dict[str, int]:
    flags = " ".join(["--headless=new", *chromium.FLAGS])
    command = ["npx", "--no-install", "lighthouse", address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    command.append("--only-categories=" + ",".join(CATEGORIES))
    environment = os.environ | {"CHROME_PATH": chromium.program()}
    done = subprocess.run(command, cwd=installed, env=environment, capture_output=True, text=True, check=False)  # noqa: S603
    if done.returncode:
        sys.exit(done.stderr)
    found = json.loads(done.stdout)["categories"]
    return {name: round(100 * found[name]["score"]) for name in CATEGORIES}


def best_of_three(installed: Path, address: str) -> dict[str, int]:
    return max((scores(installed, address) for _run in range(RUNS)), key=lambda run: sum(run.values()))


def main() -> None:
    installed = folder()
    print(f"{'':12}" + "".join(f"{name:>16}" for name in CATEGORIES))
    with (
        TemporaryDirectory() as temporary,
        serving.prepared(Path(temporary) / "demonstration") as prepared,
        serving.served(prepared) as running,
    ):
        for name in PAGES:
            best = best_of_three(installed, running.address + PUBLIC[name])
            print(f"{name:12}" + "".join(f"{best[category]:>16}" for category in CATEGORIES), flush=True)


if __name__ == "__main__":
    main()

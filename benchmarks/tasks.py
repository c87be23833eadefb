"""How often staff press something for the tasks of every day: python -m benchmarks.tasks

Ends with 1 when a task takes more presses than was promised.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from benchmarks import chromium
from tests.journeys import serving
from tests.journeys.tasks import TASKS, allow_one_signature, counted


def main() -> None:
    over = False
    with (
        TemporaryDirectory() as temporary,
        serving.prepared(Path(temporary) / "demonstration") as folder,
        serving.served(folder) as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS)
        print(f"{'task':52}{'presses':>8}{'at most':>9}")
        for task in TASKS:
            if task.needs_one_signature:
                allow_one_signature(site)
            presses = counted(task, browser, site)
            over = over or presses > task.at_most
            print(f"{task.name:52}{presses:>8}{task.at_most:>9}", flush=True)
        browser.close()
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()

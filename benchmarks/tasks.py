"""How often staff press something for the tasks of every day: python -m benchmarks.tasks

Ends with 1 when a task takes more presses than was promised. The promise is about the number with the star.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import sync_playwright

from benchmarks import chromium
from tests.journeys import serving
from tests.journeys.review_tasks import REVIEW, set_the_scene
from tests.journeys.tasks import TASKS, Presses, Task, allow_one_signature, counted


def told(task: Task, presses: Presses) -> str:
    at_page, from_home = f"{presses.at_page}{' *'[not task.from_home]}", f"{presses.from_home}{' *'[task.from_home]}"
    return f"{task.name:54}{at_page:>9}{from_home:>11}{task.at_most:>9}"


def main() -> None:
    over = False
    with (
        TemporaryDirectory() as temporary,
        serving.prepared(Path(temporary) / "demonstration") as folder,
        serving.served(folder) as site,
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium.program(), args=chromium.FLAGS)
        set_the_scene(site)
        print(f"{'task':54}{'at page':>9}{'from home':>11}{'at most':>9}")
        for task in (*REVIEW, *TASKS):
            if task.needs_one_signature:
                allow_one_signature(site)
            presses = counted(task, browser, site)
            over = over or presses.promised(task) > task.at_most
            print(told(task, presses), flush=True)
        browser.close()
    sys.exit(1 if over else 0)


if __name__ == "__main__":
    main()

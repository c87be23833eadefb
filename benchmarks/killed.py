"""Two hundred saves, twenty kills: python -m benchmarks.killed [200 20]. On PostgreSQL with DATABASE_URL.

A server of its own is killed while a save is on its way. Ends with 1 when a save that was acknowledged is gone.
"""

import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.clinic_site.operations.backups import does
from tests.deploy.clerk import at_work
from tests.faults.server import Editor, killed_while_saving, served
from tests.journeys import serving


def main(saves: int, kills: int) -> None:
    with TemporaryDirectory() as place, serving.empty(Path(place) / "killed") as folder:
        with at_work(serving.environment(folder)) as clerk:
            clerk.does("begin")
            page = clerk.does("draft", words="Words at first.")["pk"]
            key = clerk.does("session")["key"]
        start = time.perf_counter()
        with served(folder) as server:
            editor = Editor(server, key, f"/admin/faq/question/{page}/change/")
            found = killed_while_saving(server, editor, saves, kills)
        print(f"{found.acknowledged} acknowledged saves, {found.kills} kills, {len(found.lost)} lost, in "
              f"{time.perf_counter() - start:.0f} s")  # fmt: skip
        print(does(folder, "verify_history").strip())
    sys.exit(1 if found.lost else 0)


if __name__ == "__main__":
    main(*(map(int, sys.argv[1:3]) if len(sys.argv) > 2 else (200, 20)))

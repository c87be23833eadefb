"""How long a large site is lost for: python -m benchmarks.recovery [10000]. On PostgreSQL with DATABASE_URL.

Takes a backup of so many invented pages beside a demonstration, brings it back in an empty place and compares every
row. The invented pages are rows that no verb signed, so the last check of a restore has something to say of each.
"""

import resource
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.clinic_site.operations import backups
from tests.journeys import serving

GROW = "import sys, django; django.setup(); from benchmarks import growth_site as site; site.grown(int(sys.argv[1]), 0)"
MARK = "import django; django.setup(); from clinic_site.operations import backup_marks as marks; marks.now()"
MOST = 300  # seconds for a restore


def timed(what: str, folder: Path, *command: str) -> float:
    """Says the seconds it took and those it worked. Answers the first."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    done = subprocess.run([sys.executable, "-W", "ignore", *command], cwd=serving.ROOT, check=False,  # noqa: S603
                          env=serving.environment(folder), capture_output=True, text=True)  # fmt: skip
    took, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    worked = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    print(f"{what:28} {took:7.1f} s, {worked:7.1f} s of work, at most {after.ru_maxrss >> 10} MiB")
    if done.returncode and "was restored, but its record has faults" not in done.stderr:
        sys.exit(done.stderr[-3000:])
    return took


def main(pages: int) -> None:
    with TemporaryDirectory() as place, serving.prepared(Path(place) / "grown") as site:
        timed(f"making {pages} pages", site, "-c", GROW, str(pages))
        archive, again = Path(place) / "backup.tar", Path(place) / "again.tar"
        timed("has anything changed?", site, "-c", MARK)
        timed("backup, read again", site, "manage.py", "backup", str(archive))
        with backups.nothing_yet(Path(place) / "elsewhere") as elsewhere:
            took = timed("restore", elsewhere, "manage.py", "restore", str(archive))
            timed("backup of what came back", elsewhere, "manage.py", "backup", str(again))
        same = backups.rows_in(archive) == backups.rows_in(again)
        print(f"{archive.stat().st_size >> 20} MiB; every row is {'the same' if same else 'NOT the same'}")
    sys.exit(0 if same and took <= MOST else 1)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)

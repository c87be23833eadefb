"""What Django takes for the least: a row read as it reads rows, one line of template, its editor for a short form.

No goal is set against it. It says how near a goal comes to that.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import processes
from tests.journeys import serving

NAME = "Django with one model, nothing else"
INSIDE = Path(__file__).parent / "least_django"
BODY = "Most people feel sore for a day or two. Keep moving gently. " * 170  # 10 kB


@dataclass(frozen=True)
class LeastSite:
    folder: Path
    notes: int

    @property
    def paths(self) -> list[str]:
        return [f"/{place}/" for place in range(1, self.notes + 1)]

    def run(self, *command: str, given: str = "") -> str:
        """What a Python prints for which this is the site. Leaves with its faults."""
        environment = os.environ | {
            "DJANGO_SETTINGS_MODULE": "benchmarks.least_django.settings",
            "LEAST_DATABASE": str(self.folder / "least.sqlite3"),
            "PYTHONPATH": str(serving.ROOT),
        }
        return processes.printed([sys.executable, *command], serving.ROOT, environment, given)


@contextmanager
def made(notes: int = 1) -> Iterator[LeastSite]:
    """With so many notes of the same text, until the block ends."""
    with TemporaryDirectory() as temporary:
        site = LeastSite(Path(temporary), notes)
        site.run(str(INSIDE / "fill.py"), str(notes), given=BODY)
        yield site

"""The least that Django itself takes: a row, one line of template, an editor with a title and a text.

No goal is set against it. It says how near a goal comes to what no site made with Django can take less than.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

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
        done = subprocess.run(  # noqa: S603
            [sys.executable, *command], cwd=serving.ROOT, env=environment, input=given, capture_output=True, text=True,
            check=False,
        )  # fmt: skip
        return done.stdout if done.returncode == 0 else sys.exit(done.stderr[-3000:])


@contextmanager
def made(notes: int = 1) -> Iterator[LeastSite]:
    """With so many notes of the same text, until the block ends."""
    with TemporaryDirectory() as temporary:
        site = LeastSite(Path(temporary), notes)
        site.run(str(INSIDE / "fill.py"), str(notes), given=BODY)
        yield site

"""What an edition may not say any more: noted by the names of the pages that something was done to.

To note a few names takes one moment whatever the size of the edition; to find all that speaks of them takes longer with
each address. So an answer is looked through when it is given, and whoever writes the next edition clears the files.
"""

import json
import os
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from clinic_site.pagecache.kept import EVERYTHING, Answer

NAMES = "touched.txt"


def note(folder: Path, names: Collection[bytes]) -> None:
    """Neither a crash nor a power cut brings back what they forbid. Raises FileNotFoundError where the edition has been
    cleared away."""
    new = sorted(set(names) - noted(folder))
    if new:
        append(folder / NAMES, [name.decode("latin-1") for name in new])


def noted(folder: Path) -> frozenset[bytes]:
    """Everything, where a crash cut a name off: nobody can tell which it was."""
    said = list(lines_of(folder / NAMES))
    return EVERYTHING if None in said else frozenset(name.encode("latin-1") for name in said)


def is_forgotten(path: str, answer: Answer, names: Collection[bytes]) -> bool:
    """Whether it shows a page by one of these names, leads to it or stands at such an address."""
    return any(name in path.encode("latin-1") for name in names) or answer.names_one_of(names)


def append(path: Path, lines: Iterable) -> None:
    is_new = not path.exists()
    with path.open("ab") as file:
        # A line end goes before, so that what a crash cut off spoils nothing that comes after it.
        file.write(b"".join(b"\n" + json.dumps(line).encode() for line in lines) + b"\n")
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync(path.parent)


def lines_of(path: Path) -> Iterator:
    """Nothing where there is no such file, None for a line that was cut off."""
    try:
        said = path.read_bytes()
    except FileNotFoundError:
        return
    yield from (_read(line) for line in said.splitlines() if line)


def _read(line: bytes) -> object:
    try:
        return json.loads(line)
    except ValueError:
        return None


def sync(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

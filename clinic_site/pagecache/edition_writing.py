"""Writes an edition beside the others and puts it in their place when it is whole."""

import os
import re
import secrets
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from hashlib import sha256
from io import FileIO
from pathlib import Path

from clinic_site.pagecache.edition import CURRENT, EDITIONS, LAST, Edition, clear, name_at
from clinic_site.pagecache.edition_index import INDEX, Entry, Place, Written, packed, written_readings
from clinic_site.pagecache.forgetting import sync
from clinic_site.pagecache.kept import Answer

TREES = {"": "pages", "answers=1": "answers", "size=large": "large"}
MAPS = {"301": "moved.map", "302": "found.map", "410": "gone.map"}
UNFINISHED = ".new-"
LONGEST_NAME = 200  # bytes; file systems take 255, and a suffix has to fit
PLAIN = re.compile(r"[\w/.\-]+", re.ASCII)


def file_of(place: Place, status: str) -> str:
    """Where the plain body lies below the edition's folder. Raises ValueError for an address that can't be a file."""
    path, query = place
    if not can_be_file(path):
        raise ValueError(f"no file can have the address {path!r}")
    name = os.fsdecode(path.encode("latin-1"))
    if status.startswith("200"):
        return f"{TREES[query]}{name}index.html" if name.endswith("/") else f"{TREES[query]}{name}"
    tree = {"3": "moved", "4": "gone"}[status[0]] + (f"-{TREES[query]}" if query else "")
    return f"{tree}{name.rstrip('/')}/index.html"


def is_of(known: Answer | Entry, body: bytes) -> bool:
    return known.etags.get("") == f'"{sha256(body).hexdigest()[:32]}"'


def can_be_file(path: str) -> bool:
    parts = path.removeprefix("/").removesuffix("/").split("/")
    return path == "/" or path.startswith("/") and "\0" not in path and not any(is_no_name(part) for part in parts)


def is_no_name(part: str) -> bool:
    return part in {"", ".", ".."} or len(part.encode("latin-1")) > LONGEST_NAME


class Writing:
    """`is_trusted` where the same program wrote the edition before: another may say the same with other headers."""

    def __init__(self, folder: Path, before: Written | None, *, is_trusted: bool = True):
        self.folder, self.before = folder, before
        self._trusted = before.entries if before and is_trusted else {}
        self.mark = 0
        self.entries: dict[Place, Entry] = {}
        self.counts: Counter[str] = Counter()  # files that were written, and those that were linked

    def keep(self, place: Place, stamp: str) -> bool:
        """Takes the answer over from the edition before where the stamp says that it is the same still."""
        entry = self._trusted.get(place) if stamp else None
        if entry is None or entry.stamp != stamp or not self._link(entry):
            return False
        self.entries[place] = entry
        return True

    def put(self, place: Place, answer: Answer, stamp: str = "") -> None:
        """Writes what the edition before hasn't got; what is the same is one file with two names."""
        entry = Entry.of(answer, file_of(place, answer.status), stamp)
        same = self.before.entries.get(place) if self.before else None
        is_same = same is not None and (same.file, same.etags) == (entry.file, entry.etags)
        if not (is_same and self._link(entry)):
            for coding, name in entry.files().items():
                self._write(self.folder / name, answer.bodies[coding])
        self.entries[place] = entry

    def keep_same(self, place: Place, status: str, body: bytes, readings: tuple) -> bool:
        """Takes over what says the same as before, without packing it again. Where it leads to, no body tells."""
        entry = self._trusted.get(place) if body else None
        if entry is None or entry.status != status or not is_of(entry, body) or not self._link(entry):
            return False
        self.entries[place] = replace(entry, readings=written_readings(readings))
        return True

    def _link(self, entry: Entry) -> bool:
        for name in entry.files().values():
            path = self.folder / name
            try:
                link(self.before.folder / name, path)
            except OSError:  # gone, or of another user: written instead, which says what is wrong with the disk
                return False
            self.counts["linked"] += 1
        return True

    def _write(self, path: Path, body: bytes) -> None:
        write(path, body)
        self.counts["written"] += 1

    def maps(self) -> dict[str, bytes]:
        """Old addresses and gone ones as lines for nginx, for a mirror without the program."""
        lines: dict[str, list[str]] = {name: [] for name in MAPS.values()}
        for (path, query), entry in self.entries.items():
            if entry.status[:3] in MAPS and not query:
                where = dict(entry.shared).get("Location", "1")
                lines[MAPS[entry.status[:3]]].append(f"{quoted(path)} {quoted(where)};\n")
        return {name: "".join(sorted(rows)).encode("latin-1") for name, rows in lines.items()}

    def finish(self, generation: int, program: str) -> None:
        for name, text in self.maps().items():
            write(self.folder / "maps" / name, text)
        write(self.folder / INDEX, packed(generation, program, self.mark, self.entries))


def link(old: Path, new: Path) -> None:
    try:
        os.link(old, new)
    except FileExistsError:
        pass
    except FileNotFoundError:
        new.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.link(old, new)


def write(path: Path, body: bytes) -> None:
    with new_file(path) as file:
        rest = memoryview(body)
        while rest:
            rest = rest[file.write(rest) :]
        os.fsync(file.fileno())


def new_file(path: Path) -> FileIO:
    try:
        return path.open("xb", buffering=0)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    except FileExistsError:  # it may be a link to the file of another edition
        path.unlink()
    return path.open("xb", buffering=0)


def quoted(text: str) -> str:
    if PLAIN.fullmatch(text):
        return text
    return '"' + re.sub(r'(["\\])', r"\\\1", text) + '"'


@contextmanager
def writing(edition: Edition, generation: int, program: str) -> Iterator[Writing]:
    """Whoever leaves it in order has put a whole edition in place of the last; a fault leaves the last as it was. Only
    for who has claimed the edition."""
    above = edition.root / EDITIONS
    above.mkdir(parents=True, exist_ok=True)
    tidy(above, edition)
    folder = above / f"{UNFINISHED}{secrets.token_hex(4)}"
    folder.mkdir()
    try:
        last = edition.last()
        if last:
            clear(last)
        made = Writing(folder, last, is_trusted=last is not None and last.program == program)
        yield made
        made.finish(generation, program)
        finished = above / f"{generation}-{program}-{secrets.token_hex(4)}"
        os.rename(folder, finished)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    before = name_at(edition.root / LAST)
    for name in (LAST, CURRENT):
        lead(edition.root / name, finished.name)
    tidy(above, edition, before)


def lead(link: Path, name: str) -> None:
    new = link.with_name(f"{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(f"{EDITIONS}/{name}")
    os.replace(new, link)
    sync(link.parent)


def tidy(above: Path, edition: Edition, *kept: str | None) -> None:
    """Leaves the last edition and those that are kept: a web server may be in the midst of a file of the one before."""
    wanted = {name_at(edition.root / LAST), name_at(edition.root / CURRENT), *kept}
    for folder in above.iterdir():
        if folder.name not in wanted:
            shutil.rmtree(folder, ignore_errors=True)

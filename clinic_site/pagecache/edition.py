"""The published edition: every public answer in files, for the day the database is gone, for a restart on that day, and
for a web server in front.

`last` leads to the last whole edition, and answers from it are given when nobody can make new ones: what they say was
signed, and none speaks of a page that something was done to since. `current` leads to the same edition for as long as
the site would answer every address with the very same bytes: a web server may give those out without asking.
"""

import fcntl
import json
import logging
import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from clinic_site.counts.batch import count, count_together
from clinic_site.counts.readers import Reading
from clinic_site.pagecache.forgetting import append, is_forgotten, lines_of, note, noted
from clinic_site.pagecache.kept import Answer, Headers

log = logging.getLogger("clinic_site.faults")
LAST, CURRENT, EDITIONS, INDEX, FORGOTTEN = "last", "current", "editions", "index.json", "forgotten.txt"
SUFFIXES = {"": "", "br": ".br", "gzip": ".gz"}
COUNTERS = {counter.__name__: counter for counter in (count, count_together)}
log = logging.getLogger("clinic_site.faults")
# What reading one may raise when its files are torn, of other rights or no files at all.
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError)
TRIES = 10  # each begins anew only after another edition took the place of this one
Place = tuple[str, str]  # path as WSGI gives it, query


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer without its bodies. `file` is that of the plain body, empty where it has none; with the same `stamp` it
    is the same answer, without asking."""

    status: str
    shared: tuple  # headers, whatever the coding
    more: dict[str, tuple]  # coding -> further headers
    etags: dict[str, str]
    file: str
    readings: tuple
    stamp: str

    @classmethod
    def of(cls, answer: Answer, file: str, stamp: str = "") -> "Entry":
        shared = [pair for pair in answer.headers[""] if all(pair in headers for headers in answer.headers.values())]
        more = {
            coding: tuple(pair for pair in headers if pair not in shared) for coding, headers in answer.headers.items()
        }
        file, readings = file if answer.bodies[""] else "", written_readings(answer.readings)
        return cls(answer.status, tuple(shared), more, answer.etags, file, readings, stamp)

    def files(self) -> dict[str, str]:
        """Coding -> file below the edition's folder."""
        return {coding: self.file + SUFFIXES[coding] for coding in self.more} if self.file else {}

    def plain(self) -> "Entry":
        return replace(self, more={"": self.more[""]})

    def answer(self, folder: Path, generation: int) -> Answer:
        """Raises FileNotFoundError when a body has been taken away."""
        bodies = dict.fromkeys(self.more, b"") | {
            coding: (folder / name).read_bytes() for coding, name in self.files().items()
        }
        headers: dict[str, Headers] = {coding: [*self.shared, *more] for coding, more in self.more.items()}
        readings = tuple((COUNTERS[name], tuple(what)) for name, what in self.readings)
        return Answer(self.status, headers, bodies, self.etags, generation, readings)


def written_readings(readings: Iterable[Reading]) -> tuple:
    """Raises KeyError for a counter that nobody could find again."""
    names = {counter: name for name, counter in COUNTERS.items()}
    return tuple((names[counter], tuple(what)) for counter, what in readings)


@dataclass
class Written:
    """One edition on disk. `program` tells which program made it, `mark` up to where the record was read before."""

    folder: Path
    generation: int
    program: str
    mark: int
    entries: dict[Place, Entry]


def packed(generation: int, program: str, mark: int, entries: dict[Place, Entry]) -> bytes:
    headers: dict[tuple, int] = {}
    rows = [
        [*place, one.status, headers.setdefault(one.shared, len(headers)), one.more, one.etags, one.file, one.readings,
         one.stamp]
        for place, one in entries.items()
    ]  # fmt: skip
    found = {"generation": generation, "program": program, "mark": mark, "headers": list(headers), "answers": rows}
    return json.dumps(found, separators=(",", ":")).encode()


def read(folder: Path) -> Written:
    """The edition in that folder, without what was cleared away since it was written."""
    found = json.loads((folder / INDEX).read_bytes())
    headers = [tuple(map(tuple, row)) for row in found["headers"]]
    entries = {
        (path, query): Entry(
            status, headers[shared], {key: tuple(map(tuple, row)) for key, row in more.items()}, etags, file,
            tuple(readings), stamp,
        )
        for path, query, status, shared, more, etags, file, readings, stamp in found["answers"]
    }  # fmt: skip
    for place in lines_of(folder / FORGOTTEN):
        entries.pop(tuple(place or ()), None)
    return Written(folder, found["generation"], found["program"], found["mark"], entries)


class Edition:
    """What stands below `root`; read when it is first asked, and again when another one has taken its place."""

    def __init__(self, root: Path):
        self.root = root
        self._read: Written | None = None
        self._mute: str | None = None  # the one that may not answer any more
        self._told = ""  # the name of the one that was last said to be damaged

    def announce(self) -> None:
        """From here on a web server in front knows that there are files, and keeps no page of its own."""
        with suppress(OSError):  # whoever writes the edition says what is wrong with the disk
            (self.root / EDITIONS).mkdir(parents=True, exist_ok=True)

    def stands(self) -> bool:
        return (self.root / LAST / INDEX).is_file()

    def is_of(self, generation: int, program: str) -> bool:
        """Whether a web server gives out what this program says of this generation."""
        found = name_at(self.root / CURRENT)
        return found is not None and found == name_at(self.root / LAST) and found.startswith(f"{generation}-{program}-")

    def name(self) -> str | None:
        """Another one for each edition that is put in place."""
        return name_at(self.root / LAST)

    def generation(self) -> int | None:
        """That of the last one, by its name alone: its list of addresses takes a dozen megabytes to read."""
        name = self.name()
        return int(name.partition("-")[0]) if name else None

    def last(self) -> Written | None:
        """None where there is none, and where it can't be read: it is made of what the database holds, and written
        anew. Raises FileNotFoundError when another one took its place meanwhile."""
        name = self.name()
        if name is None or name == self._mute:
            return None
        found = self._read
        if found is None or found.folder.name != name:
            try:
                found = self._read = read(self.root / EDITIONS / name)
            except UNREADABLE as fault:
                if self.name() != name:
                    raise FileNotFoundError(name) from fault
                if self._told != name:
                    log.error("the published edition %s can't be read and is left out: %s", name, fault)
                    self._told = name
                return None
        return found

    def is_damaged(self) -> bool:
        with suppress(FileNotFoundError):
            return self.name() is not None and self.last() is None
        return False

    def lay_aside_damaged(self) -> None:
        """So that it is written anew although its name is that of this moment."""
        if self.is_damaged():
            with suppress(OSError):  # whoever writes the next one says what is wrong with the disk
                self.lay_aside()

    def mark(self) -> int | None:
        """Up to where it holds what the record tells; None when there is no edition."""
        last = self.last()
        return last.mark if last else None

    def answer(self, path: str, query: str) -> Answer | None:
        for _time in range(TRIES):
            with suppress(FileNotFoundError):  # another edition took its place meanwhile, or it was forgotten
                last = self.last()
                entry = last.entries.get((path, query)) if last else None
                try:
                    found = entry and entry.answer(last.folder, last.generation)
                    return None if found and is_forgotten(path, found, noted(last.folder)) else found
                except PermissionError:  # of another user: the next edition has a file of its own there
                    return None
            self._read = None
        return None

    def forget_naming(self, names: Collection[bytes]) -> None:
        """From here on nothing that shows a page by one of these names, leads to it or stands at such an address is
        answered: by no process here, nor by one that begins later. Reads no answer, so that with ten thousand pages
        nobody waits longer for it than with ten."""
        for _time in range(TRIES if names else 0):
            name = self.name()
            try:
                if name is not None:
                    note(self.root / EDITIONS / name, names)
            except FileNotFoundError:
                pass  # another one took its place meanwhile
            except OSError:
                log.exception("what may not be shown any more can't be noted: the edition answers nothing")
                self._mute = name
                with suppress(OSError):
                    self.lay_aside()
            if self.name() == name:
                return

    def retire(self, generation: int, program: str = "") -> None:
        """Leaves web servers nothing to give out but what is right in this generation, as far as is known."""
        found = name_at(self.root / CURRENT)
        if found is not None and not found.startswith(f"{generation}-{program}-" if program else f"{generation}-"):
            (self.root / CURRENT).unlink(missing_ok=True)

    def lay_aside(self) -> None:
        """For when nobody can tell what was done to pages since it was written."""
        for link in (CURRENT, LAST):
            (self.root / link).unlink(missing_ok=True)
        self._read = None

    def rest(self) -> None:
        """Leaves the memory to others until it is asked again."""
        self._read = None

    @contextmanager
    def claimed(self, *, wait: bool = False) -> Iterator[bool]:
        """Whether nobody else writes editions here, and nobody will until the end."""
        self.root.mkdir(parents=True, exist_ok=True)
        with (self.root / "writing.lock").open("w") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX if wait else fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                yield False
            else:
                yield True


def name_at(link: Path) -> str | None:
    try:
        return Path(os.readlink(link)).name
    except OSError:  # there is none, or something else has its name
        return None


def clear(edition: Written) -> None:
    """Leaves no file, and nothing to take over, of what it may not say any more."""
    names = noted(edition.folder)
    gone = [place for place in edition.entries if _is_gone(edition, place, names)] if names else []
    if gone:
        take_away(edition, gone)


def _is_gone(edition: Written, place: Place, names: Collection[bytes]) -> bool:
    try:
        answer = edition.entries[place].plain().answer(edition.folder, edition.generation)
    except OSError:  # a crash kept it from being noted, or it is of another user: it could name any
        return True
    return is_forgotten(place[0], answer, names)


def take_away(edition: Written, places: list[Place]) -> None:
    """First noted, so that a fault between leaves no address without its file."""
    append(edition.folder / FORGOTTEN, places)
    for place in places:
        for name in edition.entries.pop(place).files().values():
            (edition.folder / name).unlink(missing_ok=True)

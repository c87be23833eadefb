"""The published edition: every public answer in files, for the day the database is gone, for a restart on that day, and
for a web server in front.

`last` leads to the last whole edition, and answers from it are given when nobody can make new ones: what they say was
signed, and none speaks of a page that something was done to since. `current` leads to the same edition for as long as
the site would answer every address with the very same bytes: a web server may give those out without asking.
"""

import fcntl
import logging
import os
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TypeVar

from clinic_site.pagecache.edition_index import FORGOTTEN, INDEX, Place, Written, mark_of, read
from clinic_site.pagecache.forgetting import append, is_forgotten, note, noted
from clinic_site.pagecache.kept import Answer

log = logging.getLogger("clinic_site.faults")
LAST, CURRENT, EDITIONS = "last", "current", "editions"
# What reading one may raise when its files are torn, of other rights or no files at all.
UNREADABLE = (OSError, ValueError, LookupError, TypeError, AttributeError)
T = TypeVar("T")
TRIES = 10  # each begins anew only after another edition took the place of this one


class Edition:
    """What stands below `root`; read when it is first asked, and again when another one has taken its place."""

    def __init__(self, root: Path):
        self.root = root
        self._read: Written | None = None
        self._mute: str | None = None  # the one that may not answer any more
        self._told = ""  # the name of the one that was last said to be damaged
        self._whole = ""  # and of the one that was last found to be whole

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
        name = self._readable()
        if name is not None and (self._read is None or self._read.folder.name != name):
            self._read = self._found(name, read)
        return self._read if name is not None else None

    def _readable(self) -> str | None:
        name = self.name()
        return None if name == self._mute else name

    def _found(self, name: str, look: Callable[[Path], T]) -> T | None:
        try:
            return look(self.root / EDITIONS / name)
        except UNREADABLE as fault:
            if self.name() != name:
                raise FileNotFoundError(name) from fault
            if self._told != name:
                log.error("the published edition %s can't be read and is left out: %s", name, fault)
                self._told = name
            return None

    def is_damaged(self) -> bool:
        name = self.name()
        with suppress(FileNotFoundError):
            if name is not None and name != self._whole:
                if self._found(name, read_none) is None:
                    return True
                self._whole = name
        return False

    def lay_aside_damaged(self) -> None:
        """So that it is written anew although its name is that of this moment."""
        if self.is_damaged():
            with suppress(OSError):  # whoever writes the next one says what is wrong with the disk
                self.lay_aside()

    def mark(self) -> int | None:
        """Up to where it holds what the record tells; None when there is no edition, or none that can be read."""
        with suppress(FileNotFoundError):
            name = None if self.is_damaged() else self._readable()
            return self._found(name, mark_of) if name is not None else None
        return self.mark()  # another one took its place meanwhile

    def some(self, places: Collection[Place]) -> Iterator[tuple[Place, Answer]]:
        """Its answers to these addresses, without holding the list of all."""
        name = self._readable()
        with suppress(FileNotFoundError):  # another edition took its place meanwhile: that one is asked for next
            found = self._found(name, lambda folder: read(folder, places)) if name is not None else None
            for place, entry in found.entries.items() if found else ():
                with suppress(OSError):  # taken away meanwhile, or of another user
                    answer = entry.answer(found.folder, found.generation)
                    if not is_forgotten(place[0], answer, noted(found.folder)):
                        yield place, answer

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


def read_none(folder: Path) -> Written:
    """Only looks whether it can be read."""
    return read(folder, ())


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

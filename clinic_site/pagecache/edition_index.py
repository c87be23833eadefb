"""The list of all that an edition says, in one file: a line for the edition, then one for each address.

All of them take a dozen megabytes to hold for a few thousand addresses. Who needs some reads them as they come by, and
holds those.
"""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from clinic_site.counts.batch import count, count_together
from clinic_site.counts.readers import Reading
from clinic_site.pagecache.forgetting import lines_of
from clinic_site.pagecache.kept import Answer, Headers

INDEX, FORGOTTEN = "index.jsonl", "forgotten.txt"
SUFFIXES = {"": "", "br": ".br", "gzip": ".gz"}
COUNTERS = {counter.__name__: counter for counter in (count, count_together)}
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
    first = {"generation": generation, "program": program, "mark": mark, "headers": list(headers), "answers": len(rows)}
    return b"".join(json.dumps(line, separators=(",", ":")).encode() + b"\n" for line in [first, *rows])


def read(folder: Path, only: Collection[Place] | None = None) -> Written:
    """The edition in that folder, without what was cleared away since it was written; of its answers all, or those that
    are asked for. Raises ValueError where lines are missing."""
    entries: dict[Place, Entry] = {}
    with (folder / INDEX).open("rb") as lines:
        first = json.loads(lines.readline())
        headers, count = [tuple(map(tuple, row)) for row in first["headers"]], 0
        for count, line in enumerate(lines, start=1):  # noqa: B007 (how many there are)
            path, query, *said = json.loads(line)
            if only is None or (path, query) in only:
                entries[path, query] = entry(headers, *said)
    if count != first["answers"]:
        raise ValueError(f"{count} of {first['answers']} answers are there")
    for place in lines_of(folder / FORGOTTEN):
        entries.pop(tuple(place or ()), None)
    return Written(folder, first["generation"], first["program"], first["mark"], entries)


def entry(headers: list[tuple], status, shared, more, etags, file, readings, stamp) -> Entry:
    return Entry(
        status, headers[shared], {key: tuple(map(tuple, row)) for key, row in more.items()}, etags, file,
        tuple(readings), stamp,
    )  # fmt: skip


def mark_of(folder: Path) -> int:
    with (folder / INDEX).open("rb") as lines:
        return json.loads(lines.readline())["mark"]

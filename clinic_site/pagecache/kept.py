"""Ready answers in memory: made once, packed as browsers ask for them, and given out until the generation moves."""

import gzip
import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from threading import Lock

import brotli

from clinic_site.counts.readers import Reading
from clinic_site.pagecache.asking import Key

MOST_BYTES = 64 * 1024 * 1024  # of bodies; 6,000 pages as browsers ask for them, or 1,400 as they are
LARGEST = 512 * 1024  # bytes of one answer: pictures are files, and would push pages out
WORTH_PACKING = 200  # bytes
BROTLI_LEVEL, GZIP_LEVEL = 5, 4  # gzip 6 takes more than twice as long for pages 3 % smaller, and few ask for it
CODINGS = ("", "br", "gzip")  # "" for plain bytes
# What devices fetch to work without a connection is weighed byte by byte, and small enough to be packed slowly.
TIGHT, TIGHTEST, SMALL = ("application/json", "text/javascript"), 11, 64 * 1024
TEXT = ("text/", "application/json", "application/manifest+json", "application/javascript", "application/xml",
        "application/atom+xml", "image/svg+xml")  # fmt: skip
# Between browser and site nothing is shown without asking; when the site can't be reached, the last copy may be.
BROWSERS_ASK = "max-age=0, must-revalidate, stale-if-error=86400"
Headers = list[tuple[str, str]]
EVERYTHING = frozenset({b""})  # every text holds the empty one
MOST_NAMES = 1000  # more are as good as everything


@dataclass(frozen=True)
class Answer:
    """`headers` has a list for each coding that it can be given in, `bodies` those that were asked for; `generation` is
    the one it was made after."""

    status: str
    headers: dict[str, Headers]
    bodies: dict[str, bytes]
    etags: dict[str, str]
    generation: int
    readings: tuple[Reading, ...] = ()
    _whole: dict[str, tuple[Headers, bytes]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def plain(self) -> bytes:
        if "" in self.bodies:
            return self.bodies[""]
        return brotli.decompress(self.bodies["br"]) if "br" in self.bodies else gzip.decompress(self.bodies["gzip"])

    def packed(self, coding: str) -> "Answer":
        """The same with a body in this coding too."""
        kind = next((value for name, value in self.headers[""] if name.lower() == "content-type"), "")
        return replace(self, bodies=self.bodies | {coding: packed(self.plain(), coding, kind)})

    def packed_like(self, other: "Answer") -> "Answer":
        """With the bodies that were asked for there."""
        bodies = {coding: body for coding, body in self.bodies.items() if coding in other.bodies}
        return replace(self, bodies=bodies or self.bodies)

    def whole(self, coding: str) -> tuple[Headers, bytes]:
        """All headers and the body, put together once."""
        found = self._whole.get(coding)
        if found is None:
            body = self.bodies[coding]
            found = self._whole[coding] = [*self.headers[coding], ("Content-Length", str(len(body)))], body
        return found

    @property
    def size(self) -> int:
        return sum(map(len, self.bodies.values()))

    def names_one_of(self, names: Iterable[bytes]) -> bool:
        """Whether the page says one of these, or leads there."""
        said = [self.plain(), *(value.encode() for _name, value in self.headers[""])]
        return any(name in part for name in names for part in said)


def as_it_came(status: str, headers: Headers, body: bytes) -> Answer:
    """For this request only."""
    rest = [(name, value) for name, value in headers if name.lower() != "content-length"]
    return Answer(status, {"": rest}, {"": body}, {}, generation=0)


def packed(body: bytes, coding: str, kind: str) -> bytes:
    """The same bytes each time, whenever and wherever it is done."""
    if coding == "gzip":
        return gzip.compress(body, GZIP_LEVEL, mtime=0)
    if coding == "br":
        return brotli.compress(body, quality=TIGHTEST if kind.startswith(TIGHT) and len(body) < SMALL else BROTLI_LEVEL)
    return body


@lru_cache(maxsize=256)
def same(pair: tuple[str, str]) -> tuple[str, str]:
    """Most pages have most headers in common: they are in memory once."""
    return pair


def made(
    status: str,
    headers: Headers,
    body: bytes,
    generation: int,
    readings: Iterable[Reading],
    shared: int,
    wanted: Collection[str] = CODINGS,
) -> Answer:
    """An answer ready to be given in the codings that are wanted. `shared` is for how many seconds caches between may
    show it without asking."""
    names = {name.lower(): value for name, value in headers}
    kind = names.get("content-type", "")
    packs = kind.startswith(TEXT) and "content-encoding" not in names and len(body) > WORTH_PACKING
    codings = CODINGS if packs else ("",)
    bodies = {coding: packed(body, coding, kind) for coding in codings if coding in wanted} or {"": body}
    digest = hashlib.sha256(body).hexdigest()[:32]
    etags = {coding: f'"{digest}{"-" * bool(coding)}{coding}"' for coding in codings}
    dropped = {
        "content-length",
        "etag",
        "vary",
        "x-request-id",
        *([] if "cache-control" in names else ["cache-control"]),
    }
    rest = [same((name, value)) for name, value in headers if name.lower() not in dropped]
    if "cache-control" not in names:
        rest.append(same(("Cache-Control", f"{BROWSERS_ASK}, s-maxage={shared}" if shared else BROWSERS_ASK)))
    if packs:
        rest.append(same(("Vary", "Accept-Encoding")))
    per_coding = {
        coding: [*rest, ("ETag", etags[coding]), *([("Content-Encoding", coding)] if coding else [])]
        for coding in codings
    }
    return Answer(status, per_coding, bodies, etags, generation, tuple(readings))


@dataclass
class Shelf:
    """Answers by request, bounded in bytes: what has stood longest gives way."""

    most_bytes: int = MOST_BYTES
    _answers: dict[Key, Answer] = field(default_factory=dict)
    _touched: dict[bytes, int] = field(default_factory=dict)  # name -> generation since which it is
    _bytes: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, key: Key) -> Answer | None:
        return self._answers.get(key)

    def in_need(self, key: Key) -> Answer | None:
        """An old one too, but nothing that shows a page that something was done to since, or stands at its address."""
        answer = self.get(key)
        if answer is None:
            return None
        with self._lock:
            names = [name for name, generation in self._touched.items() if generation > answer.generation]
        if any(name in key[2].encode() for name in names) or answer.names_one_of(names):
            self.take(key)
            return None
        return answer

    def all_keys(self) -> list[Key]:
        with self._lock:
            return list(self._answers)

    def put(self, key: Key, answer: Answer) -> None:
        if answer.size > LARGEST:
            return
        with self._lock:
            self._take(key)
            while self._answers and self._bytes + answer.size > self.most_bytes:
                self._take(next(iter(self._answers)))
            self._answers[key] = answer
            self._bytes += answer.size

    def take(self, key: Key) -> None:
        with self._lock:
            self._take(key)

    def forget_naming(self, names: Collection[bytes], generation: int) -> None:
        """What is made from this generation on may name them. Unpacks no answer: few will ever be given in need."""
        with self._lock:
            self._touched |= dict.fromkeys(names, generation)
            if len(self._touched) > MOST_NAMES:
                self._touched = dict.fromkeys(EVERYTHING, generation)

    def _take(self, key: Key) -> None:
        gone = self._answers.pop(key, None)
        self._bytes -= gone.size if gone else 0

    def empty(self) -> None:
        with self._lock:
            self._answers.clear()
            self._bytes = 0

    def __len__(self) -> int:
        return len(self._answers)

"""Writes the published edition of this moment, by asking for every address as a browser does."""

import logging
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from time import monotonic
from typing import NamedTuple, Protocol
from urllib.parse import urlsplit

from django.db import connection

from clinic_site.counts.readers import ASKED_AS, READINGS, Reading
from clinic_site.generation.models import current as ask_database
from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.edition_index import Place
from clinic_site.pagecache.edition_writing import Writing, writing
from clinic_site.pagecache.kept import Headers, made
from clinic_site.pagecache.serving import FOR_ONE_PERSON, PageCache, whole

EVERY = 0.5  # seconds, it asks whether something has moved
log = logging.getLogger("clinic_site.faults")
# What an address answers for good. What may not be kept between site and reader is still right in an edition.
PRESSED = ("200", "301", "302", "410")


@dataclass(frozen=True)
class Address:
    """`path` as WSGI gives it. What has the same `stamp` as before needs no new answer."""

    path: str
    query: str = ""
    stamp: str = ""

    @property
    def place(self) -> Place:
        return self.path, self.query


class Came(NamedTuple):
    """An answer of the application, before it is made ready."""

    status: str
    headers: Headers
    body: bytes
    readings: tuple[Reading, ...]


class Source(Protocol):
    """What is public: asked of the layers above."""

    def addresses(self) -> Iterable[Address]: ...

    def mark(self) -> int:
        """Up to where the record goes now."""

    def program(self) -> str:
        """Another one when the program or its settings would say the same thing otherwise: letters and digits."""


class Moved(Exception):
    """Something public has changed meanwhile."""


class Press:
    def __init__(self, cache: PageCache, edition: Edition, source: Source, site: str):
        """`site` is the address that every answer is made for."""
        self.cache, self.edition, self.source, self.site = cache, edition, source, site
        self.program = source.program()
        self._looked = monotonic()

    def look(self, *, wait: bool = False) -> bool:
        """Whether the edition is that of this moment now. `wait` for whoever else is writing it."""
        generation = self.cache.watch.generation
        if generation is None:
            return False
        self.edition.lay_aside_damaged()
        if self.edition.is_of(generation, self.program):
            return True
        self.edition.retire(generation, self.program)
        with self.edition.claimed(wait=wait) as is_mine:
            return is_mine and (self.edition.is_of(generation, self.program) or self.write(generation))

    def write(self, generation: int) -> bool:
        """False when something public changed meanwhile: then the edition is not put in place."""
        connection.ensure_connection()
        connection.close_at = None  # to open one for each answer would take longer than most answers do
        try:
            with writing(self.edition, generation, self.program) as paper:
                paper.mark = self.source.mark()
                for address in self.source.addresses():
                    self._press(address, generation, paper)
        except Moved:
            return False
        self.cache.watch.look()
        if self.cache.watch.generation != generation:  # what was forgotten just before would be back
            self.edition.lay_aside()
            return False
        return True

    def _press(self, address: Address, generation: int, paper: Writing) -> None:
        if not paper.keep(address.place, address.stamp):
            came = ask(address, self.cache.application, self.site)
            if came and not paper.keep_same(address.place, came.status, came.body, came.readings):
                shared = self.cache.shared_seconds
                answer = made(came.status, came.headers, came.body, generation, came.readings, shared)
                paper.put(address.place, answer, address.stamp)
        if monotonic() - self._looked > EVERY:
            self.cache.watch.look()
            self._looked = monotonic()
        if self.cache.watch.generation != generation:
            raise Moved


def environ_of(address: Address, site: str) -> dict:
    """Asked like a browser at the site's own address, but as nobody: no reading is counted."""
    parts = urlsplit(site)
    port = parts.port or {"https": 443}.get(parts.scheme, 80)
    forwarded = {"HTTP_X_FORWARDED_PROTO": "https"} if parts.scheme == "https" else {}
    return {
        "REQUEST_METHOD": "GET", ASKED_AS: "HEAD", "SCRIPT_NAME": "", "PATH_INFO": address.path,
        "QUERY_STRING": address.query, "HTTP_HOST": parts.netloc, "SERVER_NAME": parts.hostname,
        "SERVER_PORT": str(port), "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": parts.scheme, "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "wsgi.version": (1, 0),
        "wsgi.multithread": True, "wsgi.multiprocess": False, "wsgi.run_once": False,
    } | forwarded  # fmt: skip


def ask(address: Address, application: Callable, site: str) -> Came | None:
    """None for an address that has no answer for everybody. Raises the database's error while it doesn't answer."""
    environ = environ_of(address, site)
    status, headers, body = whole(application, environ)
    if status.startswith("5"):
        log.error("%s answers %s: it is not in the edition", address.path, status)
        ask_database()
    if status[:3] not in PRESSED or any(name.lower() in FOR_ONE_PERSON for name, _value in headers):
        return None
    return Came(status, headers, body, tuple(environ.get(READINGS, ())))

"""A layer around Django's handler that answers readers with ready bytes.

Everything a public page shows is signed or dated, and whatever may change it moves the generation in the same
transaction. So an answer is right for as long as the generation it was made after is in force.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from threading import Lock
from typing import Protocol

from clinic_site.counts.readers import ASKED_AS, READINGS, count_again
from clinic_site.pagecache.asking import NUMBER, Key, coding_for, has_already, is_for_everybody, key_of, place_of
from clinic_site.pagecache.kept import Answer, Headers, Shelf, as_it_came, made
from clinic_site.pagecache.turns import TURNED_AWAY
from clinic_site.pagecache.watching import Watch, nothing

# Never a wrong address, nor one that only leads on, such as one without its last slash: there is no end of them.
KEPT = ("200", "410")
FOR_ONE_PERSON = ("set-cookie", "www-authenticate")
MOST_HOSTS = 100
Given = tuple[str, Headers, bytes]  # status, headers, body
NOT_PASSED_ON = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_ACCEPT_ENCODING", "HTTP_COOKIE")


class Edition(Protocol):
    """Answers that outlive the process, for when the application can't make any."""

    def answer(self, path: str, query: str) -> Answer | None: ...

    def forget_naming(self, names: Collection[bytes]) -> None: ...

    def retire(self, generation: int) -> None: ...


class PageCache:
    def __init__(
        self,
        application: Callable,
        *,
        shared_seconds: int = 0,
        watch: Watch | None = None,
        touched: Callable[[], Collection[bytes]] = nothing,
        edition: Edition | None = None,
    ):
        self.application, self.shared_seconds, self.edition = application, shared_seconds, edition
        self.shelf, self.watch = Shelf(), watch or Watch(touched, self.forget_naming)
        self._making: dict[Key, Lock] = {}
        self._making_lock = Lock()
        self._welcome: set[tuple[str, str]] = set()  # ways and hosts that the application doesn't refuse

    def ready(self, environ: Mapping) -> Given | None:
        """What can be given out at once, found without waiting for anything: it may be asked for before the request is
        handed to a thread of its own. None where something has to be made, packed or asked first."""
        answer = self.shelf.get(place_of(environ))
        # What is on the shelf stands at an address that may be there: nothing more is asked of most readers.
        if answer is None or answer.generation != self.watch.generation or not is_for_everybody(environ):
            return None
        coding = coding_of(answer, environ)
        if coding not in answer.bodies:
            return None
        count_again(environ, answer.readings)
        return given(answer, coding, environ)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        ready = self.ready(environ)
        if ready is not None:
            return told(ready, start_response)
        key = key_of(environ)
        if key is None:
            return self.application(environ, start_response)
        if self.watch.generation is None:
            self.watch.start()
        return told(self._made_anew(key, environ), start_response)

    def _made_anew(self, key: Key, environ: dict) -> Given:
        """One reader waits for the making of an answer; who asks for the same meanwhile waits with them."""
        with self._making_lock:
            making = self._making.setdefault(key, Lock())
        with making:
            try:
                answer = self.shelf.get(key)
                if answer is None or answer.generation != self.watch.generation:
                    answer = self._made(key, environ)
                else:
                    count_again(environ, answer.readings)
            finally:
                with self._making_lock:
                    self._making.pop(key, None)
        coding = coding_of(answer, environ)
        if coding not in answer.bodies:
            answer = answer.packed(coding)
            if answer.generation == self.watch.generation:
                self.keep(key, answer)
        return given(answer, coding, environ)

    def keep(self, key: Key, answer: Answer) -> None:
        self.shelf.put(key, answer)
        if answer.generation != self.watch.generation:  # else it could come back as it was before a withdrawal
            self.shelf.take(key)

    def _made(self, key: Key, environ: dict) -> Answer:
        # Known before anything is read: what is read later can only be newer.
        generation = self.watch.generation
        if self.watch.is_silent and key[:2] in self._welcome:  # nobody waits for a database that doesn't answer
            answer = self._as_it_was(key, environ)
            if answer:
                return answer
        asked = {name: value for name, value in environ.items() if name not in NOT_PASSED_ON}
        asked |= {"REQUEST_METHOD": "GET", ASKED_AS: environ["REQUEST_METHOD"]}
        status, headers, body = whole(self.application, asked)
        # Told while it answers too, so that nobody has to wait for a database that hangs later.
        if status[:1] == "5" and TURNED_AWAY not in asked or status[:3] in KEPT:
            self._welcomes(key)
        if status[:1] == "5":
            return self._as_it_was(key, environ) or as_it_came(status, headers, body)
        if generation is None or not may_be_kept(key, status, headers):
            return as_it_came(status, headers, body)
        wanted = [coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))]
        answer = made(status, headers, body, generation, asked.get(READINGS, ()), self.shared_seconds, wanted)
        self.keep(key, answer)
        return answer

    def _welcomes(self, key: Key) -> None:
        if len(self._welcome) < MOST_HOSTS:
            self._welcome.add(key[:2])

    def _as_it_was(self, key: Key, environ: Mapping) -> Answer | None:
        """What was signed before is shown rather than a fault, unless something was done to it since."""
        _tls, _host, path, query = key
        answer = self.shelf.in_need(key) or (self.edition.answer(path, query) if self.edition else None)
        if answer:
            count_again(environ, answer.readings)
        return answer

    def forget_naming(self, names: Collection[bytes]) -> None:
        """In the time of a few names, whatever is kept: the next move is heard of only after it."""
        self.shelf.forget_naming(names, self.watch.generation)
        if self.edition:
            self.edition.forget_naming(names)
            self.edition.retire(self.watch.generation)


def may_be_kept(key: Key, status: str, headers: Headers) -> bool:
    names = {name.lower(): value.lower() for name, value in headers}
    if any(name in names for name in FOR_ONE_PERSON) or "private" in names.get("cache-control", ""):
        return False
    if {part.strip() for part in names.get("vary", "").split(",")} - {"", "accept-encoding"}:
        return False
    if NUMBER.fullmatch(key[2]):  # what a printed code asks: only browsers are told to keep nothing
        return status[:3] in (*KEPT, "302")
    return status[:3] in KEPT and "no-store" not in names.get("cache-control", "")


def whole(application: Callable, environ: Mapping) -> tuple[str, Headers, bytes]:
    """The answer of the application, read to its end."""
    heads: list[tuple[str, Headers]] = []

    def start_response(status, headers, _exc_info=None):
        heads.append((status, list(headers)))

    parts = application(environ, start_response)
    try:
        body = b"".join(parts)
    finally:
        getattr(parts, "close", bool)()
    return *heads[-1], body


def coding_of(answer: Answer, environ: Mapping) -> str:
    accepted = environ.get("HTTP_ACCEPT_ENCODING")
    return coding_for(accepted) if accepted and len(answer.headers) > 1 else ""


def given(answer: Answer, coding: str, environ: Mapping) -> Given:
    known = environ.get("HTTP_IF_NONE_MATCH")
    etag = known and answer.etags.get(coding)
    if etag and answer.status[:3] == "200" and has_already(known, etag):
        left = [pair for pair in answer.headers[coding] if pair[0] != "Content-Type"]
        return "304 Not Modified", left, b""
    headers, body = answer.whole(coding)
    return answer.status, headers, b"" if environ["REQUEST_METHOD"] == "HEAD" else body


def told(answer: Given, start_response: Callable) -> list[bytes]:
    status, headers, body = answer
    start_response(status, [*headers])  # whoever serves may write in their list
    return [body] if body else []

"""Which of the server's threads takes the next request, where most of what is asked for is ready.

The pattern is called leader and followers. Many threads that take ready bytes from memory mostly wait for each other:
in Python one of them runs at a time, and who waits is let in after 5 ms. So one takes everything, and the others rest
until it comes to a request that may take long. That one it answers itself, and somebody who rested leads.
"""

from collections.abc import Callable
from threading import Lock, Semaphore, get_ident
from time import monotonic

from clinic_site.operations.one_processor import OneProcessor

# Seconds after which one who leads and was not seen may have ended, as idle threads do, and somebody else leads.
LATE = 1.0
LONGEST_REST = 10.0  # seconds: whatever went wrong, there is soon somebody again


class Leading:
    def __init__(self, processor: OneProcessor) -> None:
        self.processor = processor
        self._leader: int | None = None
        self._seen = 0.0
        self._resting = 0
        self._lock, self._needed = Lock(), Semaphore(0)

    def gives_way(self) -> None:
        """Whoever leads does something else now, and somebody comes in its place."""
        if self._leader in (None, get_ident()):
            self._leader = None
            if self._resting:
                self._needed.release()
        self.processor.leave()

    def leads_or_rests(self) -> None:
        """To be called when a reader has got their bytes: this thread may not come back for long."""
        me, now = get_ident(), monotonic()
        if self._leader == me:
            self._seen = now
        elif self._leader is None or now - self._seen > LATE:
            self._leader, self._seen = me, now
            self.processor.stay()
        else:
            self._rests()

    def _rests(self) -> None:
        with self._lock:
            self._resting += 1
        if self._leader is not None:  # otherwise whoever led gave way before it knew of this one
            self._needed.acquire(timeout=LONGEST_REST)
        with self._lock:
            self._resting -= 1


def ready_first(application: Callable, *options, as_asked_by: Callable, processor: OneProcessor) -> Callable:
    """Around the way in which the server asks: `application.ready` is asked first, in the one thread that leads. It is
    called before the server starts its threads, which begin on the same processor."""
    as_asked, leading = as_asked_by(application, *options), Leading(processor)
    processor.stay()

    def answer(reader, environ: dict) -> None:
        ready = None if sends_something(environ) else application.ready(environ)
        if ready is None:
            leading.gives_way()
            as_asked(reader, environ)
        else:
            status, headers, body = ready
            reader.response_bytes(int(status[:3]), headers, body)
            leading.leads_or_rests()

    return answer


def sends_something(environ: dict) -> bool:
    """A connection waits until it is read, or its thread comes back."""
    return "CONTENT_LENGTH" in environ or "HTTP_TRANSFER_ENCODING" in environ

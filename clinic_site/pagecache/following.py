"""A thread of the process that serves. It has the published edition written anew when something public has changed, and
takes over from it what readers asked for before.
"""

import logging
from collections.abc import Callable, Iterator
from threading import Event, Thread

from django.db import Error, connection

from clinic_site.pagecache.asking import Key, place_of
from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.kept import Answer
from clinic_site.pagecache.press import Address, environ_of
from clinic_site.pagecache.serving import PageCache
from clinic_site.pagecache.spare_memory import give_back

log = logging.getLogger("clinic_site.faults")
EVERY = 0.25  # seconds
AFTER_A_FAULT = 60  # seconds


class Follower:
    """`write` has the edition of this moment written by somebody else and comes back when that has ended, well or
    because something moved; until then it calls what it is given, again and again. Raises whatever keeps the edition
    from being written. `site` is the address it is made for."""

    def __init__(self, cache: PageCache, edition: Edition, program: str, site: str, write: Callable[..., object]):
        self.cache, self.edition, self.program, self.site, self.write = cache, edition, program, site, write
        self._taken: int | None = None
        self._stopping = Event()
        self._thread: Thread | None = None

    def start(self) -> None:
        self._thread = Thread(target=self._go, name="edition", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join()

    def look(self) -> bool:
        """Whether the edition is that of this moment now. Of several processes on a machine one has it written."""
        watch = self.cache.watch
        if watch.generation is None:
            return False
        if not self.edition.is_of(watch.generation, self.program):
            self._retire()
            if watch.is_silent or self._is_being_written():
                return False
            self._have_written()
        if not self.edition.is_of(watch.generation, self.program):
            return False
        self._take_over(watch.generation)
        return True

    def _retire(self) -> None:
        """Also while somebody writes: who hangs, or had put it in place before something moved, retires nothing."""
        self.edition.retire(self.cache.watch.generation, self.program)

    def _is_being_written(self) -> bool:
        with self.edition.claimed() as is_free:
            return not is_free

    def _have_written(self) -> None:
        before = self.edition.name()
        self.write(self.program, self._retire)
        self.cache.watch.look()
        made = self.edition.generation() if self.edition.name() != before else None
        # What was withdrawn while it was put in place was forgotten in the one before, and would be back.
        if made is not None and made < self.cache.watch.generation:
            self.edition.lay_aside()

    def _take_over(self, generation: int) -> None:
        """What somebody read is made ready again, so that its next reader needn't wait."""
        if generation == self._taken:
            return
        own = place_of(environ_of(Address("/"), self.site))[:2]
        older = {key[2:]: (key, old) for key, old in self._older(own, generation)}
        for place, fresh in self.edition.some(older) if older else ():
            key, old = older[place]
            if fresh.generation == generation:
                self.cache.keep(key, fresh.packed_like(old))
        self.edition.rest()
        give_back()  # what was looked through to find them
        self._taken = generation

    def _older(self, own: tuple, generation: int) -> Iterator[tuple[Key, Answer]]:
        for key in self.cache.shelf.all_keys():
            old = self.cache.shelf.get(key)
            if key[:2] == own and old and old.generation != generation:
                yield key, old

    def _go(self) -> None:
        self.cache.watch.start()
        wait = EVERY
        while not self._stopping.wait(wait):
            wait = EVERY
            try:
                self.look()
            except Error:  # the watch has said that the database doesn't answer
                wait = EVERY * 4
            except Exception:
                log.exception("the published edition could not be written; the last one stays")
                wait = AFTER_A_FAULT
            finally:
                connection.close()

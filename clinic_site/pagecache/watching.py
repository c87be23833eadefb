"""Which generation of the public side is in force, known without asking the database for each reader.

A thread asks twice a second; a commit of this very process is heard at once. While the database doesn't answer, the
last generation stays valid: what is shown may be old then, but every word of it was signed. One that hangs refuses
nothing: whether it is silent is then told by the clock, to whoever asks, while the thread waits.
"""

import logging
from collections.abc import Callable, Collection
from threading import Event, Lock, Thread

from django.db import Error, connection

from clinic_site import silence
from clinic_site.generation.models import after_move, current
from clinic_site.owed import database

log = logging.getLogger("clinic_site.faults")
EVERY = 0.5  # seconds


def nothing() -> frozenset[bytes]:
    return frozenset()


class Watch:
    """`generation` is None until it is known for the first time: nothing is kept before.

    `touched` asks the database which pages something was done to since it was last asked, by the names that other pages
    use for them; `forget` is given those as soon as the generation is another one. No further move is noticed until it
    comes back, so it may do nothing that takes longer with each page.
    """

    def __init__(
        self,
        touched: Callable[[], Collection[bytes]] = nothing,
        forget: Callable[[Collection[bytes]], None] = len,
    ) -> None:
        self.generation: int | None = None
        self.touched, self.forget = touched, forget
        self._looking = Lock()
        self._starting = Lock()
        self._thread: Thread | None = None
        self._stopping = Event()
        self._failed = False

    @property
    def is_silent(self) -> bool:
        return self._failed or database.is_overdue()

    def start(self) -> None:
        """Once in each process that serves: a thread doesn't live through a fork."""
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                self._stopping.clear()
                after_move(self.look)
                self.look()
                self._thread = Thread(target=self._go, name="generation", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        if self._thread:
            self._thread.join()
        database.answered()  # nobody asks any more

    def look(self) -> None:
        """One at a time: an answer that was on its way for long may not put a newer generation back."""
        with self._looking:
            self._look()

    def _look(self) -> None:
        try:
            database.asked()
            number = current()
            # Before the new generation is in force: if this can't be told, nothing has moved yet.
            names = self.touched() if number != self.generation else None
            database.answered()
            if names is not None:
                self.generation = number
                self._forget(names)
        except Error as fault:
            if not self._failed:
                log.error("the database doesn't answer; pages are shown as they were: %s", fault)
            self._failed = True
        else:
            if self._failed:
                silence.end()
            self._failed = False

    def _forget(self, names: Collection[bytes]) -> None:
        try:
            self.forget(names)
        except OSError:  # whatever the disk does, the next move has to be heard of
            log.exception("files of what has changed could not be kept from web servers")

    def _go(self) -> None:
        while not self._stopping.wait(EVERY):
            self.look()
            if self.is_silent:
                connection.close()  # a connection that broke never heals
        connection.close()

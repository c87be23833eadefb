"""Which generation of the public side is in force, known without asking the database for each reader.

A thread asks twice a second; a commit of this very process is heard at once. While the database doesn't answer, the
last generation stays valid: what is shown may be old then, but every word of it was signed.
"""

import logging
from threading import Event, Lock, Thread

from django.db import Error, connection

from clinic_site.generation.models import after_move, current

log = logging.getLogger("clinic_site.faults")
EVERY = 0.5  # seconds


class Watch:
    """`generation` is None until it is known for the first time: nothing is kept before."""

    def __init__(self) -> None:
        self.generation: int | None = None
        self._starting = Lock()
        self._thread: Thread | None = None
        self._stopping = Event()
        self._silent = False

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

    def look(self) -> None:
        try:
            self.generation = current()
        except Error as fault:
            if not self._silent:
                log.error("the database doesn't answer; pages are shown as they were: %s", fault)
            self._silent = True
        else:
            self._silent = False

    def _go(self) -> None:
        while not self._stopping.wait(EVERY):
            self.look()
            if self._silent:
                connection.close()  # a connection that broke never heals
        connection.close()

"""Where the thread that gives out ready pages runs: beside the one that talks to readers.

The two take turns. On one processor each finds close by what the other left in memory, and neither has to be woken on
another processor that sleeps: a ready page costs 6 to 20 % less. The price is that they never work at once, which many
packed pages notice (docs/performance.md). What takes longer goes wherever there is room.
"""

import os
from collections.abc import Callable, Collection
from contextlib import suppress

processors: Callable[[int], Collection[int]] | None = getattr(os, "sched_getaffinity", None)  # of Linux


class OneProcessor:
    """Of the calling thread; those it starts begin where it is. Does nothing where the machine has no word for it."""

    def __init__(self, number: int):
        """Processes that get numbers in a row, as their ports are, share none if the machine has enough."""
        self.every = sorted(processors(0)) if processors else []
        self.one = {self.every[number % len(self.every)]} if self.every else set()

    def stay(self) -> None:
        self._on(self.one)

    def leave(self) -> None:
        self._on(self.every)

    def _on(self, these: Collection[int]) -> None:
        if len(self.every) > 1:
            with suppress(OSError):  # where it is not allowed, threads are where they were
                os.sched_setaffinity(0, these)

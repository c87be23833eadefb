"""Whether the database owes an answer for longer than it may take: it refuses nobody then, and says nothing.

One thread asks it all the time. Whoever else wants to know looks at the clock, and needn't ask and wait as well.
"""

from time import monotonic

# Seconds. The question is one row by its key: a database that needs longer for it answers nothing else either.
PATIENCE = 3.0


class Owed:
    def __init__(self) -> None:
        self._since: float | None = None

    def asked(self) -> None:
        """Counts from the first question that has no answer yet: one that failed is none."""
        if self._since is None:
            self._since = monotonic()

    def answered(self) -> None:
        self._since = None

    def is_overdue(self) -> bool:
        since = self._since  # another thread may hear the answer between two looks
        return since is not None and monotonic() - since > PATIENCE


database = Owed()

"""While the database does not answer, every request and every thread falls over it. Where is shown once, and then only
that it is so: the log stays short enough to be read."""

import time
from threading import Lock

from django.db import InterfaceError, OperationalError

WORDS = "the database does not answer"
AGAIN_AFTER = 10 * 60  # seconds
# It has answered, and found the statement wrong or in another one's way.
ANSWERS_OF_POSTGRES = ("40", "55P03", "57014")
EMPTY = "no such table"  # another file lies where the database was
_shown_at: list[float] = []
_showing = Lock()


def is_one(fault: BaseException | None) -> bool:
    if isinstance(fault, BaseExceptionGroup):
        return all(map(is_one, fault.exceptions))
    return isinstance(fault, (OperationalError, InterfaceError)) and not _is_answer(fault)


def _is_answer(fault: BaseException) -> bool:
    cause = fault.__cause__
    if getattr(cause, "sqlite_errorname", "") == "SQLITE_ERROR":
        return EMPTY not in str(cause)
    return (getattr(cause, "sqlstate", "") or "").startswith(ANSWERS_OF_POSTGRES)


def is_to_be_shown() -> bool:
    """Whether the place is shown: the first time, and again after a while."""
    now = time.monotonic()
    with _showing:
        if _shown_at and now - _shown_at[0] < AGAIN_AFTER:
            return False
        _shown_at[:] = [now]
        return True


def end() -> None:
    """It answers again: the next time is a first one."""
    with _showing:
        _shown_at.clear()

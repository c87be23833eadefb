"""Readings are counted in memory and written together, so that reading a page writes nothing.

Each process has a batch of its own. It is written by the tick where that runs in the same process, at the process's
end, and by a thread of its own once it is old or large: no reader waits for it.
"""

import atexit
import logging
from collections import Counter
from threading import Lock, Thread
from time import monotonic

from django.db import connections, transaction
from django.utils import timezone

from clinic_site.counts.models import Key, add

log = logging.getLogger("clinic_site.faults")
OLDEST = 60  # seconds
MOST = 1_000  # rows
_lock, _writing = Lock(), Lock()
_waiting: Counter[Key] = Counter()
_since: list[float] = []


def count(number: str, revision: int) -> None:
    """One reading today of a signed copy."""
    with _lock:
        _waiting[timezone.localdate(), number, revision] += 1
        _since[:] = _since or [monotonic()]
        due = len(_waiting) >= MOST or monotonic() - _since[0] >= OLDEST
    if due and _writing.acquire(blocking=False):
        Thread(target=_write, name="counts").start()


def flush() -> None:
    """Writes what this process has counted. What could not be written waits for the next time."""
    taken = _take()
    if not taken:
        return
    try:
        with transaction.atomic():
            add(taken)
    except BaseException:
        with _lock:
            _waiting.update(taken)
            _since[:] = [monotonic()]
        raise


def empty() -> None:
    """Forgets what was counted and not written."""
    _take()


def flush_at_exit() -> None:
    atexit.unregister(_flush_or_report)
    atexit.register(_flush_or_report)


def _take() -> dict[Key, int]:
    with _lock:
        taken = dict(_waiting)
        _waiting.clear()
        _since.clear()
    return taken


def _write() -> None:
    try:
        _flush_or_report()
    finally:
        connections.close_all()
        _writing.release()


def _flush_or_report() -> None:
    """Where nobody is left to hear of a fault."""
    try:
        flush()
    except Exception:
        log.exception("reading counts could not be written")

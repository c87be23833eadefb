"""Readings are counted in memory and written together, so that reading a page writes nothing.

Each process has a batch of its own. It is written by the tick where that runs in the same process, at the process's
end, and by a thread of its own once it is old or large: no reader waits for it.
"""

import atexit
import logging
from collections import Counter
from datetime import date, datetime
from functools import lru_cache
from threading import Lock, Thread
from time import monotonic, time

from django.db import connections, transaction
from django.utils import timezone

from clinic_site.counts.models import Key, Together, add, add_openings

log = logging.getLogger("clinic_site.faults")
OLDEST = 60  # seconds
MOST = 10_000  # rows; with fewer, a large site whose every page is read would write without a rest
_lock, _writing = Lock(), Lock()
_waiting: Counter[Key] = Counter()
_together: Counter[Together] = Counter()
_since: list[float] = []


def count(number: str, revision: int) -> None:
    """One reading today of a signed copy."""
    _count(_waiting, (today(), number, revision))


def count_together(numbers: str) -> None:
    """One opening today of several pages at one address."""
    _count(_together, (today(), numbers))


def today() -> date:
    return day_of(int(time() // 60))


@lru_cache(maxsize=1)
def day_of(minute: int) -> date:
    """The clinic's day; asked for once a minute, as it takes longer than everything else a ready page does."""
    return datetime.fromtimestamp(60 * minute, timezone.get_default_timezone()).date()


def _count(waiting: Counter, key: Key | Together) -> None:
    with _lock:
        waiting[key] += 1
        if not _since:
            _since.append(monotonic())
        due = len(_waiting) + len(_together) >= MOST or monotonic() - _since[0] >= OLDEST
    if due and _writing.acquire(blocking=False):
        Thread(target=_write, name="counts").start()


def flush() -> None:
    """Writes what this process has counted. What could not be written waits for the next time."""
    taken, together = _take()
    if not taken and not together:
        return
    try:
        with transaction.atomic():
            add(taken)
            add_openings(together)
    except BaseException:
        with _lock:
            _waiting.update(taken)
            _together.update(together)
            _since[:] = [monotonic()]
        raise


def empty() -> None:
    """Forgets what was counted and not written."""
    _take()


def flush_at_exit() -> None:
    atexit.unregister(_flush_or_report)
    atexit.register(_flush_or_report)


def _take() -> tuple[dict[Key, int], dict[Together, int]]:
    with _lock:
        taken = dict(_waiting), dict(_together)
        _waiting.clear()
        _together.clear()
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

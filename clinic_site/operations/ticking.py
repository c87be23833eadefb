"""What happens by itself when its time has come: the ordered list of jobs in settings.TICK_JOBS, one tick at a time.

Every job catches up with what it missed, and none acts twice on the same thing. One that fails is logged, its row
says so to the desk, and the others still run.
"""

import logging
from dataclasses import dataclass
from threading import Event, Lock, Thread

from django.conf import settings
from django.db import close_old_connections
from django.utils import timezone
from django.utils.module_loading import import_string

from clinic_site import silence
from clinic_site.access_log import told
from clinic_site.generation.models import TickJob
from clinic_site.operations import ticking_lease

log = logging.getLogger("clinic_site.faults")
EVERY = 60  # seconds
_threads: list[Thread] = []
_starting = Lock()


@dataclass(frozen=True)
class Outcome:
    """`error` is for the desk and may quote what somebody typed; `told` is for a log."""

    job: str
    error: str = ""
    told: str = ""


def tick() -> list[Outcome] | None:
    """How each job went; None when another tick is at work."""
    holder = ticking_lease.take()
    if holder is None:
        return None
    outcomes = []
    try:
        for job in settings.TICK_JOBS:
            if not ticking_lease.keep(holder):
                log.error("this tick took so long that another one has begun: it stops before %s", job)
                break
            outcomes.append(run(job))
        TickJob.objects.exclude(name__in=settings.TICK_JOBS).delete()
    finally:
        ticking_lease.give_back(holder)
    return outcomes


def run(job: str) -> Outcome:
    row, _is_new = TickJob.objects.get_or_create(name=job)
    try:
        import_string(job)()
    except Exception as fault:
        row.failed_at, error = timezone.now(), words_of(fault)[:2000]
        log.error("the job %s of the tick failed: %s", job, fault, exc_info=error != row.last_error)
        row.last_error = error
        row.save(update_fields=["failed_at", "last_error"])
        return Outcome(job, error, told(fault))
    row.last_ok_at, row.last_error = timezone.now(), ""
    row.save(update_fields=["last_ok_at", "last_error"])
    return Outcome(job)


def words_of(fault: Exception) -> str:
    if isinstance(fault, ExceptionGroup):
        return "; ".join(map(words_of, fault.exceptions))
    return f"{type(fault).__name__}: {fault}"


def start() -> Thread:
    """Ticks every minute in a thread of this process, once however often it is asked for."""
    with _starting:
        running = next((thread for thread in _threads if thread.is_alive()), None)
        if running is None:
            running = Thread(target=forever, args=[Event()], name="tick", daemon=True)
            _threads[:] = [running]
            running.start()
    return running


def start_if_set() -> None:
    if settings.TICK == "thread":
        start()


def forever(stop: Event) -> None:
    """A fault ends one tick, never the thread."""
    while True:
        close_old_connections()
        try:
            tick()
            silence.end()
        except Exception:
            log.exception("a tick failed as a whole")
        finally:
            close_old_connections()
        if stop.wait(EVERY):
            return

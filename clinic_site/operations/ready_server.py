"""The production server as a program: python -m clinic_site.operations.ready_server HOST PORT. `manage.py serve` starts
it in its own place.

One process: whoever started it, systemd for one, starts it again if need be. One of granian's own to do only that would
hold 14 MB.
"""

import atexit
import os
import signal
import sys
import threading
import time
from functools import partial
from threading import Thread

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import mp
from granian.wsgi import _callback_wrapper as as_asked_by_granian

from clinic_site.operations.leading import ready_first
from clinic_site.operations.one_processor import OneProcessor
from clinic_site.pagecache.turns import AT_ONCE, WAITING

APPLICATION = "clinic_site.wsgi:application"
# Few are at work, as one gives out what is ready and turns are few. The others are for those who wait for their turn,
# and of these some are always left: granian starts a thread only when nobody is free.
THREADS = AT_ONCE + WAITING + 8
QUEUE = 1024
SECONDS_TO_END = 10


class OneProcess(Granian):
    """Does here what granian starts another process for."""

    def _spawn_workers(self, spawn_target, target_loader):
        self.blocking_threads = THREADS  # not sooner: it would warn of many, as if all were at work at once
        mp._wsgi_call_wrap = partial(
            ready_first, as_asked_by=as_asked_by_granian, processor=OneProcessor(self.bind_port)
        )
        end_in_time()
        self._spawn_worker(idx=0, target=spawn_target, callback_loader=target_loader).inner.run()
        leave()  # it has ended, as it was asked to


def end_in_time() -> None:
    """Whoever is still being answered so long after the first signal is left."""
    heard, said = os.pipe()
    os.set_blocking(said, False)
    signal.set_wakeup_fd(said, warn_on_full_buffer=False)
    Thread(target=leave_after_a_signal, args=[heard], daemon=True).start()


def leave() -> None:
    """With what has to be done at the end, but without taking the interpreter apart: a thread of granian's that wakes
    up meanwhile would abort the process."""
    for thread in threading.enumerate():
        if not thread.daemon and thread is not threading.current_thread():
            thread.join()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    os._exit(0)


def leave_after_a_signal(heard: int) -> None:
    while os.read(heard, 1)[0] not in (signal.SIGTERM, signal.SIGINT):
        pass
    time.sleep(SECONDS_TO_END)
    os._exit(1)


def serve(host: str, port: int) -> None:
    # No access log: whoever wants one has it in front, where query strings are cut off.
    OneProcess(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=AT_ONCE,
        backlog=QUEUE,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    serve(sys.argv[1], int(sys.argv[2]))

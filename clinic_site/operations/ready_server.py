"""The production server as a program: python -m clinic_site.operations.ready_server HOST PORT. `manage.py serve` starts
it in its own place.

It only watches over the process that serves, so it holds nothing of Django and little of its own.
"""

import gc
import os
import sys

from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels

APPLICATION = "clinic_site.wsgi:application"
# Ready bytes take microseconds; what is made anew mostly waits for one database. More threads only queue there.
THREADS = 4
QUEUE = 1024
SECONDS_TO_END = 10


def share_memory() -> None:
    """What is in memory now is left where it is by both processes, so that both can use it."""
    gc.collect()
    gc.freeze()


def serve(host: str, port: int) -> None:
    # No access log: whoever wants one has it in front, where query strings are cut off.
    Granian(
        APPLICATION,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=1,
        blocking_threads=THREADS,
        backlog=QUEUE,
        respawn_failed_workers=True,
        workers_kill_timeout=SECONDS_TO_END,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    os.register_at_fork(before=share_memory)
    serve(sys.argv[1], int(sys.argv[2]))

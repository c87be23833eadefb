"""Has the published edition written by a process beside the one that serves. What writing takes of memory is given back
whole, and readers share no interpreter with it.
"""

import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from select import select
from threading import Thread
from time import monotonic

from django.conf import settings

# Behind readers, wherever there is not enough of the processor for both.
NICER = 10
# A pool of connections is for those who serve.
NOT_ITS = ("CLINIC_POOL",)
EVERY = 0.25  # seconds
# Seconds without a sign of work. An address takes milliseconds: what keeps it for so long, a disk or a database that
# hangs, won't let it go on, and nobody else may write while it lives. All addresses together may take longer: how long
# depends on how many there are.
MOST_SILENCE = 15 * 60
SIGN_EVERY = 1.0  # seconds


class NotWritten(Exception):
    """The process that should have written it has said why, where this one writes its own faults."""


def write(program: str, meanwhile: Callable[[], object]) -> None:
    """Comes back when it stands, when something moved so often that it does not, or when somebody else writes it, and
    calls `meanwhile` again and again until then. Raises NotWritten."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "publish_files", "--beside", program]
    environment = {name: value for name, value in os.environ.items() if name not in NOT_ITS}
    with subprocess.Popen(  # noqa: S603 (this very program)
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment, start_new_session=True
    ) as process:
        try:
            watch(process, meanwhile)
        except BaseException:
            process.kill()
            raise
    if process.returncode:
        raise NotWritten(f"publish_files ended with {process.returncode}")


def watch(process: subprocess.Popen, meanwhile: Callable[[], object]) -> None:
    """Until it has ended. Raises NotWritten for one that hangs."""
    said, heard = monotonic(), [process.stdout]
    while process.poll() is None:
        if select(heard, [], [], EVERY)[0]:
            said = monotonic()
            if not os.read(process.stdout.fileno(), 4096):  # it has closed it, and is about to end
                heard = []
        elif monotonic() - said > MOST_SILENCE:
            raise NotWritten(f"publish_files gave no sign of work for {MOST_SILENCE} seconds, and was ended")
        meanwhile()


def with_signs_of_work(addresses: Iterable) -> Iterator:
    """For the process that writes: says now and then that it is at work."""
    told = monotonic()
    for address in addresses:
        if monotonic() - told > SIGN_EVERY:
            os.write(sys.stdout.fileno(), b".")
            told = monotonic()
        yield address


def be_beside() -> None:
    """For the process that writes: leaves readers their time, and ends when the one that serves has ended."""
    os.nice(NICER)
    Thread(target=leave_when_alone, daemon=True).start()


def leave_when_alone() -> None:
    """Whoever serves holds the other end of this pipe for as long as it lives, and never says anything."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)

"""Has the published edition written by a process beside the one that serves. What writing takes of memory is given back
whole, and readers share no interpreter with it.
"""

import os
import subprocess
import sys
from threading import Thread

from django.conf import settings

# Behind readers, wherever there is not enough of the processor for both.
NICER = 10
# A pool of connections is for those who serve.
NOT_ITS = ("CLINIC_POOL",)


class NotWritten(Exception):
    """The process that should have written it has said why, where this one writes its own faults."""


def write(program: str) -> None:
    """Comes back when it stands, when something moved so often that it does not, or when somebody else writes it.
    Raises NotWritten."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "publish_files", "--beside", program]
    environment = {name: value for name, value in os.environ.items() if name not in NOT_ITS}
    with subprocess.Popen(  # noqa: S603 (this very program)
        command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, env=environment, start_new_session=True
    ) as process:
        process.wait()
    if process.returncode:
        raise NotWritten(f"publish_files ended with {process.returncode}")


def be_beside() -> None:
    """For the process that writes: leaves readers their time, and ends when the one that serves has ended."""
    os.nice(NICER)
    Thread(target=leave_when_alone, daemon=True).start()


def leave_when_alone() -> None:
    """Whoever serves holds the other end of this pipe for as long as it lives, and never says anything."""
    os.read(sys.stdin.fileno(), 1)
    os._exit(1)

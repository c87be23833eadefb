"""Style sheets and scripts under names that change with them, packed once: written when they differ from last time."""

import fcntl
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management.base import CommandError
from django.utils.translation import gettext as _

SETTING = "CLINIC_HASHED_FILES"
COMMAND = ("manage.py", "collectstatic", "--noinput", "--verbosity", "0")


class NotCollected(Exception):
    """They could not be written; the reason is the last line that was said."""


def use_hashed_files() -> None:
    """Writes them, and has whatever this process becomes name them so. Raises CommandError, which says what to mend."""
    try:
        collect()
    except (NotCollected, OSError) as fault:
        message = _("The style sheets could not be written to %(folder)s: %(fault)s. Mend that, then try again.")
        raise CommandError(message % {"folder": settings.STATIC_ROOT, "fault": fault}) from fault
    os.environ[SETTING] = "1"


def collect() -> None:
    """Several processes may begin at once: one writes, the others wait. Earlier files stay, as pages that are kept
    somewhere name them. Raises NotCollected."""
    with Path(settings.DATA_DIR, "static.lock").open("w") as waiting:
        fcntl.flock(waiting, fcntl.LOCK_EX)
        last, now = Path(settings.DATA_DIR, "static.digest"), digest()
        if last.exists() and last.read_text() == now:
            return
        done = subprocess.run(  # noqa: S603 - a command of our own
            [sys.executable, *COMMAND], cwd=settings.BASE_DIR, env={**os.environ, SETTING: "1"}, capture_output=True,
            text=True,
        )  # fmt: skip
        if done.returncode:
            raise NotCollected(done.stderr.strip().rpartition("\n")[2])
        last.write_text(now)


def digest() -> str:
    found = sha256()
    for finder in get_finders():
        for name, storage in sorted(finder.list([]), key=lambda one: one[0]):
            found.update(name.encode() + b"\0" + Path(storage.path(name)).read_bytes())
    return found.hexdigest()

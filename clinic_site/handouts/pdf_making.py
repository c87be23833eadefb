"""PDFs of paper. WeasyPrint and what it stands on are an extra: without them there are none, and pages offer none."""

import json
import os
import subprocess
import sys
from collections import OrderedDict
from ctypes.util import find_library
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from threading import BoundedSemaphore, Lock

from django.conf import settings
from django.templatetags.static import static

from clinic_site.images import storage

# Library -> the Debian package that brings it.
LIBRARIES = {
    "pango-1.0": "libpango-1.0-0",
    "pangoft2-1.0": "libpangoft2-1.0-0",
    "harfbuzz-subset": "libharfbuzz-subset0",
}
# In seconds; the longest page takes about one.
LONGEST = 20
# In bytes. A sheet of words has 30 000.
LARGEST = 3_000_000
KEPT = 24
# One is made at a time and so many may wait for it, so that most threads stay free for readers of pages.
WAITING = 2
# How the names of settings begin that may hold a password.
SECRETS = ("CLINIC_", "DATABASE_", "PG")


class Busy(Exception):
    """So many are waiting already that another should come again in a moment."""


class NotMade(Exception):
    """It took too long, grew too large, or could not be made; the reason is for a log."""


def missing() -> list[str]:
    """Debian packages of the libraries that are not there, after the Python package if that is not there."""
    python = [] if find_spec("weasyprint") else ["weasyprint"]
    return python + [package for library, package in LIBRARIES.items() if not find_library(library)]


@cache
def is_possible() -> bool:
    return not missing()


_kept: OrderedDict[str, bytes] = OrderedDict()
_places = BoundedSemaphore(1 + WAITING)
_turn = Lock()


def forget() -> None:
    _kept.clear()


def pdf_of(html: str) -> bytes:
    """The sheets of this page of ours. The same page is made once and kept for a while, by what it says: so no PDF is
    ever older than its page. Raises Busy or NotMade."""
    key = sha256(html.encode()).hexdigest()
    found = _kept.get(key)
    if found:
        return found
    if not _places.acquire(blocking=False):
        raise Busy
    try:
        with _turn:
            found = _kept.get(key) or made(html)
            _kept[key] = found
            while len(_kept) > KEPT:
                _kept.popitem(last=False)
        return found
    finally:
        _places.release()


def made(html: str) -> bytes:
    """Made in another process, which knows no secret of this one and is ended when it takes too long."""
    storage.bring(html)
    order = {
        "html": html,
        "site": settings.SITE_ADDRESS,
        "sheet": static("css/pdf.css"),
        "folders": {
            settings.STATIC_URL: str(settings.STATIC_ROOT if settings.HASHED_FILES else settings.STATICFILES_DIRS[0]),
            f"{settings.MEDIA_URL}pictures/": str(storage.folder()),
        },
    }
    command = [sys.executable, "-m", "clinic_site.handouts.pdf_process"]
    environment = {name: value for name, value in os.environ.items() if not name.startswith(SECRETS)}
    try:
        done = subprocess.run(  # noqa: S603 - nothing in it was typed by anybody
            command, input=json.dumps(order).encode(), capture_output=True, cwd=settings.BASE_DIR, timeout=LONGEST,
            env=environment,
        )  # fmt: skip
    except subprocess.TimeoutExpired as fault:
        raise NotMade(f"it took more than {LONGEST} seconds") from fault
    except OSError as fault:
        raise NotMade(f"{sys.executable} can't be started: {fault}") from fault
    if done.returncode:
        why = done.stderr.decode(errors="replace").strip().rpartition("\n")[2]
        raise NotMade(why or f"its process ended with {done.returncode}")
    if len(done.stdout) > LARGEST:
        raise NotMade(f"it has {len(done.stdout)} bytes, more than {LARGEST}")
    return done.stdout

"""Tells the caches between the site and its readers (a CDN, Varnish) to forget every page when the public side moves.

Every page, not the touched ones: lists, links and disclaimers of others may have changed with them, and what stands
behind those caches gives ready pages out. It is asked at once, from a thread, so that no commit waits and none fails;
and again by the tick, which remembers that it went well and tries each minute until it does.
"""

import logging
import time
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from threading import Lock, Thread
from urllib.parse import urlsplit

from django.conf import settings
from django.core.checks import Error, Tags, register

from clinic_site.generation.models import Generation

log = logging.getLogger("clinic_site.faults")
# In seconds. So long a process may give out the page before; a cache that forgot it sooner would take it up again.
SETTLES = 2
LONGEST = 10
_asking = Lock()


class NotEmptied(Exception):
    """The caches were not told; the message names the host and the reason, never the header."""


def empty_soon() -> None:
    """In a thread. A move while one waits is heard by what that one asks."""
    if settings.PURGE_ADDRESS and _asking.acquire(blocking=False):
        Thread(target=_empty_or_report, name="emptying", daemon=True).start()


def empty_due() -> bool:
    """The tick's job: whether caches were told now. Raises NotEmptied; what moved since stays due then."""
    row = Generation.objects.values_list("number", "emptied").first()
    if not settings.PURGE_ADDRESS or row is None or row[0] <= row[1]:
        return False
    time.sleep(SETTLES)
    ask()
    Generation.objects.filter(id=1, emptied__lt=row[0]).update(emptied=row[0])
    return True


def ask() -> None:
    """One POST with the header and body of the settings; it follows no redirect. Raises NotEmptied."""
    address = urlsplit(settings.PURGE_ADDRESS)
    kind = HTTPSConnection if address.scheme == "https" else HTTPConnection
    connection = kind(address.hostname, address.port, timeout=LONGEST)
    path = (address.path or "/") + (f"?{address.query}" if address.query else "")
    headers = {"Content-Type": "application/json", "User-Agent": "clinic-guide/1"} | settings.PURGE_HEADER
    try:
        connection.request("POST", path, body=settings.PURGE_BODY.encode(), headers=headers)
        status = connection.getresponse().status
    except (HTTPException, OSError) as fault:
        raise NotEmptied(f"{address.hostname} can't be asked to empty its cache: {type(fault).__name__}") from fault
    finally:
        connection.close()
    if not 200 <= status < 300:
        raise NotEmptied(f"{address.hostname} answered {status} when it was asked to empty its cache")


def _empty_or_report() -> None:
    time.sleep(SETTLES)
    # From here on a move begins another thread: this one may be asking already.
    _asking.release()
    try:
        ask()
    except NotEmptied as fault:
        log.error("%s; the tick asks again within a minute", fault)


@register(Tags.caches)
def caches_are_emptied(app_configs, **kwargs):
    if not settings.SHARED_SECONDS or settings.PURGE_ADDRESS:
        return []
    return [
        Error(
            f"Caches may show pages for {settings.SHARED_SECONDS} s, and nothing tells them of a withdrawal.",
            hint="Set CLINIC_PURGE_ADDRESS to the address that empties them, or take CLINIC_SHARED_SECONDS away.",
            id="operations.E001",
        )
    ]

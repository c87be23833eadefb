"""How many answers come from one sender and to one page in an hour. Kept in the memory of this process alone, under
digests whose key is thrown away with the hour: nobody can tell afterwards who sent anything.
"""

import ipaddress
import secrets
import time
from collections import Counter
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock

from django.conf import settings

HOUR = 3600
# A waiting room may share one address.
FROM_ONE_SENDER = 30
TO_ONE_PAGE = 120
IN_ALL = 5000


@dataclass
class Hour:
    began: float = field(default_factory=lambda: time.monotonic())
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    counts: Counter = field(default_factory=Counter)

    def digest(self, *what: str) -> bytes:
        return blake2b("\0".join(what).encode(), key=self.key, digest_size=16).digest()

    @property
    def ends_in(self) -> float:
        return self.began + HOUR - time.monotonic()


_lock = Lock()
_hour = [Hour()]


def minutes_to_wait(page: str, sender: str) -> int:
    """0 when this answer may come in, and then it is counted."""
    with _lock:
        hour = _current()
        limits = {
            hour.digest("all"): IN_ALL, hour.digest("page", page): TO_ONE_PAGE,
            hour.digest("sender", sender): FROM_ONE_SENDER,
        }  # fmt: skip
        if any(hour.counts[digest] >= most for digest, most in limits.items()):
            return max(1, -int(-hour.ends_in // 60))
        hour.counts.update(limits.keys())
        return 0


def forget_when_old() -> None:
    with _lock:
        _current()


def forget() -> None:
    with _lock:
        _hour[0] = Hour()


def _current() -> Hour:
    if _hour[0].ends_in <= 0:
        _hour[0] = Hour()
    return _hour[0]


def sender_of(request) -> str:
    """Where the request came from, to be digested at once; of a long address the part that names a household. Behind a
    proxy, what the proxy itself has seen."""
    address = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return "unknown"
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)

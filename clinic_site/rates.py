"""How often something comes in a span of time. Kept in the memory of this process alone, under digests whose key is
thrown away with the span: nobody can tell afterwards who sent anything.
"""

import ipaddress
import secrets
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from threading import Lock

from django.conf import settings


@dataclass
class Span:
    lasts: int
    began: float = field(default_factory=lambda: time.monotonic())
    key: bytes = field(default_factory=lambda: secrets.token_bytes(32))
    counts: Counter = field(default_factory=Counter)

    def digest(self, *what: str) -> bytes:
        return blake2b("\0".join(what).encode(), key=self.key, digest_size=16).digest()

    @property
    def ends_in(self) -> float:
        return self.began + self.lasts - time.monotonic()


class Rates:
    def __init__(self, lasts: int):
        """In seconds."""
        self.lasts, self.lock, self.span = lasts, Lock(), Span(lasts)
        _every.append(self)

    def minutes_to_wait(self, most: Mapping[tuple[str, ...], int]) -> int:
        """0 while all of these have come less often than they may, and then each is counted once more."""
        with self.lock:
            span = self.current()
            limits = {span.digest(*what): count for what, count in most.items()}
            if any(span.counts[digest] >= count for digest, count in limits.items()):
                return max(1, -int(-span.ends_in // 60))
            span.counts.update(limits.keys())
            return 0

    def forget(self) -> None:
        with self.lock:
            self.span = Span(self.lasts)

    def forget_when_old(self) -> None:
        with self.lock:
            self.current()

    def current(self) -> Span:
        if self.span.ends_in <= 0:
            self.span = Span(self.lasts)
        return self.span


_every: list[Rates] = []


def forget_old() -> None:
    """Throws away every span that has ended, with its key."""
    for rates in _every:
        rates.forget_when_old()


def forget() -> None:
    for rates in _every:
        rates.forget()


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

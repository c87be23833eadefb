"""Whether it was made sure lately who somebody is. What moves readers' pages, or people's rights, asks here: at the
verb itself, so that no screen can forget to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


class NotFresh(Exception):
    """Nothing was done. Whoever answers the request asks who this is, and sends the same form again."""


@dataclass
class Asking:
    is_stale: bool = False


_asking: ContextVar[Asking | None] = ContextVar("asking", default=None)


def require() -> None:
    """Raises NotFresh inside the request of somebody who has not shown for a while who they are. Commands, and what
    is done at its time, are nobody's request."""
    asking = _asking.get()
    if asking and asking.is_stale:
        raise NotFresh


def shown() -> None:
    """Who asks has just given a secret of theirs."""
    asking = _asking.get()
    if asking:
        asking.is_stale = False


@contextmanager
def within(asking: Asking) -> Iterator[None]:
    token = _asking.set(asking)
    try:
        yield
    finally:
        _asking.reset(token)

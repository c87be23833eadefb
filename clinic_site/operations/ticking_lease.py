"""One tick at a time, on however many machines: a lease in a row. One whose holder died ends by itself."""

import os
import secrets
import socket
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from clinic_site.generation.models import Tick

HOLDS = timedelta(minutes=10)
# Two may look at the clock in one moment and take the lease in the other order, and clocks of machines differ.
CLOCKS_DIFFER = timedelta(minutes=5)


def take() -> str | None:
    """The name to keep it by and to give it back; None while somebody else holds it."""
    Tick.objects.get_or_create(id=1)
    holder = f"{socket.gethostname()[:40]} {os.getpid()} {secrets.token_hex(8)}"
    now = timezone.now()
    # One that would hold for longer than any is given was taken before the clock was set back.
    ended = Q(held_until__isnull=True) | Q(held_until__lte=now) | Q(held_until__gt=now + HOLDS + CLOCKS_DIFFER)
    free = Tick.objects.filter(ended, id=1)
    return holder if free.update(holder=holder, held_until=now + HOLDS) else None


def keep(holder: str) -> bool:
    """Prolongs it. False when it ended and somebody else has it now."""
    mine = Tick.objects.filter(id=1, holder=holder)
    return bool(mine.update(held_until=timezone.now() + HOLDS))


def give_back(holder: str) -> None:
    """Says as well that a tick ended now."""
    mine = Tick.objects.filter(id=1, holder=holder)
    mine.update(holder="", held_until=None, ended_at=timezone.now())

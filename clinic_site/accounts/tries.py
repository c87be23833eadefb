"""How often something secret of an account may be tried: 10 times in any 15 minutes, counted in the database, so that
several processes count together. A row names nobody: it is kept under a keyed digest and dropped when it is old."""

import time
from datetime import UTC, datetime

from django.db import models, transaction
from django.utils.crypto import salted_hmac

WINDOW = 15 * 60  # seconds
MOST = 10


class Tries(models.Model):
    """When one thing was tried in the last quarter of an hour, as seconds since 1970."""

    key = models.CharField(max_length=64, primary_key=True)
    times = models.JSONField(default=list)
    last_at = models.DateTimeField(db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{len(self.times)} tries"


def now() -> float:
    return time.time()


def key_of(*what: str) -> str:
    return salted_hmac("clinic_site.accounts.tries", "\0".join(what), algorithm="sha256").hexdigest()


@transaction.atomic
def seconds_to_wait(*what: str) -> int:
    """0 while this was tried less often than it may be, and then it is counted: before the try, so that those that come
    at the same moment are counted too. A try that is refused is not counted, or a wait would never end."""
    at = now()
    fields = {"last_at": datetime.fromtimestamp(at, UTC)}
    row, _is_new = Tries.objects.select_for_update().get_or_create(key=key_of(*what), defaults=fields)
    # Times to come stand there only if the clock was set back.
    times = [then for then in row.times if abs(at - then) < WINDOW]
    if len(times) >= MOST:
        return max(1, round(times[-MOST] + WINDOW - at))
    row.times, row.last_at = [*times, at], fields["last_at"]
    row.save()
    return 0


@transaction.atomic
def forgive(*what: str) -> None:
    """Takes the last one back: who was right did not guess. The wrong ones before it stay counted."""
    row = Tries.objects.select_for_update().filter(key=key_of(*what)).first()
    if row and row.times:
        row.times = row.times[:-1]
        row.save()


def prune() -> None:
    Tries.objects.filter(last_at__lt=datetime.fromtimestamp(now() - WINDOW, UTC)).delete()

"""What is worked out once in each process and holds until something changes: kept for one generation only."""

from collections.abc import Callable
from datetime import datetime
from threading import Lock
from typing import Any

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from clinic_site.content import shared
from clinic_site.content.shared import Shared, as_rows
from clinic_site.generation.models import Generation, current

SLOT = "generation"
_lock = Lock()
_kept: dict[tuple[int, str], Any] = {}


def generation(at: datetime | None = None) -> QuerySet:
    """Read with what all pages share, before anything is worked out: what is newer is then worked out again."""
    return as_rows(SLOT, Generation.objects.order_by(), number=F("number"))


def number_of(common: Shared) -> int:
    return common.rows[SLOT][0]["number"] if common.rows.get(SLOT) else 1


def read_shared(number: int | None = None) -> Shared:
    """What all pages share now. `number` is the generation that was read in one statement with what it goes with.

    The day counts as well: a notice may end with it. Inside a transaction it is read each time: what was not committed
    yet, and may never be, has the number of a generation that others will see otherwise.
    """
    if transaction.get_connection().in_atomic_block:
        return shared.read()
    what = f"shared on {timezone.localdate()}"
    found = _kept.get((current() if number is None else number, what))
    if found is None:
        found = shared.read()
        keep((number_of(found), what), found)
    return found


def known(common: Shared, what: str, work_out: Callable[[], Any]) -> Any:
    """Nothing of an earlier moment is kept, nor taken for it."""
    if common.at:
        return work_out()
    key = (number_of(common), what)
    if key not in _kept:
        keep(key, work_out())
    return _kept[key]


def keep(key: tuple[int, str], value: Any) -> None:
    """Instead of those of earlier generations."""
    with _lock:
        for old in [old for old in _kept if old[0] != key[0]]:
            del _kept[old]
        _kept[key] = value


def forget() -> None:
    with _lock:
        _kept.clear()

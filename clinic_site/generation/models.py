from collections.abc import Callable

from django.db import models, transaction
from django.db.models import F, Subquery

from clinic_site import fresh
from clinic_site.generation.backup import Backup
from clinic_site.generation.tick import Tick, TickJob

__all__ = ["Backup", "Generation", "Tick", "TickJob", "after_move", "current", "lock", "move", "number_now"]

_listeners: list[Callable[[], None]] = []


class Generation(models.Model):
    """One number for the whole public side: it moves whenever anything a reader can see may have changed. The
    caches between the site and its readers were told up to `emptied`."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    number = models.PositiveBigIntegerField(default=1)
    emptied = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="generation_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)


def current() -> int:
    return Generation.objects.values_list("number", flat=True).first() or 1


def number_now() -> Subquery:
    """The same inside a query, so that both are of one moment."""
    return Subquery(Generation.objects.values("number")[:1])


def lock() -> int:
    """Makes writers of the record follow one another until the transaction ends; there must be one."""
    _refuse_outside_of_a_transaction()
    row = Generation.objects.select_for_update().filter(id=1).values_list("number", flat=True)
    number = row.first()
    if number is None:
        Generation.objects.get_or_create(id=1)
        number = row.get()
    return number


def _refuse_outside_of_a_transaction() -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("The record is only written inside a transaction.")


def after_move(listener: Callable[[], None]) -> None:
    """Has it called after each commit that moved the generation, outside the transaction. It may not raise."""
    if listener not in _listeners:
        _listeners.append(listener)


def move() -> None:
    """Raises NotFresh where somebody has to show first who they are: readers see what they do."""
    fresh.require()
    _refuse_outside_of_a_transaction()
    row = Generation.objects.filter(id=1)
    # The change locks the row as `lock` does.
    if not row.update(number=F("number") + 1):
        lock()
        row.update(number=F("number") + 1)
    for listener in _listeners:
        transaction.on_commit(listener, robust=True)

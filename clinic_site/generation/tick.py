"""What the tick has done and who is doing it. It stands this low so that the desk and `/readyz` may read it."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# Older than this, staff are told in red: it runs every minute.
LATE = timedelta(minutes=5)


class Tick(models.Model):
    """One row: who is at it until when, when the last one ended, and the last day that readers' notices were
    brought up to."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    holder = models.CharField(max_length=80, blank=True)
    held_until = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    moved_on = models.DateField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="tick_is_one_row")]

    def __str__(self) -> str:
        return f"{self.ended_at}"


class TickJobQuerySet(models.QuerySet):
    def failing(self) -> "TickJobQuerySet":
        """Those whose last run raised."""
        return self.exclude(last_error="")


class TickJob(models.Model):
    """How one of the tick's jobs went last, when it last went well and when it last failed."""

    name = models.CharField(_("job"), max_length=120, primary_key=True)
    last_ok_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    objects = TickJobQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        default_permissions = ()

    def __str__(self) -> str:
        return self.name


def last() -> datetime | None:
    """When the last tick ended; None when there was none yet."""
    return Tick.objects.values_list("ended_at", flat=True).first()


def age() -> timedelta | None:
    ended = last()
    return timezone.now() - ended if ended else None


def is_late() -> bool:
    """Whether what waits for its time may have to wait longer. True as well when it never ran."""
    passed = age()
    return passed is None or passed > LATE


def each(rows: Iterable, act: Callable) -> list:
    """What `act` answered for every row: one that fails doesn't keep the others waiting. Raises an ExceptionGroup of
    all that failed when every row has had its turn."""
    answers, faults = [], []
    for row in rows:
        try:
            answers.append(act(row))
        except Exception as fault:
            faults.append(fault)
    if faults:
        raise ExceptionGroup("not every row could be done", faults)
    return answers

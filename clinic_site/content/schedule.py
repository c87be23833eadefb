from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site.freezing import Frozen
from clinic_site.numbers.models import Number


class Act(models.TextChoices):
    PUBLISH = "publish", _("Publish")
    WITHDRAW = "withdraw", _("Withdraw")


class ScheduledQuerySet(models.QuerySet):
    def open(self) -> "ScheduledQuerySet":
        """Neither done nor called off. A refused one stays open until somebody decides about it."""
        return self.filter(done_at__isnull=True, dropped_at__isnull=True)

    def due(self) -> "ScheduledQuerySet":
        return self.open().filter(refused_at__isnull=True, due_at__lte=timezone.now())


class Scheduled(models.Model):
    """An act that a person chose a time for. `tick` does it in that person's name, with every check of that moment."""

    number = models.ForeignKey(Number, on_delete=models.PROTECT, related_name="scheduled")
    revision = models.PositiveIntegerField()
    act = models.CharField(max_length=8, choices=Act.choices)
    due_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    data = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)
    refused_at = models.DateTimeField(null=True)
    refusal = models.TextField(blank=True)

    frozen = Frozen(
        never=("number_id", "revision", "act", "due_at", "by_id", "made_at", "data"),
        once=("done_at", "dropped_at", "refused_at"),
        after=(("refused_at", ("refusal",)),),
    )

    objects = ScheduledQuerySet.as_manager()

    class Meta:
        ordering = ["due_at"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                condition=Q(done_at__isnull=True, dropped_at__isnull=True),
                name="one_open_schedule_per_number",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(dropped_at__isnull=True), name="schedule_done_or_dropped"
            ),
            models.CheckConstraint(condition=Q(act__in=Act.values), name="schedule_known_act"),
        ]

    def __str__(self) -> str:
        return f"{self.number_id}: {self.act} {self.due_at:%Y-%m-%d %H:%M}"


def of(page) -> Scheduled | None:
    return Scheduled.objects.open().filter(number_id=page.number_id).first()


def public_by(at) -> frozenset[str]:
    """The pages whose text is to be published by then, at the very moment or before it, unless something stops it."""
    rows = Scheduled.objects.open().filter(act=Act.PUBLISH, refused_at__isnull=True, due_at__lte=at)
    return frozenset(rows.values_list("number_id", flat=True))


def fulfil(page, act: Act, *, at, **which) -> None:
    """The act has happened, at its time or by hand before it. `which` may name the revision it happened to."""
    Scheduled.objects.open().filter(number_id=page.number_id, act=act, **which).update(done_at=at)


def drop(page, **which) -> bool:
    """Whether there was a time to take away."""
    return bool(Scheduled.objects.open().filter(number_id=page.number_id, **which).update(dropped_at=timezone.now()))

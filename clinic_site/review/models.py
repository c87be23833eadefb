from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site.numbers.models import Number
from clinic_site.review.recalls import Recall

__all__ = ["Recall", "Reminder", "Stage", "is_first"]


class Stage(models.TextChoices):
    IN_60_DAYS = "60", _("due in 60 days")
    IN_30_DAYS = "30", _("due in 30 days")
    IN_7_DAYS = "7", _("due in 7 days")
    OVERDUE = "overdue", _("overdue")
    STILL_OVERDUE = "still-overdue", _("overdue for two weeks")
    WITHDRAWN = "withdrawn", _("withdrawn by the rule of the profile")
    NOT_WITHDRAWN = "not-withdrawn", _("could not be withdrawn")


class Reminder(models.Model):
    """That people were told once how a page stands towards the day its check is due by. Whoever it was told to has
    a letter."""

    number = models.ForeignKey(Number, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField()
    stage = models.CharField(max_length=13, choices=Stage.choices)
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["number", "due_on", "stage"], name="one_reminder_per_page_day_and_stage"),
            models.CheckConstraint(condition=models.Q(stage__in=Stage.values), name="reminder_known_stage"),
        ]

    def __str__(self) -> str:
        return f"{self.number_id}, due {self.due_on}: {self.stage}"


def is_first(number: str, due_on, stage: str, note: str = "") -> bool:
    """Whether nobody was told this before. The row is kept from now on."""
    words = {"at": timezone.now(), "note": note}
    return Reminder.objects.get_or_create(number_id=number, due_on=due_on, stage=stage, defaults=words)[1]

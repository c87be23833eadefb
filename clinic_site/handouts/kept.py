"""What is kept about handouts and sets on paper besides the handouts themselves; nothing of it is about a reader."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class NotNow(models.Model):
    """Pages of which nobody wants a named handout at the moment."""

    numbers = models.CharField(max_length=29, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.numbers


class Form(models.TextChoices):
    CARDS = "cards", _("Cards")
    WALL = "wall", _("Wall sheet")
    FLIP = "flip", _("Desk flip")


class LaidOut(models.Model):
    """A set that was laid out for paper, the last time that it was. `pages` is the set as its address names it;
    `copies` maps each number to its revision and the last day that its paper may be used, if it has one."""

    pages = models.CharField(max_length=200)
    form = models.CharField(max_length=5, choices=Form.choices)
    day = models.DateField(default=timezone.localdate)
    copies = models.JSONField(default=dict)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["pages", "form"], name="one_row_a_set_on_paper")]

    def __str__(self) -> str:
        return f"{self.form}: {self.pages}"

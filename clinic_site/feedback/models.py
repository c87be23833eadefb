"""What readers answer to “Did this answer your question?”: the day and the page, and nothing about who it was."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site.numbers.models import Number

LONGEST = 300


class Reason(models.TextChoices):
    HARD = "hard", _("It is hard to understand")
    MISSING = "missing", _("My question is not here")
    WRONG = "wrong", _("I think something is wrong")
    PICTURE = "picture", _("A picture upset me")
    USE = "use", _("It is hard to see or use")
    OTHER = "other", _("Something else")


class FeedbackQuerySet(models.QuerySet):
    def unsettled(self) -> "FeedbackQuerySet":
        return self.filter(settled_at__isnull=True)

    def about(self, number: str) -> "FeedbackQuerySet":
        """Of one page; an empty number stands for the guide as a whole."""
        return self.filter(number_id=number or None)


class Feedback(models.Model):
    """One answer. Written by `giving.give` alone, which screens the words; they are for staff and are never
    published."""

    number = models.ForeignKey(Number, on_delete=models.PROTECT, null=True, related_name="feedback")
    revision = models.PositiveIntegerField(null=True)
    day = models.DateField(_("day"), default=timezone.localdate)
    helpful = models.BooleanField(_("helpful"))
    reason = models.CharField(_("reason"), max_length=10, choices=Reason.choices, blank=True)
    words = models.CharField(_("words"), max_length=LONGEST, blank=True)
    settled_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    settled_at = models.DateTimeField(null=True)

    objects = FeedbackQuerySet.as_manager()

    class Meta:
        ordering = ["-id"]
        default_permissions = ("view", "settle")
        verbose_name = _("answer from a reader")
        verbose_name_plural = _("answers from readers")
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_by__isnull=True, settled_at__isnull=True)
                | Q(settled_by__isnull=False, settled_at__isnull=False),
                name="feedback_settled_pair",
            ),
            models.CheckConstraint(
                condition=Q(reason="") | Q(reason__in=Reason.values, helpful=False), name="feedback_known_reason"
            ),
            models.CheckConstraint(
                condition=Q(number__isnull=True, revision__isnull=True)
                | Q(number__isnull=False, revision__isnull=False),
                name="feedback_page_and_revision",
            ),
        ]
        indexes = [
            models.Index(fields=["number", "-id"], name="feedback_by_page"),
            models.Index(fields=["reason"], condition=Q(settled_at__isnull=True), name="feedback_to_settle"),
        ]

    def __str__(self) -> str:
        return f"{self.number_id or _('the guide')}, {self.day:%d.%m.%Y}: {self.get_reason_display() or self.helpful}"

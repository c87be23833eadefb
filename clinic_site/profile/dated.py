from django.conf import settings
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext as _


class NotYet(Exception):
    """A row can't come into force now; the message says what to do."""


class DatedRow(models.Model):
    """An append-only row that readers see from `in_force_at` on; a second person brings it into force.

    A subclass adds its own fields, the constraints of this Meta and triggers that freeze every field but
    `in_force_at` and `second_by`. `alone` says from the start that no second person is needed. Nothing is ever
    changed or removed, so any earlier day can be read again.
    """

    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    in_force_at = models.DateTimeField(null=True, editable=False)
    second_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    alone = models.BooleanField(default=False, editable=False)

    class Meta:
        abstract = True
        default_permissions = ("view", "change", "second")
        constraints = [
            models.CheckConstraint(
                condition=Q(second_by__isnull=True) | (Q(in_force_at__isnull=False) & ~Q(second_by=F("made_by"))),
                name="%(app_label)s_%(class)s_second_is_another",
            ),
            models.CheckConstraint(
                condition=Q(in_force_at__isnull=True) | Q(second_by__isnull=False) | Q(alone=True),
                name="%(app_label)s_%(class)s_force_needs_second",
            ),
        ]

    @transaction.atomic
    def second(self, *, by) -> None:
        """Brings the row into force. Raises NotYet when it is, or when the same person made it."""
        row = type(self).objects.select_for_update().get(pk=self.pk)
        if row.in_force_at:
            raise NotYet(_("This change is already in force."))
        if by == row.made_by:
            raise NotYet(_("You made this change. Ask another person to confirm it."))
        self.in_force_at, self.second_by = timezone.now(), by
        self.save(update_fields=["in_force_at", "second_by"])

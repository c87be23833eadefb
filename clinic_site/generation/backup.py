"""How this site's backups stand. It stands this low so that the desk may read it."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

# So long a change may be without a backup before owners are told.
LATE = timedelta(hours=1)


class Backup(models.Model):
    """One row. `kept_at` is the moment the newest verified backup shows, `mark` what the database held then, `seconds`
    what it took. `changed_at` is when a change was first seen that no backup has; `owed_since` since when the second
    place lacks the newest one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    name = models.CharField(max_length=80, blank=True)
    kept_at = models.DateTimeField(null=True)
    mark = models.CharField(max_length=64, blank=True)
    lesser_mark = models.CharField(max_length=64, blank=True)
    seconds = models.FloatField(default=0)
    ended_at = models.DateTimeField(null=True)
    missing = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)
    owed_since = models.DateTimeField(null=True)
    copy_failed_at = models.DateTimeField(null=True)
    copy_error = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=Q(id=1), name="backup_is_one_row")]

    def __str__(self) -> str:
        return f"{self.kept_at}"

    def is_late(self, now: datetime) -> bool:
        return self.changed_at is not None and now - self.changed_at > LATE


def state() -> Backup:
    """The row as it is now; an unsaved one before the first."""
    return Backup.objects.first() or Backup()

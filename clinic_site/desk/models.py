"""What the desk works out once and keeps, because asking again for every look would be slow."""

from django.db import models
from django.utils import timezone


class ReadingAges(models.Model):
    """One row: how hard the public texts are to read. `ages` maps the digest of a wording to an age, 0 for a text
    whose language is not measured."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    ages = models.JSONField(default=dict)
    measured = models.PositiveIntegerField(default=0)
    easy = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="reading_ages_are_one_row")]

    def __str__(self) -> str:
        return f"{self.easy} / {self.measured}"


class Verification(models.Model):
    """When the whole record was last compared with itself, and how many faults were found; the first ones in words."""

    at = models.DateTimeField(default=timezone.now)
    count = models.PositiveIntegerField()
    faults = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d}: {self.count}"


class Told(models.Model):
    """A round of letters that was written, such as that of a week: it is never written twice."""

    about = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.about

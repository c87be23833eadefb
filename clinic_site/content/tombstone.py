"""Pages that were gone before this site was restored from another one's signed export: what their addresses answer."""

from django.db import models

from clinic_site.content.revision import Withdrawal
from clinic_site.numbers.models import Number


class Tombstone(models.Model):
    """Named as in a withdrawn revision, so that readers are told of both in the same words. Nobody signed a text here:
    there is none."""

    number = models.OneToOneField(Number, on_delete=models.PROTECT, primary_key=True, related_name="tombstone")
    kind = models.CharField(max_length=20)
    slug = models.CharField(max_length=80)
    heading = models.CharField(max_length=300)
    withdrawal = models.CharField(max_length=12, choices=Withdrawal.choices)
    withdrawn_at = models.DateTimeField()
    successor = models.CharField(max_length=5, blank=True)
    read_instead = models.JSONField(default=list)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number_id} {self.heading}"

    @property
    def page_number(self) -> str:
        return self.number_id


def tombstone_of(number: str) -> Tombstone | None:
    return Tombstone.objects.filter(number_id=number).first()

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, OuterRef, QuerySet, Subquery
from django.utils import timezone

from clinic_site.content.shared import as_rows
from clinic_site.content.topic import Topic
from clinic_site.freezing import Frozen

SLOT = "searches"


class TopicSearch(models.Model):
    """When somebody last looked for new studies on a topic, and where. Rows are only added."""

    topic = models.ForeignKey(Topic, on_delete=models.PROTECT, related_name="searches")
    searched_on = models.DateField()
    where = models.CharField(max_length=300)
    found = models.CharField(max_length=300, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    in_force_at = models.DateTimeField(default=timezone.now)

    frozen = Frozen(never=("topic_id", "searched_on", "where", "found", "by_id", "in_force_at"))

    class Meta:
        ordering = ["-searched_on", "-id"]
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.topic.slug}: {self.searched_on}"


def last_searches(at: datetime | None = None) -> QuerySet:
    """The newest day of search of each topic, as far as it was told by then. Readers are told the day and no more."""
    told = {} if at is None else {"in_force_at__lte": at}
    newest = TopicSearch.objects.filter(topic=OuterRef("topic"), **told).order_by("-searched_on", "-id").values("id")
    rows = TopicSearch.objects.filter(id=Subquery(newest[:1])).order_by()
    return as_rows(SLOT, rows, topic=F("topic__slug"), searched_on=F("searched_on"))

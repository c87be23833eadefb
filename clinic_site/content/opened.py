"""Who has a page open for writing. It keeps nobody out: a save over a newer desk is refused whoever holds the page."""

from datetime import timedelta

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone

from clinic_site.content.page import Page
from clinic_site.numbers.models import Number

# A screen with script says every 20 seconds that it is still there; one without is believed for as long as this.
GONE_AFTER = timedelta(minutes=2)


class Opened(models.Model):
    number = models.OneToOneField(Number, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.number_id}, {self.by_id}"

    @property
    def is_there(self) -> bool:
        return timezone.now() - self.seen_at <= GONE_AFTER


@transaction.atomic
def open_for(page: Page, person, *, take_over: bool = False) -> Opened:
    """Who holds the page now: this person, unless somebody else is still there and is not to be relieved."""
    held, is_new = (
        Opened.objects.select_for_update()
        .select_related("by")
        .get_or_create(number_id=page.number_id, defaults={"by": person})
    )
    if is_new:
        return held
    now = timezone.now()
    if held.by_id == person.pk:
        held.seen_at = now
        held.save(update_fields=["seen_at"])
    elif take_over or not held.is_there:
        held.by, held.since, held.seen_at = person, now, now
        held.save(update_fields=["by", "since", "seen_at"])
    return held


def holder_of(page: Page) -> Opened | None:
    held = Opened.objects.filter(number_id=page.number_id).select_related("by").first()
    return held if held and held.is_there else None


def close_for(page: Page, person) -> None:
    Opened.objects.filter(number_id=page.number_id, by=person).delete()

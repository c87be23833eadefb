"""Public pages that change because a day has passed, although nobody touched them."""

from datetime import date, datetime, time

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from clinic_site.content.reading import CHANGE_IS_NEWS_FOR
from clinic_site.content.registry import public_rows
from clinic_site.generation.models import Tick, move
from clinic_site.review.models import Recall

NUMBER = {"number": lambda model: F("page__number_id")}


@transaction.atomic
def move_generation() -> bool:
    """Moves the generation, at most once a day, when a page became overdue, or a "changed" notice or a recall ended
    since the last time. Answers whether it did."""
    row, _is_new = Tick.objects.select_for_update().get_or_create(id=1)
    today = timezone.localdate()
    if row.moved_on and row.moved_on >= today:
        return False
    changed = not row.moved_on or has_changed(row.moved_on, today)
    if changed:
        move()
    Tick.objects.filter(id=1).update(moved_on=today)
    return changed


def has_changed(since: date, today: date) -> bool:
    """Whether readers see another page today than at the beginning of the earlier day."""
    begun = timezone.make_aware(datetime.combine(since, time.min)) - CHANGE_IS_NEWS_FOR
    overdue = public_rows(NUMBER, page__review_due__gte=since, page__review_due__lt=today)
    old_news = public_rows(NUMBER, published_at__gte=begun, published_at__lt=timezone.now() - CHANGE_IS_NEWS_FOR)
    recalls = Recall.objects.filter(ended_at__isnull=True, stands_until__gte=since, stands_until__lt=today)
    return bool(overdue[:1]) or bool(old_news[:1]) or recalls.exists()

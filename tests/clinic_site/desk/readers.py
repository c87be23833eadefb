"""What readers leave behind, made at once."""

from datetime import timedelta

from django.utils import timezone

from clinic_site.feedback.models import Feedback
from clinic_site.search import term_log
from clinic_site.search.models import SearchDay, Term


def searched(*words: str, times: int = 3, unfound: int | None = None) -> None:
    """Asked so often today, in vain unless said otherwise."""
    day = timezone.localdate()
    lost = times if unfound is None else unfound
    for one in words:
        Term.objects.create(digest=term_log.digest(one), day=day, times=times, unfound=lost, results=times - lost,
                            words=one)  # fmt: skip


def searches(days_ago: int, times: int, unfound: int = 0) -> None:
    SearchDay.objects.create(day=timezone.localdate() - timedelta(days=days_ago), times=times, unfound=unfound)


def say(page, count: int, reason: str | None = None, day=None) -> None:
    """So many answers about a page, or without one about the guide: that it helped, unless there is a reason."""
    about = {"number_id": page.number_id, "revision": 1} if page else {}
    Feedback.objects.bulk_create(
        Feedback(**about, helpful=reason is None, reason=reason or "", day=day or timezone.localdate())
        for _turn in range(count)
    )

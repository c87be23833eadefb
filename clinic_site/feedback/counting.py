"""What readers' answers add up to. Every question here is one query, however many pages and answers there are."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from clinic_site.feedback.models import Feedback, Reason

YEAR = timedelta(days=365)
# Of the answers to a page; one No in ten says little.
UNHELPFUL_SHARE = 0.3


@dataclass(frozen=True)
class Answers:
    """How a page did; an empty number is the guide as a whole. `reasons` has those that were given, most first."""

    number: str
    count: int
    unhelpful: int
    reasons: dict[str, int]

    @property
    def share(self) -> float:
        """Of the answers that say it did not help, from 0 to 1."""
        return self.unhelpful / self.count if self.count else 0.0


def wrongs() -> QuerySet[Feedback]:
    """What somebody thinks is wrong and nobody has settled, oldest first: there from the moment it is sent."""
    return Feedback.objects.unsettled().filter(reason=Reason.WRONG).order_by("id")


def answers(*, waiting: bool = False) -> list[Answers]:
    """By page over the last year, the least helpful first; `waiting` counts only what nobody has settled."""
    rows = Feedback.objects.filter(day__gte=timezone.localdate() - YEAR)
    rows = (rows.unsettled() if waiting else rows).order_by().values("number")
    counted = rows.annotate(
        count=Count("id"),
        unhelpful=Count("id", filter=Q(helpful=False)),
        **{f"reason_{reason}": Count("id", filter=Q(reason=reason)) for reason in Reason.values},
    )
    found = [Answers(row["number"] or "", row["count"], row["unhelpful"], reasons_of(row)) for row in counted]
    return sorted(found, key=lambda one: (-one.share, -one.count, one.number))


def reasons_of(row: dict) -> dict[str, int]:
    counts = {reason: row[f"reason_{reason}"] for reason in Reason.values if row[f"reason_{reason}"]}
    return dict(sorted(counts.items(), key=lambda item: -item[1]))


def unhelpful(at_least: int = 10, share: float = UNHELPFUL_SHARE) -> list[Answers]:
    """Pages that did not help often enough, from the answers that nobody has settled; the guide as a whole too."""
    return [one for one in answers(waiting=True) if one.count >= at_least and one.share >= share]

"""Pages that patients often get together, for staff to make a named handout of. Counts by day, and no people."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max, QuerySet, Sum
from django.utils import timezone

from clinic_site.counts.models import Opening
from clinic_site.handouts.kept import NotNow
from clinic_site.handouts.models import Handout

WITHIN = timedelta(days=28)
DAYS, TIMES = 3, 10
PUT_AWAY_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Often:
    """`address` has the numbers as the pages were opened; `times` is how often in the last 28 days, on how many
    `days`."""

    address: str
    times: int
    days: int
    last_on: date

    @property
    def numbers(self) -> list[str]:
        return self.address.split("-")


def opened_often() -> QuerySet:
    """Numbers of pages opened ten times on three days, unless staff put them away."""
    rows = Opening.objects.filter(day__gt=timezone.localdate() - WITHIN).order_by().values("numbers")
    rows = rows.annotate(times=Sum("count"), days=Count("day"), last_on=Max("day"))
    return rows.filter(times__gte=TIMES, days__gte=DAYS).exclude(numbers__in=put_away())


def offered() -> Iterator[Often]:
    """Those whose pages stand in no named handout, in whatever order; the most opened first. Two queries."""
    found = [Often(row["numbers"], row["times"], row["days"], row["last_on"]) for row in opened_often()]
    named = {frozenset(items) for items in Handout.objects.values_list("items", flat=True)} if found else set()
    for one in sorted(found, key=lambda one: (-one.times, one.address)):
        if frozenset(one.numbers) not in named:
            yield one


def put_away() -> QuerySet:
    return NotNow.objects.filter(at__gt=timezone.now() - PUT_AWAY_FOR).values("numbers")


def not_now(address: str, *, by) -> bool:
    """Offers them to nobody for 90 days. Only what is offered can be put away, so that nothing else gets kept."""
    is_offered = any(one.address == address for one in offered())
    if is_offered:
        NotNow.objects.update_or_create(numbers=address, defaults={"by": by, "at": timezone.now()})
    return is_offered


def forget_old() -> None:
    NotNow.objects.filter(at__lte=timezone.now() - PUT_AWAY_FOR).delete()

"""How often each page was read: day, page, revision and a count; how often several were opened together. Nothing
about who read them."""

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import date, timedelta

from django.db import connection, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# An addition the database makes itself, so that two processes can't lose each other's.
ADD = """
INSERT INTO counts_reading (day, number, revision, counted_by, count) VALUES (%s, %s, %s, %s, %s)
ON CONFLICT (day, number, revision, counted_by) DO UPDATE SET count = counts_reading.count + excluded.count
"""
ADD_OPENING = """
INSERT INTO counts_opening (day, numbers, count) VALUES (%s, %s, %s)
ON CONFLICT (day, numbers) DO UPDATE SET count = counts_opening.count + excluded.count
"""
# Anybody can put any numbers together, so a day has room for so many.
MOST_OPENINGS_A_DAY = 500
OPENINGS_LAST = timedelta(days=90)
NOT_COUNTED = _(
    "Not counted: copies that a browser or another computer kept and showed again, search engines and other programs "
    "that say so themselves, pages opened from the staff side, and what was counted in the last minute before the "
    "server was stopped by force. Nothing is kept about readers, so somebody who reads a page twice counts twice."
)


class CountedBy(models.TextChoices):
    SITE = "site", _("this site")
    LOG = "log", _("a web server's log")


class Reading(models.Model):
    """The site and a web server in front of it may have counted the same readings: see `read_between`."""

    day = models.DateField()
    number = models.CharField(max_length=5)
    revision = models.PositiveIntegerField()
    counted_by = models.CharField(max_length=4, choices=CountedBy.choices, default=CountedBy.SITE)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["day", "number", "revision", "counted_by"], name="one_reading_row_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.day}, {self.number}: {self.count}"


class Opening(models.Model):
    """How often several pages were opened together on a day, at an address like `/h/4716-0528`."""

    day = models.DateField()
    numbers = models.CharField(max_length=29)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["day", "numbers"], name="one_opening_row_a_day")]

    def __str__(self) -> str:
        return f"{self.day}, {self.numbers}: {self.count}"


class CountedLog(models.Model):
    """A web server's log that was counted. Only its digest is kept, so that it isn't counted again."""

    digest = models.CharField(max_length=64, primary_key=True)
    counted_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digest[:12]


Key = tuple[date, str, int]
Together = tuple[date, str]


def add(counts: Mapping[Key, int], counted_by: str = CountedBy.SITE) -> None:
    """Adds to what is there: (day, number, revision) -> how often more."""
    on = connection.ops.adapt_datefield_value
    # In one order, so that two writers never wait for each other's rows.
    rows = [(on(day), number, revision, counted_by, count) for (day, number, revision), count in sorted(counts.items())]
    with connection.cursor() as cursor:
        cursor.executemany(ADD, rows)


def add_openings(counts: Mapping[Together, int]) -> None:
    """The same for (day, numbers) -> how often more. What a full day has no row for is not counted."""
    on = connection.ops.adapt_datefield_value
    for day in sorted({day for day, _numbers in counts}):
        there = set(Opening.objects.filter(day=day).values_list("numbers", flat=True))
        asked = sorted(numbers for opened, numbers in counts if opened == day)
        new = [numbers for numbers in asked if numbers not in there][: max(0, MOST_OPENINGS_A_DAY - len(there))]
        kept = there | set(new)
        rows = [(on(day), numbers, counts[day, numbers]) for numbers in asked if numbers in kept]
        with connection.cursor() as cursor:
            cursor.executemany(ADD_OPENING, rows)


def forget_openings() -> None:
    Opening.objects.filter(day__lt=timezone.localdate() - OPENINGS_LAST).delete()


def read_between(first: date, last: date) -> dict[tuple[date, str], int]:
    """(day, number) -> readings, both days included. A log holds all that the site counted as well, unless the site
    stood alone; so the larger of the two counts."""
    rows = Reading.objects.filter(day__range=(first, last)).values_list("day", "number", "counted_by")
    found: dict[tuple[date, str], int] = {}
    for day, number, _by, count in rows.annotate(models.Sum("count")):
        found[day, number] = max(count, found.get((day, number), 0))
    return found


def of_revisions(number: str, revisions: Collection[int]) -> dict[date, int]:
    """Day -> readings of some signed copies of a page, oldest first. Of two counts the larger one, as above."""
    rows = Reading.objects.filter(number=number, revision__in=revisions).order_by("day")
    found: dict[date, int] = {}
    for day, _by, count in rows.values_list("day", "counted_by").annotate(models.Sum("count")):
        found[day] = max(count, found.get(day, 0))
    return found


def by_page(first: date, last: date) -> Counter[str]:
    """Number -> readings; `most_common()` gives the most read."""
    pages: Counter[str] = Counter()
    for (_day, number), count in read_between(first, last).items():
        pages[number] += count
    return pages


def by_day(first: date, last: date) -> Counter[date]:
    days: Counter[date] = Counter()
    for (day, _number), count in read_between(first, last).items():
        days[day] += count
    return days

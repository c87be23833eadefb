"""What readers searched for, without readers: words, a day, how often, and how many answers there were.

- What looks personal (`personal`) is not kept at all; it only counts as a search of that day.
- Words are kept as a keyed digest. The key comes from the site's secret key, so a copy of the database alone tells
  nothing, and each guess costs thousands of hashes, so that even with the key a list of phrases takes its time.
- Words that were asked on 3 occasions in 30 days are kept as words from the third on: then they are no longer one
  person's own. An occasion is one search. Who asked isn't known, so one person can ask three times; that is why what
  looks personal never gets this far. Going from page to page of the same answers is no new search.
- A digest that never came to that is dropped after 30 days, words after 90. How many searches a day had stays.
- No address, no cookie, no time of day, nothing about the browser.

A search never waits for the log: when the database is busy, the entry is left out and a number in the log says so.
"""

import hashlib
import logging
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from threading import Lock

from django.conf import settings
from django.db import OperationalError, connection, models, transaction
from django.db.models import F, Max, Q, Sum
from django.utils import timezone

from clinic_site.search.personal import LONGEST, looks_personal
from clinic_site.search.words import normalised

log = logging.getLogger("clinic_site.faults")
OCCASIONS = 3
WITHIN, KEPT = timedelta(days=30), timedelta(days=90)
# One process keeps no more searches a day than a flood of them could fill a disk with.
MOST_A_DAY = 5_000
WAITS = 100  # milliseconds
PURPOSE = b"clinic_site.search.term_log:"
ROUNDS = 5_000
UNSAID = " \t?!.,;:\"'“”‘’"


class Term(models.Model):
    """One thing that was searched for, on one day. `results` is how many answers the last search had."""

    digest = models.CharField(max_length=32)
    day = models.DateField(db_index=True)
    times = models.PositiveIntegerField(default=1)
    unfound = models.PositiveIntegerField(default=0)
    results = models.PositiveIntegerField()
    words = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["digest", "day"], name="one_term_a_day")]

    def __str__(self) -> str:
        return f"{self.day}: {self.words or self.digest[:6]}"


class SearchDay(models.Model):
    """How many searches a day had, and how many of them found nothing; those that look personal too."""

    day = models.DateField(primary_key=True)
    times = models.PositiveIntegerField(default=0)
    unfound = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.day}: {self.times}"


class Ignored(models.Model):
    """Words that staff decided to write no answer for."""

    words = models.CharField(max_length=LONGEST, primary_key=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.words


# Additions the database makes itself, so that two searches at once can't lose each other's.
ADD_TERM = """
INSERT INTO search_term (digest, day, times, unfound, results, words) VALUES (%s, %s, 1, %s, %s, '')
ON CONFLICT (digest, day) DO UPDATE
SET times = search_term.times + 1, unfound = search_term.unfound + excluded.unfound, results = excluded.results
"""
ADD_DAY = """
INSERT INTO search_searchday (day, times, unfound) VALUES (%s, 1, %s)
ON CONFLICT (day) DO UPDATE
SET times = search_searchday.times + 1, unfound = search_searchday.unfound + excluded.unfound
"""
_lock = Lock()
_noted: Counter[date] = Counter()
_missed: Counter[str] = Counter()


def heard(text: str, results: int) -> None:
    """Notes one search and how many answers it had. Fails no search: a busy database is told of in the log."""
    words, today = asked(text), timezone.localdate()
    if not words or not _has_room(today):
        return
    is_kept = len(words) <= LONGEST and not looks_personal(text)
    # Takes its time, so it comes before the database is asked for a lock.
    scrambled = digest(words) if is_kept else ""
    try:
        with _without_waiting():
            _note(scrambled, words, results, today)
    except OperationalError:
        _missed["busy"] += 1
        log.warning("searches not noted because the database was busy, since the start: %d", _missed["busy"])


def asked(text: str) -> str:
    """The words by which a search is known again; empty for what has no letters."""
    words = normalised(text).strip(UNSAID)
    return words if any(sign.isalpha() for sign in words) else ""


def digest(words: str) -> str:
    key = PURPOSE + settings.SECRET_KEY.encode()
    return hashlib.pbkdf2_hmac("sha256", words.encode(), key, ROUNDS, dklen=16).hex()


def _has_room(today: date) -> bool:
    with _lock:
        if today not in _noted:
            _noted.clear()
        _noted[today] += 1
        return _noted[today] <= MOST_A_DAY


def _note(scrambled: str, words: str, results: int, today: date) -> None:
    day, unfound = connection.ops.adapt_datefield_value(today), int(results == 0)
    with connection.cursor() as cursor:
        cursor.execute(ADD_DAY, [day, unfound])
        if not scrambled:
            return
        cursor.execute(ADD_TERM, [scrambled, day, unfound, results])
    lately = Term.objects.filter(digest=scrambled, day__gt=today - WITHIN)
    if lately.aggregate(all=Sum("times"))["all"] >= OCCASIONS:
        lately.filter(day=today).update(words=words)


@contextmanager
def _without_waiting() -> Iterator[None]:
    """A transaction that gives up soon when somebody else is writing."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = {WAITS}")
            yield
        return
    connection.ensure_connection()
    database = connection.connection
    [usual] = database.execute("PRAGMA busy_timeout").fetchone()
    database.execute(f"PRAGMA busy_timeout = {WAITS}")
    try:
        with transaction.atomic():
            yield
    finally:
        database.execute(f"PRAGMA busy_timeout = {usual}")


@dataclass(frozen=True)
class Unanswered:
    words: str
    times: int
    last_on: date


def unanswered(days: int = 30, at_least: int = OCCASIONS) -> list[Unanswered]:
    """Words that found nothing so often in these days and still don't, the most asked first; without those that staff
    chose to ignore. One query."""
    since = timezone.localdate() - timedelta(days=days)
    asked = Term.objects.filter(day__gt=since).order_by().values("digest")
    rows = asked.annotate(
        said=Max("words"), lost=Sum("unfound"), last=Max("day"), in_vain=Max("day", filter=Q(results=0))
    )
    # The last search decides: since the others there may be an answer.
    rows = rows.filter(lost__gte=at_least, in_vain=F("last")).exclude(said="")
    rows = rows.exclude(said__in=Ignored.objects.values("words"))
    found = [Unanswered(row["said"], row["lost"], row["last"]) for row in rows]
    return sorted(found, key=lambda one: (-one.times, one.words))


def ignore(words: str, *, by) -> None:
    """Offers these words to nobody again. Asked for 90 days, as long as words are kept."""
    Ignored.objects.update_or_create(words=words, defaults={"by": by, "at": timezone.now()})


def ignored() -> list[Ignored]:
    """What staff put aside, the newest first, with who did it."""
    return list(Ignored.objects.select_related("by").order_by("-at", "words"))


def bring_back(words: str) -> bool:
    """Offers words again that were ignored; whether there was anything to bring back."""
    return bool(Ignored.objects.filter(words=words).delete()[0])


def searches(first: date, last: date) -> list[SearchDay]:
    """The days with searches, both ends included, oldest first."""
    return list(SearchDay.objects.filter(day__range=(first, last)).order_by("day"))


def prune(today: date | None = None) -> None:
    """Drops words that are 90 days old, and digests that are too old to become words."""
    today = today or timezone.localdate()
    Term.objects.filter(Q(day__lte=today - KEPT) | Q(words="", day__lte=today - WITHIN)).delete()
    Ignored.objects.filter(at__date__lte=today - KEPT).delete()

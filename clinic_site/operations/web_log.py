"""Readings out of a web server's log: of each line the day and the path are looked at, and nothing else is kept.

Two kinds of lines are understood, and both may stand in one file:

    2026-11-20 /faq/does-it-hurt/ 12
    203.0.113.9 - - [20/Nov/2026:10:00:00 +0000] "GET /faq/does-it-hurt/ HTTP/1.1" 200 5120 "-" "Mozilla/5.0 ..."

The count may be left out of the first. Of the second only pages that were shown (200, 304) to readers count.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.db.models import F
from django.utils import timezone

from clinic_site.content import registry
from clinic_site.content.revision import ONCE_PUBLIC
from clinic_site.counts.models import Key
from clinic_site.counts.readers import is_reader
from clinic_site.redirects.models import Redirect

COUNTED = re.compile(r"(\d{4})-(\d\d)-(\d\d)[\s,;]+(/[^\s,;]*)(?:[\s,;]+(\d{1,9}))?\s*")
COMMON = re.compile(
    r'\S+ \S+ .*?\[(\d\d)/([A-Z][a-z]{2})/(\d{4}):[^]]*\] "([A-Z]+) (\S+)[^"]*" (\d{3}) \S+'
    r'(?: "((?:[^"\\]|\\.)*)" "((?:[^"\\]|\\.)*)")?.*'
)
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
SHOWN = ("200", "304")
# In characters. A longer line is nobody's reading.
LONGEST = 8_000


@dataclass
class Counted:
    """What a log holds. `strange` lines are of neither kind; `others` are no reading of a page of ours."""

    readings: Counter[Key] = field(default_factory=Counter)
    strange: int = 0
    others: int = 0

    @property
    def days(self) -> set[date]:
        return {day for day, _number, _revision in self.readings}


@dataclass(frozen=True)
class Line:
    day: date
    path: str
    times: int


def counted(lines: Iterable[str], leave_out: frozenset[date] = frozenset()) -> Counted:
    found, numbers, public = Counted(), numbers_by_path(), {}
    for line in lines:
        if not line.strip():
            continue
        try:
            read = parsed(line)
        except ValueError:
            found.strange += 1
            continue
        number = read and numbers.get(read.path)
        if not number or read.day in leave_out:
            found.others += 1
            continue
        if read.day not in public:
            public[read.day] = revisions_on(read.day)
        revision = public[read.day].get(number)
        if revision:
            found.readings[read.day, number, revision] += read.times
        else:
            found.others += 1
    return found


def parsed(line: str) -> Line | None:
    """None for what is no reading. Raises ValueError for a line of another kind, and for a day that never was."""
    line = line.strip()
    if len(line) > LONGEST:
        raise ValueError
    plain = COUNTED.fullmatch(line)
    if plain:
        year, month, day, path, times = plain.groups()
        return Line(date(int(year), int(month), int(day)), path_of(path), int(times or 1))
    common = COMMON.fullmatch(line)
    if not common:
        raise ValueError
    day, month, year, method, path, status, referrer, program = common.groups("")
    when = date(int(year), MONTHS.index(month) + 1, int(day))
    asked = {"REQUEST_METHOD": method, "HTTP_REFERER": referrer, "HTTP_USER_AGENT": program}
    return Line(when, path_of(path), 1) if status in SHOWN and is_reader(asked) else None


def path_of(address: str) -> str:
    return re.split("[?#]", address, maxsplit=1)[0]


def numbers_by_path() -> dict[str, str]:
    """Every address a page has or had. One that was taken over by another page is the other's."""
    old = dict(Redirect.objects.values_list("path", "number_id"))
    once = registry.public_rows(registry.LOCATION, ONCE_PUBLIC)
    return old | {registry.Located(*row).path: row[0] for row in once}


def revisions_on(day: date) -> dict[str, int]:
    """Number -> the copy that was public as the day ended; as it began, of a page taken away on it."""
    columns = {"number": lambda model: F("page__number_id"), "revision": lambda model: F("revision")}
    found: dict[str, int] = {}
    for at in (time.min, time.max):
        moment = timezone.make_aware(datetime.combine(day, at))
        found |= dict(registry.public_rows(columns, at=moment))
    return found

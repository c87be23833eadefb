"""Which sets were laid out for paper, and what their pages say otherwise since. Who laid them out is not kept."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.shared import Shared
from clinic_site.counts.readers import is_reader
from clinic_site.handouts import copies
from clinic_site.handouts.changes import changes_after
from clinic_site.handouts.copies import Copies
from clinic_site.handouts.kept import LaidOut
from clinic_site.handouts.printed_set import PrintedSet
from clinic_site.rates import Rates, sender_of

# Paper that hung for longer is not on any wall of ours.
LASTS = timedelta(days=730)
MOST = 300
HOUR = 3600
# A clinic prints many sets on one afternoon; whoever lays out more than that prints none of them.
FROM_ONE_SENDER = 40
rates = Rates(HOUR)


@dataclass(frozen=True)
class Change:
    number: str
    day: date
    words: str
    is_gone: bool = False


@dataclass(frozen=True)
class OutOfDate:
    """A set with what happened to its pages since it was laid out, the oldest first."""

    set: LaidOut
    changes: tuple[Change, ...]


def remember(request, form: str, found: PrintedSet, common: Shared) -> None:
    """The same set in the same form is remembered once, as it was laid out last. Staff who come from their own side
    print for readers as well."""
    if not found.items or not is_reader(request.META | {"HTTP_REFERER": ""}):
        return
    if rates.minutes_to_wait({("all",): MOST, ("sender", sender_of(request)): FROM_ONE_SENDER}):
        return
    kept = {item.number: [item.revision, last_day(item.due, common)] for item in found.items}
    row = LaidOut(pages=found.asked, form=form, copies=kept)
    LaidOut.objects.bulk_create(
        [row], update_conflicts=True, unique_fields=["pages", "form"], update_fields=["day", "copies"]
    )


def last_day(due: date | None, common: Shared) -> str | None:
    """As the paper tells it: nobody checked example content, so that tells none."""
    return due.isoformat() if due and not common.profile.is_example else None


def out_of_date() -> Iterator[OutOfDate]:
    """Sets of the last two years of which a page has changed its meaning, is gone, or may not be used any more. Two
    queries."""
    sets = list(LaidOut.objects.filter(day__gt=timezone.localdate() - LASTS).order_by("day", "pk"))
    known = copies.read(number for one in sets for number in one.copies)
    for one in sets:
        found = [
            change
            for number, (revision, last) in one.copies.items()
            if number in known
            for change in changes_of(number, revision, last, known[number])
        ]
        if found:
            yield OutOfDate(one, tuple(sorted(found, key=lambda change: change.day)))


def changes_of(number: str, revision: int, last: str | None, known: Copies) -> Iterator[Change]:
    if known.withdrawn:
        day = timezone.localdate(known.withdrawn["withdrawn_at"])
        yield Change(number, day, _("It was retired on %(day)s.") % {"day": date_format(day, "j F Y")}, is_gone=True)
        return
    for day, words in changes_after(revision, known):
        yield Change(number, day, words)
    day = date.fromisoformat(last) if last else None
    if day and day < timezone.localdate():
        words = _("Its paper was not to be used after %(day)s.") % {"day": date_format(day, "j F Y")}
        yield Change(number, day, words)


def forget(pk: int) -> bool:
    """For a set that is not in use any more; whether there was one."""
    return bool(LaidOut.objects.filter(pk=pk).delete()[0])


def forget_old() -> None:
    """Of more than fit, those that were laid out longest ago go too."""
    LaidOut.objects.filter(day__lte=timezone.localdate() - LASTS).delete()
    too_many = LaidOut.objects.order_by("-day", "-pk").values_list("pk", flat=True)[MOST:]
    LaidOut.objects.filter(pk__in=list(too_many)).delete()

"""One thing that needs somebody, in the words of the list: what to do, with what, why and since when."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

EDITOR, REVIEWER, PUBLISHER, OWNER = "editor", "reviewer", "publisher", "owner"
CLINICIAN = "clinician"
MONTHS_FROM_DAYS = 90


@dataclass(frozen=True)
class Press:
    """A button that acts at once: where it is sent, and with what."""

    words: str
    url: str
    fields: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Row:
    """`roles` says whose work it is; `is_yours` that it was asked of this very person; `is_urgent` that it is late or
    could harm. `weighs` asks for the number of changed words. `readers` is how many readers it comes from; `also` are
    other ways to deal with it, as words and addresses."""

    verb: str
    url: str
    title: str
    why: str
    since: date | datetime | None
    roles: frozenset[str]
    number: str = ""
    readers: int = 0
    also: tuple[tuple[str, str], ...] = ()
    size: str = ""
    is_yours: bool = False
    is_urgent: bool = False
    weighs: bool = False
    press: Press | None = None

    @property
    def order(self) -> tuple:
        """What is urgent first, then what most readers said, then what was asked of you, then the oldest."""
        return not self.is_urgent, -self.readers, not self.is_yours, day_of(self.since) or date.max, self.number

    @property
    def day(self) -> date | None:
        return day_of(self.since)

    @property
    def when(self) -> str:
        return ago(self.day) if self.day else ""


def day_of(moment: date | datetime | None) -> date | None:
    return timezone.localdate(moment) if isinstance(moment, datetime) else moment


def ago(day: date) -> str:
    days = (timezone.localdate() - day).days
    if days in (-1, 0, 1):
        return {-1: _("tomorrow"), 0: _("today"), 1: _("yesterday")}[days]
    if abs(days) >= MONTHS_FROM_DAYS:
        months = round(abs(days) / 30.44)
        words = ngettext("%(count)d month", "%(count)d months", months) % {"count": months}
    else:
        words = ngettext("%(count)d day", "%(count)d days", abs(days)) % {"count": abs(days)}
    return (_("%(time)s ago") if days > 0 else _("in %(time)s")) % {"time": words}


def long_day(day: date | datetime) -> str:
    return date_format(day_of(day), "j F Y")


def screen(model, pk: int, name: str = "change", *args) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=[pk, *args])


def may(person, verb: str, model) -> bool:
    return person.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}")


def page_row(page, person, *, verb: str, step: str, why: str, since, roles: set[str], **more) -> Row:
    """A row about a page, whose link leads to the screen of the step."""
    return Row(
        verb=verb,
        url=screen(page.model, page.pk, step),
        title=page.title,
        number=page.number,
        why=why,
        since=since,
        roles=frozenset(roles),
        **{"is_yours": page.is_of(person.pk)} | more,
    )

"""The day at the end of a handout's address: the day of its wording, the same for everyone that day."""

import re
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.numbers.damm import normalise

EIGHT_DIGITS = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
# No handout is older than this.
FIRST_YEAR = 2000


@dataclass(frozen=True)
class Asked:
    """`day` is none where none was asked for or it can't be used; `fault` then says why, ready to read."""

    day: date | None = None
    fault: str = ""


def asked(typed: str) -> Asked:
    if not typed:
        return Asked()
    day = day_of(normalise(typed))
    if day is None:
        return Asked(fault=_("The end of this address is not a day. This is the handout as it is today."))
    if day > timezone.localdate():
        return Asked(fault=_("This day has not come yet. This is the handout as it is today."))
    return Asked(day)


def day_of(digits: str) -> date | None:
    found = EIGHT_DIGITS.fullmatch(digits)
    if not found:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return day if day.year >= FIRST_YEAR else None


def written(day: date) -> str:
    return f"{day:%Y%m%d}"

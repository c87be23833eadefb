"""The moment somebody asks about, in the time zone of the site."""

from datetime import UTC, date, datetime, time

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.content import find

# Nothing on the web is older, and sums with the first days of the calendar leave it.
EARLIEST = date(1990, 1, 1)


class MomentForm(forms.Form):
    """A day and, if wanted, a time; or `at`, the exact moment that links carry. Leaves the moment in `at`."""

    at = forms.CharField(required=False, widget=forms.HiddenInput)
    day = forms.DateField(
        label=_("day"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("time"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
        help_text=_("Leave it empty for the end of that day."),
    )

    def clean_at(self) -> datetime | None:
        typed = self.cleaned_data["at"]
        if not typed:
            return None
        try:
            at = parse_datetime(typed)
        except ValueError:
            at = None
        if at is None:
            raise ValidationError(gettext("This link names no moment that can be read. Choose a day and a time."))
        return at if timezone.is_aware(at) else at.replace(tzinfo=timezone.get_current_timezone())

    def clean(self) -> dict:
        cleaned = super().clean()
        if {"at", "day", "time"} & set(self.errors):
            return cleaned
        at = cleaned["at"]
        day = at.date() if at else cleaned["day"]
        if day is None:
            self.add_error("day", gettext("Choose a day."))
        elif day < EARLIEST:
            self.add_error("day", gettext("This site has no record of a day so long ago. Choose a later one."))
        else:
            cleaned["at"] = at or moment(day, cleaned["time"])
            if cleaned["at"] > timezone.now():
                self.add_error("day", gettext("This moment has not come yet. Choose today or an earlier day."))
        return cleaned


class AsOfForm(MomentForm):
    page = forms.CharField(
        label=_("number or address of a page"),
        required=False,
        max_length=300,
        help_text=_("Leave it empty to see everything that was public."),
    )

    def clean_page(self):
        typed = self.cleaned_data["page"].replace("\0", "").strip()
        page = (find.at_address(typed) or find.numbered(typed)) if typed else None
        if typed and page is None:
            raise ValidationError(gettext("No page has this number or address. Check the digits, or leave this empty."))
        return page


def moment(day: date, at: time | None) -> datetime:
    """The end of the day when no time is given, and now on the day that has no end yet. When the clocks went back and
    a time came twice, the second one."""
    zone = timezone.get_current_timezone()
    if at is None:
        end = datetime.combine(day, time.max, zone)
        return timezone.now() if day == timezone.localdate() else end
    return datetime.combine(day, at, zone).replace(fold=1)


def as_link(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def spoken(at: datetime) -> str:
    local = timezone.localtime(at)
    is_exact = local.second and local.time() != time.max
    return date_format(local, "j F Y, H:i:s" if is_exact else "j F Y, H:i")


def typed(at: datetime) -> dict:
    local = timezone.localtime(at)
    return {"day": local.date(), "time": local.time().replace(second=0, microsecond=0)}

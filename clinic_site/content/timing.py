"""Choosing a time on a screen: the field, its button, and what is said about a time that was chosen."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.content import schedule, scheduling, together
from clinic_site.content.page import Page
from clinic_site.content.revision import State
from clinic_site.content.schedule import Act, Scheduled

PRESSED = "_schedule"
FARTHEST = timedelta(days=5 * 365)
FORMATS = ("%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%d/%m/%Y %H:%M")


class MomentField(forms.Field):
    """A day and a time of the clinic's clock. A time that this clock never shows, or shows twice, is refused with what
    to choose instead."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")

    def to_python(self, value: str) -> datetime | None:
        if value in self.empty_values:
            return None
        typed = next(filter(None, (_read(value.strip(), format) for format in FORMATS)), None)
        if typed is None:
            raise ValidationError(_("Write the day and the time like this: 2027-03-03 09:00."))
        return on_the_clock(typed)


def _read(value: str, format: str) -> datetime | None:
    try:
        return datetime.strptime(value, format)
    except ValueError:
        return None


def on_the_clock(typed: datetime) -> datetime:
    """Raises ValidationError for the hour that is left out in spring and the one that comes twice in autumn."""
    zone = timezone.get_current_timezone()
    before, after = typed.replace(tzinfo=zone, fold=0), typed.replace(tzinfo=zone, fold=1)
    shift = after.utcoffset() - before.utcoffset()
    words = {"day": date_format(typed, "j F Y"), "time": f"{typed:%H:%M}", "next": f"{typed + shift:%H:%M}"}
    if shift > timedelta():
        raise ValidationError(
            _("On %(day)s the clocks go forward, so %(time)s doesn't exist that day. Choose %(next)s instead.") % words
        )
    if shift < timedelta():
        raise ValidationError(
            _("On %(day)s the clocks go back, so %(time)s comes twice. Choose a time an hour earlier or later.") % words
        )
    return before


class ScheduleForm(forms.Form):
    """The time beside a button. A time that was chosen and not asked for by its own button is never overlooked: the
    other buttons of the screen act at once."""

    at = MomentField(label=gettext_lazy("On this day, at this time"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["at"].widget.attrs |= {
            "min": f"{timezone.localtime():%Y-%m-%dT%H:%M}",
            "aria-describedby": "id_at_helptext",
        }

    @property
    def is_asked_for(self) -> bool:
        return PRESSED in self.data

    def clean_at(self) -> datetime | None:
        at = self.cleaned_data["at"]
        if at is None and self.is_asked_for:
            raise ValidationError(_("Choose the day and the time first."))
        if at is not None and not self.is_asked_for:
            raise ValidationError(
                _("You chose a time, but the button you pressed acts at once. Use the button beside the time, or empty"
                  " the time.")
            )  # fmt: skip
        if at is not None and at <= timezone.now():
            raise ValidationError(_("This time has passed. Choose a later one."))
        if at is not None and at - timezone.now() > FARTHEST:
            raise ValidationError(_("This is more than five years away. Look at the year again."))
        return at


@dataclass(frozen=True)
class Box:
    """What the template of the schedule box is given. With an `action` the box is a form of its own. `partners` are
    approved texts without a time that have to go out with this one."""

    form: ScheduleForm
    heading: str
    action: str = ""
    seen: str = ""
    partners: tuple = ()

    @property
    def partners_mark(self) -> str:
        return mark_of(self.partners)

    @property
    def partner_links(self) -> list[tuple[str, str]]:
        """Heading and number of each, and the screen that shows its text."""
        found = [(revision, revision.page, revision.page._meta) for revision in self.partners]
        return [
            (
                f"{revision.heading} ({page.number_id})",
                reverse(f"admin:{of.app_label}_{of.model_name}_publish", args=[page.pk]),
            )
            for revision, page, of in found
        ]

    @property
    def zone(self) -> str:
        return timezone.get_current_timezone_name()


def mark_of(revisions) -> str:
    """Which texts were on the screen, so that no other ones are given a time."""
    return "-".join(f"{revision.page.number_id}.{revision.revision}" for revision in revisions)


HEADINGS = {
    Act.PUBLISH: gettext_lazy("Publish it at a time"),
    Act.WITHDRAW: gettext_lazy("Retire it at a time"),
    "approve": gettext_lazy("Approve it for a date"),
}


def may_schedule(page: Page, user, act: str = Act.PUBLISH) -> bool:
    """Whoever chooses a time needs the right to do the act as well."""
    of_page = f"{page._meta.app_label}.%s_{page._meta.model_name}"
    return user.has_perm(of_page % "schedule") and user.has_perm(of_page % act)


def box(page: Page, user, *, act: str = Act.PUBLISH, heading: str = "", data=None, **more) -> Box | None:
    """The box, or None for who may not choose a time. `data` is what was sent from it."""
    if not may_schedule(page, user, act):
        return None
    return Box(ScheduleForm(data), str(HEADINGS[heading or act]), **more)


WILL_BE = {
    Act.PUBLISH: gettext_lazy("Will be published on %(when)s, as %(who)s chose."),
    Act.WITHDRAW: gettext_lazy("Will be retired on %(when)s, as %(who)s chose."),
}
WAS_TO_BE = {
    Act.PUBLISH: gettext_lazy("Was to be published on %(when)s, as %(who)s chose. It was not:"),
    Act.WITHDRAW: gettext_lazy("Was to be retired on %(when)s, as %(who)s chose. It was not:"),
}


@dataclass(frozen=True)
class Standing:
    """A time that was chosen, in words; `why` says why nothing happened then, or why nothing will."""

    row: Scheduled
    sentence: str
    why: str
    may_change: bool


def standing(page: Page, user) -> Standing | None:
    row = schedule.of(page)
    if row is None:
        return None
    words = {"when": scheduling.when(row), "who": row.by.name}
    sentence = (WAS_TO_BE if row.refused_at else WILL_BE)[row.act] % words
    if row.act == Act.PUBLISH and not row.refused_at:
        sentence = f"{sentence} {with_company(together.company(row))}".strip()
    return Standing(row, sentence, row.refusal or foreseen(page, row), may_schedule(page, user, row.act))


def with_company(numbers: list[str]) -> str:
    if not numbers:
        return ""
    return ngettext(
        "Page %(numbers)s, which it links to, has the same time.",
        "Pages %(numbers)s, which it links to, have the same time.",
        len(numbers),
    ) % {"numbers": ", ".join(numbers)}


def foreseen(page: Page, row: Scheduled) -> str:
    if row.act == Act.WITHDRAW and scheduling.meant(page, row).state != State.PUBLISHED:
        return _("But a newer text was published since, and the time was chosen for the older one.")
    missing = together.missing(row) if row.act == Act.PUBLISH else []
    if missing:
        return ngettext(
            "But page %(numbers)s, which it links to, will not be public then. Choose a time for that page, too.",
            "But pages %(numbers)s, which it links to, will not be public then. Choose a time for them, too.",
            len(missing),
        ) % {"numbers": ", ".join(missing)}
    if row.due_at <= timezone.now():
        return _("That time has come, and the site has not done it yet. It does so as soon as its timer runs.")
    return ""

import re
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.freezing import Frozen
from clinic_site.generation.models import move
from clinic_site.profile.dated import DatedRow, NotYet

phone_number = RegexValidator(
    r"^[+0-9][0-9 ()\-]{1,24}$", _("Write a phone number with digits and spaces only, such as 01632 960001.")
)


MONTHS = [MinValueValidator(1), MaxValueValidator(60)]


class Profile(DatedRow):
    """What is true of the clinic and printed on pages. The newest row in force counts; older ones are kept."""

    clinic_name = models.CharField(_("clinic name"), max_length=80, default="This clinic")
    address = models.CharField(_("address"), max_length=200, blank=True)
    phone = models.CharField(_("phone"), max_length=26, blank=True, validators=[phone_number])
    email = models.EmailField(_("e-mail"), blank=True, help_text=_("Leave empty if patients can't write to you."))
    opening_hours = models.CharField(_("opening hours"), max_length=200, blank=True)
    when_closed = models.CharField(
        _("what to do when you are closed"),
        max_length=200,
        blank=True,
        help_text=_("A whole sentence. It is printed on every “same day” card."),
    )
    emergency_number = models.CharField(
        _("emergency number"), max_length=26, blank=True, validators=[phone_number], help_text=_("Such as 999 or 112.")
    )
    emergency_department = models.CharField(
        _("name of the emergency department"), max_length=80, default="the emergency department"
    )
    country = models.CharField(_("country"), max_length=60, blank=True)
    practitioner = models.CharField(
        _("word for your profession"), max_length=60, default="clinician", help_text=_("Such as physiotherapist.")
    )
    regulator = models.CharField(_("regulator"), max_length=120, blank=True)
    ownership = models.CharField(_("who owns the clinic and what it sells"), max_length=300, blank=True)
    getting_here = models.CharField(
        _("how to get here"), max_length=400, blank=True, help_text=_("Bus, parking, steps or a lift.")
    )
    complaints = models.CharField(_("how to complain"), max_length=300, blank=True)
    other_formats = models.CharField(_("how to get other formats"), max_length=300, blank=True)
    language = models.CharField(_("language of the site"), max_length=12, default="en-GB")
    allows_single_signature = models.BooleanField(
        _("one person may write and approve"),
        default=False,
        help_text=_("Only for a clinic of one. Pages say so until a second person has read them."),
    )
    interval_normal = models.PositiveSmallIntegerField(
        _("months between checks of most pages"), default=24, validators=MONTHS
    )
    interval_high = models.PositiveSmallIntegerField(
        _("months between checks where a mistake can do harm"), default=12, validators=MONTHS
    )
    withdraw_after_days = models.PositiveSmallIntegerField(
        _("withdraw high-risk pages so many days after a missed check"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Leave empty to keep such a page public, with a line that says it is overdue."),
    )
    is_example = models.BooleanField(default=False, editable=False)

    frozen = Frozen(
        never=(
            "clinic_name", "address", "phone", "email", "opening_hours", "when_closed", "emergency_number",
            "emergency_department", "country", "practitioner", "regulator", "ownership", "getting_here", "complaints",
            "other_formats", "language", "allows_single_signature", "interval_normal", "interval_high",
            "withdraw_after_days", "is_example", "made_by_id", "made_at", "alone",
        ),
        once=("in_force_at", "second_by_id"),
    )  # fmt: skip

    class Meta(DatedRow.Meta):
        verbose_name = _("clinic profile")
        verbose_name_plural = _("clinic profile")
        indexes = [models.Index(fields=["-in_force_at", "-id"], name="profile_in_force")]

    def __str__(self) -> str:
        return self.clinic_name

    def months_between_checks(self, risk: str) -> int:
        return self.interval_high if risk == "high" else self.interval_normal

    @property
    def direction(self) -> str:
        return "rtl" if self.language.split("-")[0] in {"ar", "fa", "he", "ur", "yi"} else "ltr"

    @property
    def phone_href(self) -> str:
        return tel(self.phone)

    @property
    def emergency_href(self) -> str:
        return tel(self.emergency_number)


def tel(number: str) -> str:
    digits = re.sub(r"[^+0-9]", "", number)
    return f"tel:{digits}" if digits else ""


CONTENT = tuple(
    field.name
    for field in Profile._meta.local_fields
    if field.name not in {"id", "made_by", "made_at", "in_force_at", "second_by", "alone"}
)
# A wrong one sends a patient in danger to nobody: these wait for a second person.
HARMFUL = (
    "phone", "emergency_number", "emergency_department", "when_closed", "allows_single_signature",
    "withdraw_after_days",
)  # fmt: skip


def in_force_rows(at: datetime | None = None):
    """The row in force at that moment (now when none is given), as a query, so that it can be read with others."""
    since = {"in_force_at__isnull": False} if at is None else {"in_force_at__lte": at}
    return Profile.objects.filter(**since).order_by("-in_force_at", "-id")[:1]


def in_force() -> Profile:
    return in_force_rows().first() or Profile()


def waiting() -> Profile | None:
    newest = Profile.objects.order_by("-id").first()
    return newest if newest and not newest.in_force_at else None


@transaction.atomic
def amend(*, by, **changes) -> Profile:
    """A new row with the changes. It is in force at once unless it changes a harmful field of an earlier row."""
    if not by.has_perm("profile.change_profile"):
        raise PermissionDenied(gettext("Only an owner may change the clinic profile."))
    now = in_force()
    if waiting():
        raise NotYet(gettext("An earlier change waits for a second person. Confirm or drop it first."))
    values = {name: getattr(now, name) for name in CONTENT} | changes
    row = Profile(**values, made_by=by)
    row.full_clean(exclude=["made_by"])
    needs_second = now.pk and any(getattr(now, name) != values[name] for name in HARMFUL)
    if not needs_second or now.allows_single_signature:
        row.alone, row.in_force_at = True, timezone.now()
    row.save()
    move()
    return row


@transaction.atomic
def confirm(row: Profile, *, by) -> None:
    if not by.has_perm("profile.second_profile"):
        raise PermissionDenied(gettext("You may not confirm changes of the clinic profile."))
    row.second(by=by)
    move()

from django.db import models, transaction
from django.utils.translation import gettext as _

from clinic_site.freezing import Frozen
from clinic_site.generation.models import lock
from clinic_site.numbers.damm import check_digit, is_valid


class NumberTaken(ValueError):
    """The number belongs to another page, or is none; the message says which."""


class Number(models.Model):
    """A permanent short number. Given once, never changed, never given again, even when its page is gone."""

    digits = models.CharField(max_length=5, primary_key=True)

    frozen = Frozen(never=("digits",))

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.digits


@transaction.atomic
def take(digits: str = "") -> Number:
    """A new number: the one asked for, or the next free one (five digits once the thousand are given). Whoever asks
    for a free one waits for others who do, until their transactions end."""
    if digits:
        if not is_valid(digits):
            raise NumberTaken(_("%(number)s is not a page number: its last digit does not fit.") % {"number": digits})
        number, is_new = Number.objects.get_or_create(digits=digits)
        if not is_new:
            raise NumberTaken(
                _("Number %(number)s is already given. Leave it empty to get the next one.") % {"number": digits}
            )
        return number
    lock()
    return Number.objects.create(digits=_next_free())


def _next_free() -> str:
    given = set(Number.objects.values_list("digits", flat=True))
    for width in (3, 4):
        for series in range(1, 10**width):
            digits = f"{series:0{width}d}"
            if digits + check_digit(digits) not in given:
                return digits + check_digit(digits)
    raise NumberTaken(_("All numbers are given. Ask for a longer series."))

"""Whether a file may have the number it asks for, and the address its name gives it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from clinic_site.content.desk import refuse_taken_slug
from clinic_site.content.refused import Refused
from clinic_site.content.topic import slug_is_free
from clinic_site.numbers.damm import check_digit, is_valid
from clinic_site.operations.faults import Fault
from clinic_site.operations.kinds import TOPICS
from clinic_site.operations.known import Known


def free_number(known: Known) -> str:
    """The lowest number that neither the site nor the folder has given."""
    series = (f"{place:0{width}d}" for width in (3, 4) for place in range(1, 10**width))
    numbers = (digits + check_digit(digits) for digits in series)
    return next(number for number in numbers if number not in known.given and number not in known.claims)


def number_faults(one, known: Known) -> Iterator[Fault]:
    file = one.file
    if not file.folder.has_numbers:
        return
    number, line = one.values["number"], file.line("number")
    if not is_valid(number):
        yield file.fault(line, _not_a_number(number, known))
        return
    others = [other.file.shown for other in known.claims[number] if other is not one]
    if others:
        message = _("Number %(number)s stands in %(other)s as well. Write another: %(free)s is free.")
        yield file.fault(line, message % {"number": number, "other": others[0], "free": free_number(known)})
    held = known.by_number.get(number)
    if held and held.folder is not file.folder:
        message = _("Number %(number)s belongs to %(other)s. Write another: %(free)s is free.")
        yield file.fault(line, message % {"number": number, "other": held.path, "free": free_number(known)})
    elif held and held.slug != file.slug:
        message = _(
            "Page %(number)s has the address “%(slug)s”. Name the file %(slug)s.md, or move the page in the admin "
            "first: then the old address keeps working."
        )
        yield file.fault(1, message % {"number": number, "slug": held.slug})
    elif not held and number in known.given:
        message = _(
            "Number %(number)s was given before, and no number is given twice. Write another: %(free)s is free."
        )
        yield file.fault(line, message % {"number": number, "free": free_number(known)})
    elif not held:
        yield from _address_faults(one)


def _not_a_number(number: str, known: Known) -> str:
    free = free_number(known)
    if not number:
        return _("The key “number” is missing. Write number: '%(free)s', the next free one.") % {"free": free}
    if number.isascii() and number.isdigit() and len(number) in {4, 5}:
        message = _("%(number)s is not a page number: its last digit does not fit. Correct it; %(free)s is free.")
        return message % {"number": number, "free": free}
    return _("“%(number)s” is not a page number. Write four digits; %(free)s is free.") % {
        "number": number,
        "free": free,
    }


def _address_faults(one) -> Iterator[Fault]:
    file = one.file
    if file.folder is TOPICS:
        if not slug_is_free(file.slug):
            message = _("Another topic has, or had, the address “%(slug)s”. Give the file another name.")
            yield file.fault(1, message % {"slug": file.slug})
        return
    try:
        refuse_taken_slug(file.folder.model, file.slug, None)
    except Refused as refusal:
        yield file.fault(1, str(refusal))

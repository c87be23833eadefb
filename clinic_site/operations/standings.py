"""How a source stands, in the words of its content file.

Rows are only added: a file can say what is true from now on, and can't make the site forget what it said before.
"""

from collections.abc import Iterator
from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import evidence
from clinic_site.operations.faults import Fault
from clinic_site.operations.kinds import STANDING_KEYS
from clinic_site.references.models import Reference, ReferenceStatus, Standing
from clinic_site.references.status import statuses_in_force

NOTHING_SAID = dict.fromkeys(STANDING_KEYS, "")


def held() -> dict[str, dict]:
    """Key of a source -> how it stands now, for the sources of which somebody ever said so."""
    rows = statuses_in_force().select_related("reference", "instead")
    return {row.reference.key: values_of(row) for row in rows}


def values_of(row: ReferenceStatus) -> dict:
    newer = row.instead.key if row.instead else ""
    return dict(zip(STANDING_KEYS, (row.standing, newer, row.said_on, row.note), strict=True))


def said_in(values: dict) -> dict:
    return {key: values[key] for key in STANDING_KEYS}


def differs(one) -> bool:
    """Whether the file says something that the site does not say already."""
    now = said_in(one.held.values) if one.held else NOTHING_SAID
    return bool(one.values["standing"]) and said_in(one.values) != now


def read_into(one) -> Iterator[Fault]:
    """Fills the file's values in, and says what in them can't be read."""
    one.values |= NOTHING_SAID
    for key in STANDING_KEYS:
        value = one.file.value(key)
        if not value:
            continue
        if isinstance(value, list) or "\n" in value:
            yield one.file.fault(one.file.line(key), _("%(key)s: Write it on one line.") % {"key": key})
            continue
        try:
            one.values[key] = day_of(value) if key == "standing_on" else short(key, value)
        except ValidationError as error:
            yield from (one.file.fault(one.file.line(key), f"{key}: {message}") for message in error.messages)


def day_of(value: str) -> date:
    day = ReferenceStatus._meta.get_field("said_on").to_python(value)
    if day > timezone.localdate():
        raise ValidationError(_("This day has not come yet. Write the day on which it was said."))
    return day


def short(key: str, value: str) -> str:
    most = ReferenceStatus._meta.get_field("note").max_length
    if key == "standing" and value not in Standing.values:
        message = _("“%(value)s” is no standing. Write %(choices)s.")
        raise ValidationError(message % {"value": value, "choices": _("current, superseded or retracted")})
    if len(value) > most:
        message = _("It has %(length)d characters; the most is %(most)d. Make it shorter.")
        raise ValidationError(message % {"length": len(value), "most": most})
    return value


def look_at(one, known) -> Iterator[Fault]:
    """What is wrong with the lines taken together, each told once."""
    file, values = one.file, one.values
    written = [key for key in STANDING_KEYS if file.value(key)]
    if not file.value("standing"):
        if written:
            message = _("%(key)s says nothing without a standing. Write standing: retracted, or take this line out.")
            yield file.fault(file.line(written[0]), message % {"key": written[0]})
        elif one.held and one.held.values["standing"]:
            yield file.fault(1, _gone(one.held.values))
        return
    if not values["standing"]:
        return  # told already: it is no standing
    for key, message in _missing(values["standing"]).items():
        if not file.value(key):
            yield file.fault(file.line("standing"), message)
    newer = values["superseded_by"]
    if newer and values["standing"] != Standing.SUPERSEDED:
        message = _("superseded_by belongs to standing: superseded. Write that, or take this line out.")
        yield file.fault(file.line("superseded_by"), message)
    elif newer and (newer == file.slug or not known.has_reference(newer)):
        message = _("There is no other source “%(key)s”. Correct it, or write references/%(key)s.md.")
        yield file.fault(file.line("superseded_by"), message % {"key": newer})


def _gone(now: dict) -> str:
    message = _(
        "The site says how this source stands, and the file no longer does. Write standing: %(standing)s, standing_on:"
        " '%(day)s' and standing_note as an export has them. If the source stands again, write standing: current with"
        " the day and where that was announced."
    )
    return message % {"standing": now["standing"], "day": now["standing_on"]}


def _missing(standing: str) -> dict[str, str]:
    """What a standing needs beside it."""
    needs = {
        "standing_on": _("standing needs a day. Write standing_on: '2026-03-03', the day on which it was said."),
        "standing_note": _("standing needs its source. Write standing_note: and where this was announced."),
    }
    if standing == Standing.SUPERSEDED:
        needs["superseded_by"] = _("standing: superseded needs the newer source. Write superseded_by: and its key.")
    return needs


def say(one, *, by) -> None:
    """Through the verb that staff use: one row, one event. Raises Refused where it would refuse a person."""
    if differs(one):
        newer = one.values["superseded_by"]
        evidence.mark(
            Reference.objects.get(key=one.key), by=by, standing=one.values["standing"],
            note=one.values["standing_note"], said_on=one.values["standing_on"],
            instead=Reference.objects.get(key=newer) if newer else None,
        )  # fmt: skip

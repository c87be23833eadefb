"""Looks the whole set-up over for somebody who is no administrator. Each finding is one line: what is wrong, why it
matters, what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError
from django.utils.translation import gettext as _

from clinic_site.operations import (
    doctor_address,
    doctor_backups,
    doctor_database,
    doctor_files,
    doctor_lines,
    doctor_machine,
    doctor_people,
    doctor_settings,
)
from clinic_site.operations.doctor_finding import Finding

Look = Callable[[], Iterator[Finding]]
# The database is asked first: without it the last ones have nothing to look at.
LOOKS: tuple[Look, ...] = (
    *doctor_settings.LOOKS,
    *doctor_lines.LOOKS,
    *doctor_machine.LOOKS,
    *doctor_files.LOOKS,
    *doctor_address.LOOKS,
)
LOOKS_INTO_DATABASE: tuple[Look, ...] = (*doctor_people.LOOKS, *doctor_backups.LOOKS)


@dataclass(frozen=True)
class Report:
    faults: list[Finding]
    notes: list[Finding]


def examine() -> Report:
    found = [finding for look in LOOKS for finding in seen_by(look)]
    standing = list(seen_by(doctor_database.stands))
    found += standing
    if not standing:
        found += [finding for look in LOOKS_INTO_DATABASE for finding in seen_by(look)]
    return Report([one for one in found if not one.is_note], [one for one in found if one.is_note])


def seen_by(look: Look) -> Iterator[Finding]:
    """What it found before it failed, if it fails, and that it did: the others look all the same."""
    try:
        yield from look()
    except DatabaseError as fault:
        yield doctor_database.broken(fault)
    except Exception as fault:  # noqa: BLE001, whatever it is, a person gets words and no traceback
        part = f"{look.__module__.rpartition('doctor_')[2]}, {look.__name__}"
        yield Finding(
            _("The doctor could not look at one part (%(part)s): %(kind)s: %(fault)s")
            % {"part": part, "kind": type(fault).__name__, "fault": fault},
            _("Whether it is sound is not known."),
            _("mend the other faults and ask again; if this line stays, send it to whoever looks after the program."),
        )

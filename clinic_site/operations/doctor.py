"""Looks the whole set-up over for somebody who is no administrator. Each finding is one line: what is wrong, why it
matters, what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import DatabaseError

from clinic_site.operations import (
    doctor_address,
    doctor_backups,
    doctor_database,
    doctor_machine,
    doctor_people,
    doctor_settings,
)
from clinic_site.operations.doctor_finding import Finding

Look = Callable[[], Iterator[Finding]]
# The database is asked first: without it the last ones have nothing to look at.
LOOKS: tuple[Look, ...] = (*doctor_settings.LOOKS, *doctor_machine.LOOKS, *doctor_address.LOOKS)
LOOKS_INTO_DATABASE: tuple[Look, ...] = (*doctor_people.LOOKS, *doctor_backups.LOOKS)


@dataclass(frozen=True)
class Report:
    faults: list[Finding]
    notes: list[Finding]


def examine() -> Report:
    found = [finding for look in LOOKS for finding in look()]
    standing = list(doctor_database.stands())
    found += standing
    if not standing:
        found += into_database()
    return Report([one for one in found if not one.is_note], [one for one in found if one.is_note])


def into_database() -> list[Finding]:
    found = []
    for look in LOOKS_INTO_DATABASE:
        try:
            found += look()
        except DatabaseError as fault:
            found.append(doctor_database.broken(fault))
    return found

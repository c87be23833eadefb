"""A row of each table of what was read, searched and laid out, for the constraints to refuse a second one of."""

from datetime import date

from django.db import models

from clinic_site.counts.models import Opening, Reading
from clinic_site.handouts.kept import LaidOut
from clinic_site.search.models import Term

DAY = date(2026, 11, 16)


def heard() -> dict[str, models.Model]:
    """Constraint -> the row there is already."""
    return {
        "one_reading_row_a_day": Reading.objects.create(day=DAY, number="4716", revision=1, count=1),
        "one_opening_row_a_day": Opening.objects.create(day=DAY, numbers="4716-0528", count=1),
        "one_row_a_set_on_paper": LaidOut.objects.create(pages="4716-0528", form="wall"),
        "one_term_a_day": Term.objects.create(day=DAY, digest="d" * 32, results=0),
    }

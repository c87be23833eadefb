"""A row of each table of what readers did, for the constraints to refuse a second one of."""

from datetime import date

from django.db import models

from clinic_site.counts.models import Reading

DAY = date(2026, 11, 16)


def heard() -> dict[str, models.Model]:
    """Constraint -> the row there is already."""
    return {"one_reading_row_a_day": Reading.objects.create(day=DAY, number="4716", revision=1, count=1)}

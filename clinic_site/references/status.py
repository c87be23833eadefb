"""How sources stand, now or at an earlier moment."""

from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils import timezone

from clinic_site.references.models import ReferenceStatus, Standing

# About 24 months: after that somebody has to read the source again.
LOOK_AGAIN_AFTER = timedelta(days=730)


def statuses_in_force(at=None):
    """The newest row of each source at that moment (now when none is given), as a query."""
    rows = ReferenceStatus.objects.filter(reference=OuterRef("reference"))
    if at is not None:
        rows = rows.filter(in_force_at__lte=at)
    return ReferenceStatus.objects.filter(id=Subquery(rows.order_by("-in_force_at", "-id").values("id")[:1]))


def with_standing(references: QuerySet) -> QuerySet:
    """The sources, each with how it stands now as `standing`, and as `newer` with the key of the one that took its
    place, if one did."""
    newest = ReferenceStatus.objects.filter(reference=OuterRef("pk")).order_by("-in_force_at", "-id")
    return references.annotate(
        standing=Coalesce(Subquery(newest.values("standing")[:1]), Value(Standing.CURRENT.value)),
        newer=Subquery(newest.values("instead__key")[:1]),
    )


def long_ago() -> date:
    """A source that was looked up before this day has to be looked up again."""
    return timezone.localdate() - LOOK_AGAIN_AFTER


def retracted(keys) -> dict[str, str]:
    """Those of the sources that were retracted, with where that was announced."""
    return {key: row.note for key, row in standing_of(keys).items() if row.standing == Standing.RETRACTED}


class Stands(NamedTuple):
    """`newer` is the key of the source that took its place, if one did."""

    standing: str
    note: str
    newer: str | None


def standing_of(keys) -> dict[str, Stands]:
    """Those of the sources that do not simply stand, by key."""
    rows = ReferenceStatus.objects.filter(reference__key__in=set(keys)).order_by("in_force_at", "id")
    told = rows.values_list("reference__key", "standing", "note", "instead__key")
    newest = {key: Stands(*rest) for key, *rest in told}
    return {key: stands for key, stands in newest.items() if stands.standing != Standing.CURRENT}

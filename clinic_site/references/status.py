"""How sources stand, now or at an earlier moment."""

from django.db.models import OuterRef, Subquery

from clinic_site.references.models import ReferenceStatus, Standing


def statuses_in_force(at=None):
    """The newest row of each source at that moment (now when none is given), as a query."""
    rows = ReferenceStatus.objects.filter(reference=OuterRef("reference"))
    if at is not None:
        rows = rows.filter(in_force_at__lte=at)
    return ReferenceStatus.objects.filter(id=Subquery(rows.order_by("-in_force_at", "-id").values("id")[:1]))


def retracted(keys) -> dict[str, str]:
    """Those of the sources that were retracted, with where that was announced."""
    return {key: row.note for key, row in standing_of(keys).items() if row.standing == Standing.RETRACTED}


def standing_of(keys) -> dict[str, ReferenceStatus]:
    """Those of the sources that do not simply stand, by key."""
    rows = statuses_in_force().filter(reference__key__in=set(keys)).exclude(standing=Standing.CURRENT)
    return {row.reference.key: row for row in rows.select_related("reference", "instead")}

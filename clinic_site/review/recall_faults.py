"""Says where recalls and the record of what happened don't tell the same."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from clinic_site.content.event import Event, Verb
from clinic_site.content.verifying import WITHIN
from clinic_site.review.recalls import Recall

# The event -> who and when on the row.
TOLD_BY = {Verb.RECALL: "made", Verb.READ_AGAIN: "read_again", Verb.END_RECALL: "ended"}


def faults() -> Iterator[str]:
    """One line each, in both directions; none when the two agree."""
    events = {(event.data.get("recall"), event.verb): event for event in Event.objects.filter(verb__in=TOLD_BY)}
    rows = {row.pk: row for row in Recall.objects.order_by("pk")}
    for row in rows.values():
        for verb, what in TOLD_BY.items():
            if not is_told(row, events.get((row.pk, verb)), what):
                words = {"number": row.number_id, "pk": row.pk, "what": verb.label}
                yield _("%(number)s: recall %(pk)d differs from the events: %(what)s.") % words
    for (pk, _verb), event in events.items():
        if pk not in rows:
            yield _("event %(sequence)d: it tells of a recall that is missing.") % {"sequence": event.sequence}


def is_told(row: Recall, event: Event | None, what: str) -> bool:
    by, at = getattr(row, f"{what}_by_id"), getattr(row, f"{what}_at")
    if event is None or at is None:
        return event is None and at is None
    is_same = event.number_id == row.number_id and event.by_id == by and abs(event.at - at) <= WITHIN
    if what == "made":
        return is_same and event.data == row.told()
    return is_same and (what != "ended" or event.note == row.end_note)

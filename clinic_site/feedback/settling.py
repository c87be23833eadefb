"""How staff put answers aside. Each verb is one transaction with one event, which holds none of the reader's words: the
record lasts longer than they may.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content.event import Verb, record
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.feedback.models import Feedback, Reason


def allow(by) -> None:
    if by is None or not by.is_active or not by.has_perm("feedback.settle_feedback"):
        raise NotAllowed(_("Your roles don't include this step. Ask an owner of the site who can do it."))


def refuse_silence(note: str) -> None:
    if not note.strip():
        raise Refused(_("Say what you found and did, or why nothing needs doing."))


@transaction.atomic
def settle(feedback: Feedback, *, by, note: str, erase: bool = False) -> Feedback:
    """Says that nothing is left to do about an answer. `erase` drops its words, where they say who somebody is."""
    allow(by)
    refuse_silence(note)
    feedback = Feedback.objects.select_for_update().get(pk=feedback.pk)
    if feedback.settled_at:
        raise Refused(_("Somebody settled this answer before you. Reload the page."))
    feedback.settled_by, feedback.settled_at = by, timezone.now()
    if erase:
        feedback.words = ""
    feedback.save(update_fields=["settled_by", "settled_at", "words"])
    record(Verb.RESOLVE, by=by, number=feedback.number_id, revision=feedback.revision, note=note.strip(),
           feedback=[feedback.pk], erased=erase)  # fmt: skip
    return feedback


@transaction.atomic
def settle_page(number: str, *, by, note: str) -> int:
    """Every answer about a page (or with an empty number the guide) that waits: counting begins anew. What somebody
    thinks is wrong is left out; each of those is looked at on its own. Answers how many were settled."""
    allow(by)
    refuse_silence(note)
    waiting = Feedback.objects.select_for_update().unsettled().about(number).exclude(reason=Reason.WRONG)
    found = list(waiting.values_list("pk", flat=True))
    if not found:
        raise Refused(_("No answer waits here. Reload the page."))
    Feedback.objects.filter(pk__in=found).update(settled_by=by, settled_at=timezone.now())
    record(Verb.RESOLVE, by=by, number=number or None, note=note.strip(), feedback=found)
    return len(found)

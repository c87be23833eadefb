"""How an answer comes in, and how long its words stay."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content.refused import Refused
from clinic_site.feedback.models import LONGEST, Feedback, Reason
from clinic_site.feedback.screening import plain, screened

WORDS_LAST = timedelta(days=365)


@transaction.atomic
def give(
    *, number: str, revision: int | None, helpful: bool, reason: str = "", words: str = "", adds_to: int | None = None
) -> Feedback:
    """Stores an answer about a page as it was read, or about the guide when the number is empty. A reason and words may
    follow once, added to the answer they explain; sent again, they change nothing. No event is written: a reader is
    nobody, and the record never forgets."""
    if reason and (helpful or reason not in Reason.values):
        raise Refused(_("Choose one of the reasons."))
    if len(plain(words)) > LONGEST:
        raise Refused(_("Use %(most)d characters or fewer.") % {"most": LONGEST})
    kept = screened(words).words[:LONGEST]
    given = Feedback.objects.select_for_update().filter(pk=adds_to).first() if adds_to else None
    if given is None:
        return Feedback.objects.create(
            number_id=number or None, revision=revision if number else None, helpful=helpful, reason=reason, words=kept
        )
    if not given.reason and not given.words:
        given.reason, given.words = reason, kept
        given.save(update_fields=["reason", "words"])
    return given


def prune() -> None:
    """Drops words after a year. The answers stay, as numbers."""
    Feedback.objects.filter(day__lt=timezone.localdate() - WORDS_LAST).exclude(words="").update(words="")

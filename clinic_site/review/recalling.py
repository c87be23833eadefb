"""The verbs of a recall. The same promises as in `content.workflow`."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import registry
from clinic_site.content.event import Verb, record
from clinic_site.content.page import Page
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.workflow import allow, locked
from clinic_site.generation.models import move as move_generation
from clinic_site.review.recalls import Do, Recall, Wrong

SHORTEST, LONGEST, USUAL = timedelta(days=7), timedelta(days=730), timedelta(days=180)


@transaction.atomic
def recall(page: Page, *, by, first: int, last: int, what: str, do: str, until: date, heading: str = "",
           note: str = "") -> Recall:  # fmt: skip
    """Puts the notice in front of everybody who has one of these revisions, at once and by one person. Somebody else
    must read it within 24 hours."""
    allow(Verb.RECALL, type(page), by)
    page = locked(page)
    texts = wrong_texts(page, first, last)
    refuse_wrong_words(what, do)
    refuse_wrong_day(until)
    if heading and heading not in headings_of(texts):
        raise Refused(_("None of these revisions has this heading. Choose one from the list, or none."))
    same = Recall.objects.standing().filter(number_id=page.number_id, first=first, last=last, what=what, do=do)
    if same.filter(heading=heading).exists():
        raise Refused(_("This very recall stands already. Nothing was done twice."))
    row = Recall.objects.create(
        number_id=page.number_id, first=first, last=last, what=what, do=do, heading=heading,
        title=texts[-1].list_heading, stands_from=timezone.localdate(), stands_until=until, made_by=by,
        made_at=timezone.now(),
    )  # fmt: skip
    said = " ".join(filter(None, (str(Wrong(what).label), note.strip())))
    record(Verb.RECALL, by=by, number=page.number_id, revision=last, note=said, **row.told())
    move_generation()
    return row


@transaction.atomic
def read_again(row: Recall, *, by, note: str = "") -> Recall:
    """The second reading of the notice, by somebody who did not set it."""
    page, row = locked_recall(row)
    if not may_read_again(type(page), by):
        raise NotAllowed(_("Your roles don't include this step. Ask an owner of the site who can do it."))
    if by == row.made_by:
        raise Refused(_("You set this recall. Somebody else must read it."))
    if row.read_again_at:
        raise Refused(_("Somebody has read this recall already. Reload the page."))
    if not row.is_standing:
        raise Refused(_("This recall has ended, so nobody has to read it any more."))
    row.read_again_by, row.read_again_at = by, timezone.now()
    row.save(update_fields=["read_again_by", "read_again_at"])
    record(Verb.READ_AGAIN, by=by, number=page.number_id, revision=row.last, note=note.strip(), recall=row.pk)
    return row


@transaction.atomic
def end_recall(row: Recall, *, by, note: str) -> Recall:
    """Takes the notice away before its last day."""
    page, row = locked_recall(row)
    allow(Verb.RECALL, type(page), by)
    if not row.is_standing:
        raise Refused(_("This recall has ended already. Reload the page."))
    if not note.strip():
        raise Refused(_("Say why readers need the notice no longer."))
    row.ended_by, row.ended_at, row.end_note = by, timezone.now(), note.strip()
    row.save(update_fields=["ended_by", "ended_at", "end_note"])
    record(Verb.END_RECALL, by=by, number=page.number_id, revision=row.last, note=row.end_note, recall=row.pk)
    move_generation()
    return row


def may_read_again(model: type[Page], by) -> bool:
    label, name = model._meta.app_label, model._meta.model_name
    return by.is_active and any(by.has_perm(f"{label}.{verb}_{name}") for verb in (Verb.APPROVE, Verb.PUBLISH))


def locked_recall(row: Recall) -> tuple[Page, Recall]:
    page = locked(registry.page_numbered(row.number_id))
    return page, Recall.objects.select_for_update().get(pk=row.pk)


def wrong_texts(page: Page, first: int, last: int) -> list:
    """The revisions from the first to the last that were ever public, in order. Raises Refused unless both were."""
    texts = list(page.revisions.once_public().filter(revision__range=(first, last)).order_by("revision"))
    if not {first, last} <= {text.revision for text in texts}:
        raise Refused(_("Choose revisions that readers have seen, the earlier one first."))
    return texts


def headings_of(texts: list) -> list[str]:
    """What the wrong words can have stood under, once each, in the order of the text."""
    return list(dict.fromkeys(heading["text"] for text in texts for heading in text.headings))


def refuse_wrong_words(what: str, do: str) -> None:
    if what not in Wrong.values or do not in Do.values:
        raise Refused(_("Choose what was wrong and what to do from the sentences in the list."))


def refuse_wrong_day(until: date) -> None:
    today = timezone.localdate()
    if not today + SHORTEST <= until <= today + LONGEST:
        raise Refused(_("Choose a last day that is at least a week and at most two years from today."))

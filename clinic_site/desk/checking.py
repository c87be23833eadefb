"""Texts on their way: what waits for a check, for a publisher, for changes, for an answer, or for its own writer."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.content import run
from clinic_site.content.revision import State
from clinic_site.desk.rows import EDITOR, PUBLISHER, REVIEWER, Row, long_day, may, page_row
from clinic_site.desk.safety import is_card
from clinic_site.desk.survey import Stand, Survey, moment


def waiting_texts(survey: Survey, person) -> Iterator[Row]:
    """Those asked of this person first. Nobody is shown a text they wrote: they may not approve it."""
    for page in survey.pages.values():
        copy = page.waiting
        if copy is None or copy.state != State.SUBMITTED or not may(person, "approve", page.model):
            continue
        if not copy.was_written_by(person.pk):
            yield waiting_text(page, person)


def waiting_text(page: Stand, person) -> Row:
    copy, words = page.waiting, []
    if is_card(page):
        words.append(_("It tells readers what to do in danger."))
    yours = copy.reviewer_id == person.pk
    if yours:
        words.append(_("Asked of you."))
    elif copy.reviewer_id:
        words.append(_("Asked of %(who)s.") % {"who": copy.reviewer_name})
    late = bool(copy.deadline and copy.deadline < timezone.localdate())
    if copy.deadline:
        words.append((_("Was due by %(day)s.") if late else _("Due by %(day)s.")) % {"day": long_day(copy.deadline)})
    words.append(_("%(who)s: %(note)s") % {"who": copy.submitter, "note": copy.note})
    row = page_row(
        page, person, verb=_("Review"), step="approve", why=" ".join(words), since=copy.submitted_at, weighs=True,
        roles={REVIEWER}, is_yours=yours, is_urgent=late and yours,
    )  # fmt: skip
    return replace(row, url=row.url + run.carried([]))


def safety_texts(survey: Survey, person) -> Iterator[Row]:
    """Texts for danger that wait stand with safety, not among the others."""
    return (row for row in waiting_texts(survey, person) if is_card(survey.pages[row.number]))


def other_texts(survey: Survey, person) -> Iterator[Row]:
    return (row for row in waiting_texts(survey, person) if not is_card(survey.pages[row.number]))


def in_turn(survey: Survey, person) -> list[Row]:
    """Every text that waits for this person, in the order of the list: those for danger, then the others."""
    parts = safety_texts(survey, person), other_texts(survey, person)
    return [row for part in parts for row in sorted(part, key=lambda row: row.order)]


def approved_texts(survey: Survey, person) -> Iterator[Row]:
    for page in survey.pages.values():
        copy = page.waiting
        if copy is None or copy.state != State.APPROVED or page.number in survey.scheduled:
            continue
        if may(person, "publish", page.model):
            why = _("Approved on %(day)s: %(note)s") % {"day": long_day(copy.approved_at), "note": copy.note}
            yield page_row(page, person, verb=_("Publish"), step="publish", why=why, since=copy.approved_at,
                           roles={PUBLISHER})  # fmt: skip


def asked_changes(survey: Survey, person) -> Iterator[Row]:
    """Of those who wrote the text or look after the page."""
    for page in survey.pages.values():
        copy = page.returned
        if copy is None or not may(person, "change", page.model):
            continue
        if copy.was_written_by(person.pk) or page.is_of(person.pk):
            why = _("%(who)s asked for changes in revision %(revision)d.") % {"who": copy.returner,
                                                                             "revision": copy.revision}  # fmt: skip
            yield page_row(page, person, verb=_("Fix"), step="change", why=why, since=copy.returned_at,
                           roles={EDITOR}, is_yours=True)  # fmt: skip


def open_comments(survey: Survey, person) -> Iterator[Row]:
    """What colleagues said about a text of yours, or about a page you look after."""
    found = defaultdict(list)
    for row in survey.rows("comment"):
        page = survey.pages.get(row["number"])
        if page is None or row["by"] == person.pk or not may(person, "change", page.model):
            continue
        if page.wrote or page.is_of(person.pk) or (page.waiting and page.waiting.was_written_by(person.pk)):
            found[page.number].append(row)
    for number, comments in found.items():
        names = ", ".join(dict.fromkeys(comment["by_name"] for comment in comments))
        why = ngettext("%(count)d comment by %(who)s is not settled.", "%(count)d comments by %(who)s are not settled.",
                       len(comments)) % {"count": len(comments), "who": names}  # fmt: skip
        yield page_row(survey.pages[number], person, verb=_("Answer"), step="change", why=why, roles={EDITOR},
                       since=min(moment(comment["at"]) for comment in comments), is_yours=True)  # fmt: skip


def drafts(survey: Survey, person) -> Iterator[Row]:
    """Desks you saved that were not sent since. What was returned stands among the changes asked of you."""
    for page in survey.pages.values():
        if not page.wrote or not page.has_changes or page.waiting or page.returned:
            continue
        if may(person, "submit", page.model):
            why = _("Saved and not sent. Readers see the earlier text.") if page.public else _("Not sent yet.")
            yield page_row(page, person, verb=_("Continue"), step="change", why=why, since=page.saved_at,
                           roles={EDITOR}, is_yours=True)  # fmt: skip

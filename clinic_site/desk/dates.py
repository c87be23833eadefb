"""What the calendar asks for: checks due, acts that have a time, and small fixes to look over."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.publishing import UNDO_WITHIN
from clinic_site.content.restoring import SENT
from clinic_site.content.revision import Kind
from clinic_site.content.schedule import Act
from clinic_site.desk.rows import EDITOR, OWNER, PUBLISHER, REVIEWER, Press, Row, long_day, may, page_row, screen
from clinic_site.desk.safety import retracted_on
from clinic_site.desk.survey import Stand, Survey, moment

DUE_WITHIN = timedelta(days=60)
WEEK = timedelta(days=7)


def due_checks(survey: Survey, person) -> Iterator[Row]:
    """A page whose source was retracted stands with safety already; one whose new text waits, with the checks."""
    last, told = timezone.localdate() + DUE_WITHIN, retracted_on(survey)
    for page in survey.public:
        if not page.review_due or page.review_due > last or page.waiting or page.number in told:
            continue
        checks, writes = may(person, "confirm", page.model), may(person, "change", page.model)
        if checks or (writes and page.is_of(person.pk)):
            yield due_check(page, person, checks)


def due_check(page: Stand, person, checks: bool) -> Row:
    late = page.review_due < timezone.localdate()
    words = [(_("Overdue since %(day)s.") if late else _("Due by %(day)s.")) % {"day": long_day(page.review_due)}]
    if page.public.risk == "high":
        words.append(_("High risk."))
    if page.is_of(person.pk):
        words.append(_("You look after it."))
    elif page.owner_id is None:
        words.append(_("Nobody looks after it."))
    return page_row(
        page, person, verb=_("Confirm or change") if checks else _("Change"), why=" ".join(words),
        step="confirm" if checks else "change", since=page.review_due, is_urgent=late,
        roles={REVIEWER, OWNER} if checks else {EDITOR},
    )  # fmt: skip


def coming_acts(survey: Survey, person) -> Iterator[Row]:
    for number, row in survey.scheduled.items():
        page, due = survey.pages.get(number), moment(row["due_at"])
        if page is None or row["refused_at"] or due - timezone.now() > WEEK:
            continue
        if may(person, "schedule", page.model):
            when = date_format(timezone.localtime(due), "j F Y, H:i")
            why = _("%(act)s on %(when)s, as %(who)s chose.") % {"act": Act(row["act"]).label, "when": when,
                                                               "who": row["by"]}  # fmt: skip
            yield page_row(page, person, verb=_("See"), step="change", why=why, since=due,
                           roles={PUBLISHER, OWNER})  # fmt: skip


def small_fixes(survey: Survey, person) -> Iterator[Row]:
    """Published in the last seven days, for a reviewer to look over."""
    for page in survey.public:
        copy = page.public
        if copy.kind != Kind.MINOR or timezone.now() - copy.published_at > WEEK:
            continue
        if may(person, "confirm", page.model):
            why = _("Small fix by %(who)s: %(note)s") % {"who": copy.submitter, "note": copy.note}
            yield page_row(page, person, verb=_("Look over"), step="history", why=why, since=copy.published_at,
                           roles={REVIEWER}, press=take_back(page, person))  # fmt: skip


def take_back(page: Stand, person) -> Press | None:
    """For 10 minutes the undo; afterwards the wording before the fix goes to the desk and off for a check. None while
    another text waits, and for who may do neither."""
    copy = page.public
    if page.waiting or copy.replaces is None or copy.is_undo:
        return None
    if timezone.now() - copy.published_at <= UNDO_WITHIN and may(person, "undo", page.model):
        return Press(_("Undo"), screen(page.model, page.pk, "undo"), (("seen", copy.digest),))
    if not (may(person, "change", page.model) and may(person, "submit", page.model)):
        return None
    url = screen(page.model, page.pk, "restore", copy.replaces)
    words = _("Put back revision %(revision)d") % {"revision": copy.replaces}
    return Press(words, url, (("seen", str(page.edit)), (SENT, "1")))

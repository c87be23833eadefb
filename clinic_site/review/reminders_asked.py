"""Letters to reviewers who were asked for a check: when they are asked, on the last day, and three days after it. When
one of them has left, whoever sent the text and looks after the page is told."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.registry import page_types
from clinic_site.content.revision import State
from clinic_site.generation.tick import each
from clinic_site.review.reminders_people import address_of, owner_of, tell, title_of

LATE_AFTER = timedelta(days=3)


def write_due() -> None:
    asked = []
    for model in page_types():
        rows = model.revision_class.objects.filter(state=State.SUBMITTED, reviewer__isnull=False)
        rows = rows.select_related("page__owner", "reviewer", "submitted_by")
        asked += rows.order_by("page__number_id")
    each(asked, lambda revision: (tell_reviewer if revision.reviewer.is_active else tell_others)(revision))


def tell_reviewer(revision) -> None:
    stage = stage_of(revision.deadline)
    number, deadline = revision.page.number_id, revision.deadline
    about = f"asked {number} revision {revision.revision} {deadline or 'no day'} {stage}"
    words = {"title": title_of(revision), "number": number, "day": deadline and date_format(deadline, "j F Y")}
    subject, said = {
        "asked": (_("Please check: %(title)s"), asked_for(deadline)),
        "today": (
            _("Check due today: %(title)s"),
            _("“%(title)s” (%(number)s) waits for your check, which was asked for by today."),
        ),
        "late": (
            _("Check overdue: %(title)s"),
            _("“%(title)s” (%(number)s) has waited for your check since %(day)s."),
        ),
    }[stage]
    more = _("Read it here. If you can't, tell the person who asked you:")
    tell([revision.reviewer], about, subject % words, [said % words, more, address_of(revision.page)])


def tell_others(revision) -> None:
    words = {"title": title_of(revision), "number": revision.page.number_id, "who": revision.reviewer.name}
    lines = [
        _("%(who)s was asked to check “%(title)s” (%(number)s), and can't sign in any more.") % words,
        _("Ask somebody else:"),
        address_of(revision.page),
    ]
    about = f"asked {revision.page.number_id} revision {revision.revision} of {revision.reviewer_id} left"
    people = [revision.submitted_by, *owner_of(revision.page)]
    tell(people, about, _("Nobody checks: %(title)s") % words, lines)


def asked_for(deadline: date | None) -> str:
    if deadline:
        return _("You were asked to check “%(title)s” (%(number)s) by %(day)s.")
    return _("You were asked to check “%(title)s” (%(number)s).")


def stage_of(deadline: date | None) -> str:
    today = timezone.localdate()
    if deadline is None or today < deadline:
        return "asked"
    return "late" if today >= deadline + LATE_AFTER else "today"

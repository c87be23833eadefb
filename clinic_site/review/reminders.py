"""Letters about public pages whose check is due or late. Each is written once for a page and a due date; after a gap
only the one that fits today, not all that were missed."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.registry import page_types
from clinic_site.generation.tick import each
from clinic_site.review.models import Reminder, Stage, is_first
from clinic_site.review.reminders_people import address_of, deputy_of, everyone_of, owner_of, tell, title_of

# Days before the day it is due by; negative ones are after it.
STAGES = {
    Stage.STILL_OVERDUE: -15,
    Stage.OVERDUE: -1,
    Stage.IN_7_DAYS: 7,
    Stage.IN_30_DAYS: 30,
    Stage.IN_60_DAYS: 60,
}
EARLIEST = timedelta(days=max(STAGES.values()))
NOT_TOO_SOON = (Stage.IN_60_DAYS, Stage.IN_30_DAYS)
SOON = timedelta(days=7)


def write_due() -> None:
    due = list(due_rows())
    since = min((due_on for _model, _pk, _number, due_on, _day in due), default=timezone.localdate())
    told = set(Reminder.objects.filter(due_on__gte=since).values_list("number_id", "due_on", "stage"))
    news = [
        (model, pk)
        for model, pk, number, due_on, reviewed_on in due
        if (stage := stage_of(due_on, reviewed_on)) and (number, due_on, stage) not in told
    ]
    each(news, lambda one: remind(*one))


def due_rows() -> Iterator[tuple]:
    """Revision class, its row, the page's number, the day it is due by and the day it was checked."""
    until = timezone.localdate() + EARLIEST
    for model in (page.revision_class for page in page_types()):
        rows = model.objects.published().filter(page__review_due__lte=until).order_by("page__number_id")
        for row in rows.values_list("pk", "page__number_id", "page__review_due", "reviewed_on"):
            yield model, *row


def stage_of(due_on: date, reviewed_on: date | None) -> Stage | None:
    """The latest stage that has come. A page with a short interval is spared the early ones: nobody is told about the
    next check within a week of the last."""
    today = timezone.localdate()
    for stage, days in STAGES.items():
        day = due_on - timedelta(days=days)
        if today >= day:
            is_news = stage not in NOT_TOO_SOON or reviewed_on is None or day > reviewed_on + SOON
            return stage if is_news else None
    return None


@transaction.atomic
def remind(model: type, pk: int) -> None:
    """Looks again: the page may have been checked a moment ago."""
    revision = model.objects.published().select_related("page__owner", "page__deputy").filter(pk=pk).first()
    page = revision and revision.page
    stage = page and stage_of(page.review_due, revision.reviewed_on)
    if stage and is_first(page.number_id, page.review_due, stage):
        about = f"check {page.number_id} {page.review_due} {stage}"
        tell(people_for(page, stage), about, subject_for(revision, stage), text_for(revision, stage))


def people_for(page, stage: Stage) -> list:
    if stage == Stage.STILL_OVERDUE:
        return everyone_of(page)
    return [*owner_of(page), *deputy_of(page)] if stage == Stage.OVERDUE else owner_of(page)


def subject_for(revision, stage: Stage) -> str:
    words = {"title": title_of(revision), "day": date_format(revision.page.review_due, "j F Y")}
    if stage == Stage.STILL_OVERDUE:
        return _("Still overdue: %(title)s") % words
    return (_("Overdue: %(title)s") if stage == Stage.OVERDUE else _("Check by %(day)s: %(title)s")) % words


def text_for(revision, stage: Stage) -> list[str]:
    page = revision.page
    words = {"title": title_of(revision), "number": page.number_id, "day": date_format(page.review_due, "j F Y")}
    if stage in (Stage.OVERDUE, Stage.STILL_OVERDUE):
        said = _("“%(title)s” (%(number)s) was due for a check by %(day)s. Readers are told that it is late.")
    else:
        said = _("“%(title)s” (%(number)s) is due for a check by %(day)s.")
    return [said % words, _("Read it again, then confirm it or change it:"), address_of(page)]

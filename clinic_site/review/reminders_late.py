"""Takes high-risk pages that nobody checked in time from the public, where the clinic profile orders it."""

import logging
from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content import schedule, withdrawing
from clinic_site.content.refused import Refused
from clinic_site.content.registry import page_types
from clinic_site.content.wording import Risk
from clinic_site.generation.tick import each
from clinic_site.profile.models import in_force
from clinic_site.review.models import Stage, is_first
from clinic_site.review.reminders_people import address_of, everyone_of, owners, tell, title_of

log = logging.getLogger("clinic_site.faults")


def withdraw_late() -> None:
    late = []
    for model in page_types():
        rows = to_go(model.revision_class)
        late += rows.select_related("page__owner", "page__deputy").order_by("page__number_id")
    each(late, withdraw)


def to_go(model: type) -> QuerySet:
    """The public revisions that the profile orders to be withdrawn by now."""
    days = in_force().withdraw_after_days
    if not days:
        return model.objects.none()
    before = timezone.localdate() - timedelta(days=days)
    return model.objects.published().filter(risk=Risk.HIGH, page__review_due__lt=before)


def withdraw(revision) -> None:
    try:
        with transaction.atomic():
            dropped = schedule.of(revision.page)
            withdrawing.expire(revision)
            tell_withdrawn(revision, dropped)
    except Refused as refusal:
        keep_refusal(revision, str(refusal))


def tell_withdrawn(revision, dropped: schedule.Scheduled | None) -> None:
    """`dropped` is the time that was chosen for a newer text, if one was."""
    page, title = revision.page, title_of(revision)
    is_first(page.number_id, page.review_due, Stage.WITHDRAWN)
    lines = [
        _("“%(title)s” (%(number)s) was not checked in time. It is no longer public, as the clinic profile orders.")
        % {"title": title, "number": page.number_id},
    ]
    if dropped:
        when = date_format(timezone.localtime(dropped.due_at), "j F Y, H:i")
        lines.append(_("A newer text was to be published on %(when)s. That time was taken away.") % {"when": when})
    lines += [
        _("To bring it back, check its text and send it again:"),
        address_of(page),
    ]
    about = f"check {page.number_id} {page.review_due} {Stage.WITHDRAWN}"
    tell(everyone_of(page), about, _("Withdrawn by rule: %(title)s") % {"title": title}, lines)


@transaction.atomic
def keep_refusal(revision, refusal: str) -> None:
    """It stays public with its notice, and somebody has to decide. Told once for a due date; not when somebody
    withdrew or checked the page in the same moment."""
    page, title = revision.page, title_of(revision)
    is_solved = not to_go(type(revision)).filter(pk=revision.pk).exists()
    if is_solved or not is_first(page.number_id, page.review_due, Stage.NOT_WITHDRAWN, refusal):
        return
    log.warning("page %s is past its check and could not be withdrawn: %s", page.number_id, refusal)
    lines = [
        _("“%(title)s” (%(number)s) was not checked in time, and the clinic profile orders that it be withdrawn.")
        % {"title": title, "number": page.number_id},
        _("That was not possible: %(why)s") % {"why": refusal},
        _("It is still public. Check it, or withdraw it by hand:"),
        address_of(page),
    ]
    about = f"check {page.number_id} {page.review_due} {Stage.NOT_WITHDRAWN}"
    tell(owners(), about, _("Could not be withdrawn: %(title)s") % {"title": title}, lines)

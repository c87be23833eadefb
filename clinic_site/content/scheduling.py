"""Choosing a time for an act, taking it away, and doing what is due. The same promises as in `workflow`."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content import publishing, registry, schedule, withdrawing
from clinic_site.content.event import Verb, record
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused
from clinic_site.content.revision import State
from clinic_site.content.schedule import Act, Scheduled
from clinic_site.content.workflow import allow, locked, locked_revision, run_stops, signed_page
from clinic_site.generation.tick import each

# What has to be true of the revision for each act, now and when its time comes.
STANDS = {Act.PUBLISH: State.APPROVED, Act.WITHDRAW: State.PUBLISHED}


@transaction.atomic
def schedule_act(revision, *, by, at, act: str = Act.PUBLISH, **data) -> Scheduled:
    """Chooses the time for publishing an approved revision, or for withdrawing the public one. `data` is what
    `withdraw` wants besides. The person needs the right to schedule and to do the act itself, now and then."""
    allow(Verb.SCHEDULE, type(revision.page), by)
    if act not in Act.values:
        raise Refused(_("Choose whether to publish or to withdraw."))
    allow(act, type(revision.page), by)
    page, revision = locked_revision(revision)
    if at <= timezone.now():
        raise Refused(_("This time has passed. Choose a later one, or do it now."))
    if revision.state != STANDS[act]:
        raise Refused(
            _("Only an approved text can be published at a time, and only a public one withdrawn. Reload the page.")
        )
    if schedule.of(page):
        raise Refused(_("A time is already chosen for this page. Take it away first."))
    if act == Act.PUBLISH:
        run_stops(signed_page(revision), publishing=True)
    else:
        instead = [data.get("successor", ""), *data.get("read_instead", ())]
        withdrawing.refuse_wrong(page, reason=data.get("reason", ""), instead=[one for one in instead if one])
    row = Scheduled.objects.create(
        number_id=page.number_id, revision=revision.revision, act=act, due_at=at, by=by, data=data
    )
    record(Verb.SCHEDULE, by=by, number=page.number_id, revision=revision.revision, act=act, due_at=at.isoformat(),
           **data)  # fmt: skip
    return row


@transaction.atomic
def unschedule(page: Page, *, by) -> None:
    allow(Verb.SCHEDULE, type(page), by)
    page = locked(page)
    row = schedule.of(page)
    if row is None:
        raise Refused(_("No time is chosen for this page."))
    schedule.drop(page)
    record(Verb.UNSCHEDULE, by=by, number=page.number_id, revision=row.revision, act=row.act,
           due_at=row.due_at.isoformat())  # fmt: skip


@transaction.atomic
def choose(revision, *, by, at, act: str = Act.PUBLISH, **data) -> Scheduled:
    """Like `schedule_act`, in place of the time that was chosen before. When the new one is refused, the old stays."""
    if schedule.of(locked(revision.page)):
        unschedule(revision.page, by=by)
    return schedule_act(revision, by=by, at=at, act=act, **data)


def run_due() -> list[Scheduled]:
    """Does every act whose time has come, each in a transaction of its own and in the name of who chose it. What is
    refused then changes nothing, and stays on the desk with the reason."""
    return each(Scheduled.objects.due().order_by("due_at", "number_id"), run)


@transaction.atomic
def run(row: Scheduled) -> Scheduled:
    page = locked(registry.page_numbered(row.number_id))
    row = Scheduled.objects.get(pk=row.pk)
    if row.done_at or row.dropped_at or row.refused_at:
        return row
    try:
        with transaction.atomic():
            act(page, row)
    except Refused as refused:
        row.refused_at, row.refusal = timezone.now(), str(refused)
        row.save(update_fields=["refused_at", "refusal"])
    else:
        row.refresh_from_db()
    return row


def act(page: Page, row: Scheduled) -> None:
    allow(Verb.SCHEDULE, type(page), row.by)
    revision = meant(page, row)
    revision.page = page
    if row.act == Act.PUBLISH:
        publishing.publish(revision, by=row.by)
    else:
        withdrawing.withdraw(revision, by=row.by, **row.data)


def meant(page: Page, row: Scheduled):
    """The revision the act was chosen for. To be withdrawn, a public one that carries its wording stands for it."""
    public = page.revisions.published().first()
    carried = public
    while row.act == Act.WITHDRAW and carried and carried.carried_from:
        carried = page.revisions.get(revision=carried.carried_from)
        if carried.revision == row.revision:
            return public
    return page.revisions.get(revision=row.revision)


def told(row: Scheduled) -> str:
    return _("%(act)s on %(when)s") % {"act": row.get_act_display(), "when": when(row)}


def when(row: Scheduled) -> str:
    return date_format(timezone.localtime(row.due_at), "j F Y, H:i")

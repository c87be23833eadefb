"""Choosing a time for an act, taking it away, and doing what is due. The same promises as in `workflow`."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content import publishing, registry, schedule, together, withdrawing
from clinic_site.content.event import Verb, record
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused
from clinic_site.content.revision import State
from clinic_site.content.schedule import Act, Scheduled
from clinic_site.content.workflow import allow, locked, locked_revision, run_stops, signed_page, step
from clinic_site.generation.tick import each

# What has to be true of the revision for each act, now and when its time comes.
STANDS = {Act.PUBLISH: State.APPROVED, Act.WITHDRAW: State.PUBLISHED}


@transaction.atomic
def schedule_act(
    revision, *, by, at, act: str = Act.PUBLISH, alongside: frozenset[str] = frozenset(), **data
) -> Scheduled:
    """Chooses the time for publishing an approved revision, or for withdrawing the public one. `data` is what
    `withdraw` wants besides. The person needs the right to schedule and to do the act itself, now and then. A page
    that will be public by then, or is one of those `alongside`, may be linked to."""
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
        run_stops(signed_page(revision), publishing=True, alongside=alongside | schedule.public_by(at))
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
    """Like `schedule_act`, in place of the time that was chosen before for the same act. When the new one is refused,
    the old stays."""
    standing = schedule.of(locked(revision.page))
    if standing and standing.act != act:
        raise Refused(
            _("A time to retire this page is chosen. Take it away first.")
            if standing.act == Act.WITHDRAW
            else _("A time to publish a text of this page is chosen. Take it away first.")
        )
    if standing:
        unschedule(revision.page, by=by)
    return schedule_act(revision, by=by, at=at, act=act, **data)


@transaction.atomic
def choose_all(revisions, *, by, at) -> list[Scheduled]:
    """One time for approved texts that link to each other, all or none, in the order of their numbers."""
    revisions = sorted(revisions, key=lambda revision: revision.page.number_id)
    # Every page before the record, as all verbs do, so that no two of them wait for each other.
    alongside = frozenset(locked(revision.page).number_id for revision in revisions)
    return [choose(revision, by=by, at=at, alongside=alongside) for revision in revisions]


def run_due() -> list[Scheduled]:
    """Does every act whose time has come, in the name of who chose it, each in a transaction of its own; only texts
    that need each other go out in one. What is refused then changes nothing, and stays on the desk with the reason.
    Of one moment texts come first, so that what is withdrawn may be replaced by them."""
    return each(Scheduled.objects.due().order_by("due_at", "act", "number_id"), run)


def run(row: Scheduled) -> Scheduled:
    """Does one act, after those of its moment that it needs. A fault in one of these leaves both due."""
    for batch in together.batches(row):
        run_batch(batch)
    row.refresh_from_db()
    return row


@transaction.atomic
def run_batch(batch: list[Scheduled]) -> None:
    pages = {row.pk: locked(registry.page_numbered(row.number_id)) for row in batch}
    rows = list(Scheduled.objects.due().filter(pk__in=pages).order_by("number_id"))
    pairs = [(pages[row.pk], row) for row in rows]
    refusals = refused_together(pairs) if len(pairs) > 1 else refused_alone(*pairs[0]) if pairs else {}
    for row in rows:
        if row.pk in refusals:
            row.refused_at, row.refusal = timezone.now(), refusals[row.pk]
            row.save(update_fields=["refused_at", "refusal"])


def refused_alone(page: Page, row: Scheduled) -> dict[int, str]:
    """Does the act; answers with the reason when it was refused."""
    try:
        with transaction.atomic():
            act(page, row)
    except Refused as refused:
        return {row.pk: str(refused)}
    return {}


def refused_together(pairs: list[tuple[Page, Scheduled]]) -> dict[int, str]:
    """Publishes all of them or none; answers then with a reason for each."""
    people = {row.by for _page, row in pairs}
    numbers = frozenset(page.number_id for page, _row in pairs)
    reasons = {row.pk: why_not(page, row, numbers) for page, row in pairs}
    if len(people) > 1:
        said = _(
            "It has to go out together with pages whose time somebody else chose. Choose one time for all of them."
        )
        reasons = {pk: why or said for pk, why in reasons.items()}
    if not any(reasons.values()):
        try:
            publishing.publish_all([meant(page, row) for page, row in pairs], by=people.pop())
        except Refused as refused:
            return {row.pk: str(refused) for _page, row in pairs}
        return {}
    others = {page.number_id: reasons[row.pk] for page, row in pairs if reasons[row.pk]}
    return {pk: why or together.stopped_by(others) for pk, why in reasons.items()}


def why_not(page: Page, row: Scheduled, alongside: frozenset[str]) -> str:
    """What stops this text, whatever becomes of the others; empty when nothing does."""
    try:
        allow(Verb.SCHEDULE, type(page), row.by)
        allow(Verb.PUBLISH, type(page), row.by)
        revision = meant(page, row)
        step(revision, State.PUBLISHED)
        run_stops(signed_page(revision), publishing=True, alongside=alongside)
    except Refused as refused:
        return str(refused)
    return ""


def act(page: Page, row: Scheduled) -> None:
    allow(Verb.SCHEDULE, type(page), row.by)
    revision = meant(page, row)
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
            return with_page(public, page)
    return with_page(page.revisions.get(revision=row.revision), page)


def with_page(revision, page: Page):
    revision.page = page
    return revision


def told(row: Scheduled) -> str:
    return _("%(act)s on %(when)s") % {"act": row.get_act_display(), "when": when(row)}


def when(row: Scheduled) -> str:
    return date_format(timezone.localtime(row.due_at), "j F Y, H:i")

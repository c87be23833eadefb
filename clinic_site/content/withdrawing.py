"""The verbs that take a page from the public for good. The same promises as in `workflow`."""

from datetime import timedelta
from itertools import takewhile

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import indexing, registry, schedule
from clinic_site.content.event import Verb, record
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused
from clinic_site.content.revision import State, Withdrawal
from clinic_site.content.wording import Risk
from clinic_site.content.workflow import allow, locked_revision, step
from clinic_site.generation.models import move as move_generation
from clinic_site.profile.models import Profile
from clinic_site.profile.models import in_force as profile_in_force


@transaction.atomic
def withdraw(revision, *, by, reason: str, read_instead=(), successor: str = "", note: str = ""):
    """Takes the page from the public. Its address and number then lead to the successor, or answer 410 with the
    reason and what to read now."""
    allow(Verb.WITHDRAW, type(revision.page), by)
    page, revision = locked_revision(revision)
    instead = [number.strip() for number in (successor, *read_instead) if number.strip()]
    refuse_wrong(page, reason=reason, instead=instead)
    take_away(page, revision, by=by, reason=reason, instead=instead, successor=successor.strip())
    record(Verb.WITHDRAW, by=by, number=page.number_id, revision=revision.revision, note=note.strip(), reason=reason,
           read_instead=instead, successor=revision.successor)  # fmt: skip
    return revision


@transaction.atomic
def merge(revision, *, by, into: str, note: str = ""):
    """The page's readers are led to another public page of its kind, which answers for both from now on."""
    allow(Verb.MERGE, type(revision.page), by)
    page, revision = locked_revision(revision)
    into = into.strip()
    target = registry.locate([into]).get(into)
    if target is None or target.kind != page.kind:
        raise Refused(_("Choose a public page of the same kind to merge it into."))
    refuse_wrong(page, reason=Withdrawal.REPLACED, instead=[into])
    take_away(page, revision, by=by, reason=Withdrawal.REPLACED, instead=[into], successor=into)
    record(Verb.MERGE, by=by, number=page.number_id, revision=revision.revision, note=note.strip(),
           reason=Withdrawal.REPLACED, read_instead=[into], successor=into)  # fmt: skip
    return revision


@transaction.atomic
def expire(revision):
    """What the clinic profile orders for high-risk pages that nobody checked in time. In the name of the person who
    gave that order. Raises Refused when there is no such order, or when it is not yet time."""
    page, revision = locked_revision(revision)
    profile = profile_in_force()
    after = profile.withdraw_after_days
    late = page.review_due and timezone.localdate() - page.review_due > timedelta(days=after or 0)
    if not after or revision.risk != Risk.HIGH or not late:
        raise Refused(_("The clinic profile doesn't order this page to be withdrawn now."))
    instead = instead_of(page, revision)
    refuse_wrong(page, reason=Withdrawal.NOT_CHECKED, instead=instead)
    by = who_ordered(after)
    take_away(page, revision, by=by, reason=Withdrawal.NOT_CHECKED, instead=instead, successor="")
    note = _("Withdrawn by the rule of the clinic profile: %(days)d days past its check.") % {"days": after}
    record(Verb.WITHDRAW, by=by, number=page.number_id, revision=revision.revision, note=note,
           reason=Withdrawal.NOT_CHECKED, read_instead=instead, successor="", by_rule=True)  # fmt: skip
    return revision


def who_ordered(after: int):
    """Who last set the rule to this number of days: not whoever changed something else in the profile since."""
    rows = Profile.objects.filter(in_force_at__isnull=False).select_related("made_by").order_by("-in_force_at", "-id")
    return list(takewhile(lambda row: row.withdraw_after_days == after, rows))[-1].made_by


def instead_of(page: Page, revision) -> list[str]:
    """Public pages to read now: those it names as related, or else the first ones of its main topic."""
    public = registry.locate(revision.related)
    found = [number for number in revision.related if number in public and number != page.number_id]
    rows = type(revision).objects.published().order_by("page__number_id").values_list("page__number_id", "topics")
    alike = [number for number, topics in rows if topics[:1] == revision.topics[:1] and number != page.number_id]
    return found or alike[:3]


def refuse_wrong(page: Page, *, reason: str, instead: list[str]) -> None:
    """Raises Refused with what is wrong about a withdrawal, now or at a time that is chosen for it."""
    refusal = page.refuse_withdrawal()
    if refusal:
        raise Refused(refusal)
    if reason not in Withdrawal.values:
        raise Refused(_("Choose why the page is withdrawn. Readers see the reason."))
    public = registry.locate(instead)
    if not instead or page.number_id in instead or any(number not in public for number in instead):
        raise Refused(_("Name at least one other page that is public, so that readers know what to read now."))


def take_away(page: Page, revision, *, by, reason: str, instead: list[str], successor: str) -> None:
    """A newer text that was to be published at a time isn't then: it would bring back what was just taken away."""
    step(revision, State.WITHDRAWN)
    revision.withdrawn_by, revision.withdrawn_at = by, timezone.now()
    revision.withdrawal, revision.read_instead, revision.successor = reason, instead, successor
    revision.save(update_fields=["state", "withdrawn_by", "withdrawn_at", "withdrawal", "read_instead", "successor"])
    schedule.fulfil(page, schedule.Act.WITHDRAW, at=revision.withdrawn_at)
    schedule.drop(page)
    move_generation()
    indexing.unindex(page)

"""The verbs: the only ways something happens to a page. Admin, bulk actions, content files, commands and the shell
all come through here. Each is one transaction, has an actor, checks that person's permission, locks the page and
then the generation, runs the stops, and writes exactly one event. A refusal changes nothing and says what to do.
"""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import comments, compare, reasons, schedule
from clinic_site.content.cutting import cut
from clinic_site.content.event import Verb, record
from clinic_site.content.facts import check, stop_message
from clinic_site.content.page import Page
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.revision import MOVES, Kind, State
from clinic_site.generation.models import move as move_generation
from clinic_site.profile.models import in_force as profile_in_force
from clinic_site.readiness.registry import LEVELS, STOP, overridden, stops
from clinic_site.references.status import retracted

SECOND_READING_WITHIN = timedelta(days=7)


def allow(verb: Verb, model: type, by) -> None:
    """Raises NotAllowed unless this person may do this to pages of this kind."""
    if by is None or not by.is_active or not by.has_perm(f"{model._meta.app_label}.{verb}_{model._meta.model_name}"):
        raise NotAllowed(_("Your roles don't include this step. Ask an owner of the site who can do it."))


def locked(page: Page) -> Page:
    return type(page).objects.select_for_update().get(pk=page.pk)


def locked_revision(revision):
    """The page first, then its revision as it is now: whoever comes second sees what the first one did."""
    page = locked(revision.page)
    fresh = page.revisions.get(pk=revision.pk)
    fresh.page = page
    return page, fresh


def step(revision, new: State) -> None:
    """Raises Refused unless the one transition table allows the move."""
    if (revision.state, new) not in {(str(old), str(to)) for old, to in MOVES}:
        raise Refused(
            _("Revision %(revision)d is in the state “%(state)s”, so this step is not possible. Reload the page.")
            % {"revision": revision.revision, "state": revision.get_state_display()}
        )
    revision.state = new


def refuse_from_before_withdrawal(page: Page, revision) -> None:
    """A page that was taken from readers comes back with a text that was sent and checked since."""
    if page.revisions.filter(withdrawn_at__gt=revision.submitted_at).exists():
        why = _("The page was retired after this text was sent.")
        raise Refused(f"{why} {_('Ask for changes, then send it again as it should read now.')}")


def run_stops(page: Page, *, publishing: bool = False, alongside: frozenset[str] = frozenset(), levels=LEVELS) -> list:
    found = check(page, publishing=publishing, alongside=alongside, levels=levels)
    if stops(found):
        raise Refused(stop_message(stops(found)), tuple(stops(found)))
    return found


def signed_page(revision) -> Page:
    """The page with the revision's words in place of the desk's, so that checks look at what was signed."""
    page = type(revision.page)(**{name: getattr(revision.page, name) for name in ("pk", "number_id", "slug")})
    for name, value in revision.wording().items():
        setattr(page, name, value)
    return page


@transaction.atomic
def submit(page: Page, *, by, note: str, kind: str = Kind.CLINICAL, base_edit: int | None = None, why=None):
    """Cuts the desk for a check. Contributors are frozen with it; a change of meaning can't be called minor.

    What the checks found must have a reason by then. `why` maps findings to reasons and adds to those on the desk.
    """
    allow(Verb.SUBMIT, type(page), by)
    page = locked(page)
    if base_edit is not None and page.edit != base_edit:
        raise Refused(_("Someone saved this page after you opened it. Read their text, then send it."))
    if not note.strip():
        raise Refused(_("Say what changed and why. The person who checks it reads this first."))
    if kind not in Kind.values:
        raise Refused(_("Say whether this is a small fix or a change of meaning."))
    if page.revisions.open().exists():
        raise Refused(_("A revision of this page already waits. Approve, publish or return that one first."))
    public = page.revisions.published().first()
    if public and public.wording() == page.wording():
        raise Refused(_("Nothing has changed since the revision that is public."))
    if kind == Kind.MINOR:
        refuse_if_clinical(public, page)
    page = reasons.add(page, why or {}, by=by)
    found = run_stops(page)
    reasons.refuse_unexplained(found)
    revision = cut(page, by=by, note=note.strip(), kind=kind, found=found)
    record(Verb.SUBMIT, by=by, number=page.number_id, revision=revision.revision, note=revision.note, kind=kind,
           digest=revision.digest)  # fmt: skip
    return revision


def refuse_if_clinical(public, page: Page) -> None:
    if public is None:
        raise Refused(_("The first text of a page is never a small fix. Choose “Change of meaning”."))
    reasons = compare.clinical_reasons(public.wording(), page.wording())
    if reasons:
        raise Refused(
            _("This can't be a small fix, because it changes %(what)s. Choose “Change of meaning”.")
            % {"what": ", ".join(map(str, reasons))}
        )


@transaction.atomic
def return_(revision, *, by, note: str):
    """Asks for changes. The revision is kept as it was read; the desk stays as it is; a time chosen for it is gone."""
    allow(Verb.RETURN, type(revision.page), by)
    page, revision = locked_revision(revision)
    if not note.strip():
        raise Refused(_("Say what has to change, so that the writer can do it."))
    step(revision, State.RETURNED)
    revision.returned_by, revision.returned_at = by, timezone.now()
    revision.save(update_fields=["state", "returned_by", "returned_at"])
    schedule.drop(page, act=schedule.Act.PUBLISH)
    record(Verb.RETURN, by=by, number=page.number_id, revision=revision.revision, note=note.strip())
    return revision


@transaction.atomic
def approve(revision, *, by, note: str = "", whole_page: bool = True):
    """Signs exactly this text. `whole_page` says that all of it was read again, not only what changed: nothing less
    moves "last reviewed". Refused while a comment on it is open, and to the
    submitter and to everyone who wrote on it, unless the profile allows a single signature; the revision then says so
    and owes a second reading by somebody else within 7 days."""
    allow(Verb.APPROVE, type(revision.page), by)
    page, revision = locked_revision(revision)
    profile = profile_in_force()
    if by.is_demonstration and not profile.is_example:
        raise Refused(_("A demonstration account can't approve on a real site."))
    wrote = by.pk in {revision.submitted_by_id, *revision.contributors}
    if wrote and not profile.allows_single_signature:
        raise Refused(_("You wrote or sent this text, so someone else must approve it. Ask another reviewer."))
    if not by.role_as_printed:
        raise Refused(_("Your account has no printed role. Ask an owner to add one: patients read who checked a page."))
    step(revision, State.APPROVED)
    refuse_from_before_withdrawal(page, revision)
    comments.refuse_open(page)
    found = run_stops(signed_page(revision), levels=[STOP])
    if wrote and overridden(found):
        raise Refused(reasons.needs_second_person(overridden(found)), tuple(overridden(found)))
    revision.single_signature, revision.whole_page = wrote, whole_page
    revision.approved_by, revision.approved_at = by, timezone.now()
    revision.approver_role, revision.approver_registration = by.role_as_printed, by.registration
    revision.save(
        update_fields=[
            "state", "single_signature", "whole_page", "approved_by", "approved_at", "approver_role",
            "approver_registration",
        ]
    )  # fmt: skip
    record(Verb.APPROVE, by=by, number=page.number_id, revision=revision.revision, note=note.strip(),
           digest=revision.digest, single_signature=wrote, whole_page=whole_page,
           registration=revision.approver_registration)  # fmt: skip
    return revision


@transaction.atomic
def confirm(revision, *, by, note: str):
    """Reviewed, nothing to change: moves the review date without touching the text, and counts as the second
    reading that a single signature owes. The note says which evidence was looked at."""
    allow(Verb.CONFIRM, type(revision.page), by)
    page, revision = locked_revision(revision)
    if revision.state != State.PUBLISHED:
        raise Refused(_("Only the text that is public now can be confirmed. Reload the page."))
    if not note.strip():
        raise Refused(_("Say which evidence you looked at."))
    if not by.role_as_printed:
        raise Refused(_("Your account has no printed role. Ask an owner to add one: patients read who checked a page."))
    if revision.single_signature and by == revision.approved_by:
        raise Refused(_("You approved this text alone. Someone else must read it."))
    if revision.owes_second_reading and by.pk in {revision.submitted_by_id, *revision.contributors}:
        raise Refused(_("You wrote on this text. Somebody who did not must give the second reading."))
    refuse_fallen(revision)
    now, today = timezone.now(), timezone.localdate()
    if revision.owes_second_reading:
        revision.second_read_by, revision.second_read_at = by, now
    revision.confirmed_by, revision.confirmed_at = by, now
    revision.reviewed_on, revision.reviewer_role = today, by.role_as_printed
    revision.save(
        update_fields=[
            "second_read_by", "second_read_at", "confirmed_by", "confirmed_at", "reviewed_on", "reviewer_role",
        ]
    )  # fmt: skip
    page.review_due = next_check(page, revision.risk, today)
    page.save(update_fields=["review_due"])
    record(Verb.CONFIRM, by=by, number=page.number_id, revision=revision.revision, note=note.strip(),
           **told(page, revision))  # fmt: skip
    move_generation()
    return revision


def refuse_fallen(revision) -> None:
    """Raises Refused for a text that prints a retracted source: nobody may sign it again as it stands."""
    fallen = retracted([row["key"] for row in revision.printed])
    if fallen:
        raise Refused(
            _("This text cites a source that was retracted: %(keys)s. Change the text and send it instead.")
            % {"keys": ", ".join(sorted(fallen))}
        )


def next_check(page: Page, risk: str, day: date) -> date:
    """What the profile says for the risk of the text. The page's own interval can only be shorter."""
    usual = profile_in_force().months_between_checks(risk)
    return months_later(day, min(page.interval_months or usual, usual))


def told(page: Page, revision) -> dict:
    """What the trust line says from this event on. Columns keep only how it is now; the record keeps how it was."""
    return {
        "reviewed_on": revision.reviewed_on and revision.reviewed_on.isoformat(),
        "reviewer_role": revision.reviewer_role,
        "review_due": page.review_due and page.review_due.isoformat(),
    }


def months_later(day, months: int):
    """The same day of the month, or the last one if that month is shorter."""
    month = day.month - 1 + months
    year, month = day.year + month // 12, month % 12 + 1
    for last in range(day.day, 27, -1):
        try:
            return day.replace(year=year, month=month, day=last)
        except ValueError:
            continue
    return day.replace(year=year, month=month)

"""Who looks after a page and by when: asking a reviewer, handing a page over, bringing a check forward. The same
promises as in `workflow`."""

from datetime import date

from django.contrib.auth.backends import ModelBackend
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content.event import Verb, record
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused
from clinic_site.content.workflow import allow, locked, locked_revision, next_check
from clinic_site.generation.models import move as move_generation

UNCHANGED = object()


@transaction.atomic
def ask(revision, *, by, reviewer, deadline: date | None = None, note: str = ""):
    """Names who should check a waiting text, and by when. May be changed as often as needed."""
    allow(Verb.ASK, type(revision.page), by)
    page, revision = locked_revision(revision)
    if revision.state != "submitted":
        raise Refused(_("This text does not wait for a check any more. Reload the page."))
    if not can_check(page, revision, reviewer):
        raise Refused(_("This person can't approve this text: they wrote on it, or their roles don't include it."))
    if deadline and deadline < timezone.localdate():
        raise Refused(_("This day has passed. Choose a later one."))
    revision.reviewer, revision.deadline = reviewer, deadline
    revision.save(update_fields=["reviewer", "deadline"])
    record(Verb.ASK, by=by, number=page.number_id, revision=revision.revision, note=note.strip(), reviewer=reviewer.pk,
           reviewer_name=reviewer.name, deadline=deadline and deadline.isoformat())  # fmt: skip
    return revision


def can_check(page: Page, revision, person) -> bool:
    wrote = revision is not None and (person.pk == revision.submitted_by_id or person.pk in revision.contributors)
    may = person.has_perm(f"{page._meta.app_label}.approve_{page._meta.model_name}")
    return person.is_active and may and not wrote and bool(person.role_as_printed)


def reviewers(page: Page, revision=None, without=None) -> list:
    """Who could check the page's text, by name; the usual one, who checked the public text, first."""
    usual = page.revisions.published().values_list("approved_by_id", flat=True).first() if page.pk else None
    wrote = {*revision.contributors, revision.submitted_by_id} if revision else set()
    permission = f"{page._meta.app_label}.approve_{page._meta.model_name}"
    people = ModelBackend().with_perm(permission).filter(is_staff=True).exclude(role_as_printed="").order_by("name")
    found = [person for person in people if person.pk not in wrote and person != without]
    return sorted(found, key=lambda person: person.pk != usual)


@transaction.atomic
def assign(page: Page, *, by, owner=UNCHANGED, deputy=UNCHANGED, review_due: date | None = None) -> Page:
    """Changes who looks after the page, or brings its check forward. Only a review puts it off."""
    allow(Verb.ASSIGN, type(page), by)
    page = locked(page)
    said: dict = {}
    for name, person in (("owner", owner), ("deputy", deputy)):
        if person is not UNCHANGED and getattr(page, f"{name}_id") != (person and person.pk):
            setattr(page, name, person)
            said |= {name: person and person.pk, f"{name}_name": person.name if person else ""}
    if review_due and review_due != page.review_due:
        refuse_later(page, review_due)
        page.review_due = review_due
        said["review_due"] = review_due.isoformat()
    if not said:
        raise Refused(_("Nothing would change: the page already has these values."))
    page.save(update_fields=["owner", "deputy", "review_due"])
    record(Verb.ASSIGN, by=by, number=page.number_id, **said)
    if "review_due" in said:
        move_generation()
    return page


def refuse_later(page: Page, day: date) -> None:
    public = page.revisions.published().first()
    if public is None or public.reviewed_on is None:
        raise Refused(_("This page is not public, so there is no check to bring forward."))
    if day > next_check(page, public.risk, public.reviewed_on):
        raise Refused(
            _("A check can be brought forward, not put off. Check the page now, then its date moves by itself.")
        )


def bring_forward(page: Page, *, by, day: date, why: str) -> bool:
    """Asks for a check before its time, inside the caller's transaction. Answers whether the date moved."""
    page = locked(page)
    public = page.revisions.published().first()
    if public is None or (page.review_due and page.review_due <= day):
        return False
    page.review_due = day
    page.save(update_fields=["review_due"])
    record(Verb.REVIEW, by=by, number=page.number_id, revision=public.revision, note=why, review_due=day.isoformat())
    return True

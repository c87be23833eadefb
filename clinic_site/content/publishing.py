"""The verbs that change what the public sees. The same promises as in `workflow`."""

import re
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content import comments, desk, indexing, schedule
from clinic_site.content.cutting import cut_again, frozen_parts
from clinic_site.content.drafting import rendered
from clinic_site.content.event import Verb, record
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused
from clinic_site.content.revision import Kind, State
from clinic_site.content.workflow import (
    allow,
    locked,
    locked_revision,
    next_check,
    refuse_fallen,
    refuse_from_before_withdrawal,
    run_stops,
    signed_page,
    step,
    told,
)  # fmt: skip
from clinic_site.generation.models import move as move_generation
from clinic_site.images.models import release
from clinic_site.readability import prose
from clinic_site.readiness.registry import STOP
from clinic_site.redirects.models import forget
from clinic_site.redirects.models import record as record_redirect

UNDO_WITHIN = timedelta(minutes=10)
ALT = re.compile(r'\salt="([^"]*)"')


def publish(revision, *, by):
    """Makes an approved revision the one that readers see."""
    return publish_all([revision], by=by)[0]


@transaction.atomic
def publish_all(revisions, *, by) -> list:
    """Publishes pages that may link to each other, all or none, in the order of their numbers."""
    revisions = sorted(revisions, key=lambda revision: revision.page.number_id)
    for revision in revisions:
        allow(Verb.PUBLISH, type(revision.page), by)
    pairs = [locked_revision(revision) for revision in revisions]
    alongside = frozenset(page.number_id for page, _revision in pairs)
    for page, revision in pairs:
        step(revision, State.PUBLISHED)
        refuse_from_before_withdrawal(page, revision)
        comments.refuse_open(page)
        run_stops(signed_page(revision), publishing=True, alongside=alongside, levels=[STOP])
    for page, revision in pairs:
        _make_public(page, revision, by=by)
    move_generation()
    indexing.index_all(revision for _page, revision in pairs)
    return [revision for _page, revision in pairs]


def _make_public(page: Page, revision, *, by) -> None:
    now = timezone.now()
    earlier = page.revisions.published().first()
    if earlier:
        supersede(earlier, by=by, at=now)
    if earlier and (revision.kind == Kind.MINOR or not revision.whole_page):
        revision.reviewed_on, revision.reviewer_role = earlier.reviewed_on, earlier.reviewer_role
        if page.review_due:
            page.review_due = min(page.review_due, next_check(page, revision.risk, revision.reviewed_on))
    else:
        revision.reviewed_on = timezone.localdate(revision.approved_at)
        revision.reviewer_role = revision.approver_role
        page.review_due = next_check(page, revision.risk, revision.reviewed_on)
    page.save(update_fields=["review_due"])
    revision.published_by, revision.published_at = by, now
    revision.replaces = earlier.revision if earlier else None
    revision.save(update_fields=["state", "published_by", "published_at", "replaces", "reviewed_on", "reviewer_role"])
    release(revision.pictures)
    schedule.fulfil(page, schedule.Act.PUBLISH, at=now, revision=revision.revision)
    record(
        Verb.PUBLISH,
        by=by,
        number=page.number_id,
        revision=revision.revision,
        digest=revision.digest,
        supersedes=revision.replaces,
        path=page.path,
        **told(page, revision),
    )


def supersede(revision, *, by, at) -> None:
    """Before the next one is published: the database allows one published revision a page at any moment."""
    step(revision, State.SUPERSEDED)
    revision.superseded_by, revision.superseded_at = by, at
    revision.save(update_fields=["state", "superseded_by", "superseded_at"])


@transaction.atomic
def move(page: Page, *, by, slug: str) -> Page:
    """A new address. The old one is recorded if it was ever public, and redirects for ever."""
    page = locked(page)
    was_public = page.revisions.once_public().exists()
    if was_public or not by.has_perm(f"{page._meta.app_label}.change_{page._meta.model_name}"):
        allow(Verb.MOVE, type(page), by)
    refusal = page.refuse_withdrawal()
    if refusal:
        raise Refused(refusal)
    if slug == page.slug:
        raise Refused(_("The page already has this address."))
    desk.refuse_taken_slug(type(page), slug, page.number_id)
    old, old_path = page.slug, page.path
    page.slug = slug
    page.full_clean(exclude=["number"])
    if was_public:
        record_redirect(old_path, page.number_id)
        forget(page.path)
    page.save(update_fields=["slug"])
    record(Verb.MOVE, by=by, number=page.number_id, old=old, new=slug)
    move_generation()
    return page


def last_change(page: Page):
    """The newest public act on the page and the revision it left: what `undo` would take back."""
    newest = page.revisions.once_public().order_by("-revision").first()
    if newest is None or newest.state == State.SUPERSEDED:
        return None, None
    return newest, newest.withdrawn_at or newest.published_at


@transaction.atomic
def undo(page: Page, *, by, note: str = ""):
    """Within 10 minutes of publish or withdraw: a new revision with the earlier, equal wording and its approval."""
    allow(Verb.UNDO, type(page), by)
    page = locked(page)
    newest, at = last_change(page)
    now = timezone.now()
    if newest is None or now - at > UNDO_WITHIN:
        raise Refused(
            _("Undo works for 10 minutes after publishing or withdrawing. Change the text and send it instead.")
        )
    if page.revisions.open().exists():
        raise Refused(_("A newer text of this page waits for a check. Return it first, then undo."))
    if newest.state == State.WITHDRAWN:
        source = newest
    else:
        source = page.revisions.filter(state=State.SUPERSEDED, superseded_at=newest.published_at).first()
        if source is None:
            raise Refused(
                _("This was the first text of the page, so there is nothing to go back to. Withdraw it instead.")
            )
        supersede(newest, by=by, at=now)
    refuse_fallen(source)
    # Readers are shown this note, so nothing that one person types now goes into it; the event keeps `note`.
    revision = cut_again(page, source, note=_("The earlier text was put back."), state=State.PUBLISHED, published_by=by,
                         published_at=now, replaces=newest.revision)  # fmt: skip
    page.review_due = min(filter(None, (page.review_due, next_check(page, revision.risk, revision.reviewed_on))))
    page.save(update_fields=["review_due"])
    record(Verb.UNDO, by=by, number=page.number_id, revision=revision.revision, note=note.strip(),
           undone=newest.revision, carried_from=source.revision, digest=revision.digest,
           **told(page, revision))  # fmt: skip
    move_generation()
    indexing.index(revision)
    return revision


def words_in(html: str) -> list[str]:
    """What readers are told by a page, in order: its text and what its pictures are said to show."""
    return [block.text for block in prose(html)] + ALT.findall(html)


@transaction.atomic
def recut(page: Page, *, by):
    """The public wording through today's renderer: a new revision that carries the approval and moves no date."""
    allow(Verb.RECUT, type(page), by)
    page = locked(page)
    source = page.revisions.published().first()
    if source is None:
        raise Refused(_("This page is not public, so there is nothing to render again."))
    parts = frozen_parts(rendered(source.body)) | {"printed": source.printed, "terms": source.terms}
    if parts["html"] == source.html:
        raise Refused(_("Today's renderer gives the same page. There is nothing to do."))
    if words_in(parts["html"]) != words_in(source.html):
        raise Refused(
            _("The words would not be the same: a picture or a medical word has new words in its library. Send the"
              " page for a check instead.")
        )  # fmt: skip
    supersede(source, by=by, at=timezone.now())
    revision = cut_again(page, source, note=source.note, state=State.PUBLISHED,
                         published_by=by, published_at=source.published_at, replaces=source.replaces,
                         **parts)  # fmt: skip
    record(Verb.RECUT, by=by, number=page.number_id, revision=revision.revision, carried_from=source.revision,
           digest=revision.digest, **told(page, revision))  # fmt: skip
    move_generation()
    return revision

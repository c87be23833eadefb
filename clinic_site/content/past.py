"""What was public at a moment. Events alone tell it: a row keeps only how it is now, and a page that was rendered again
keeps the dates of the copy before it.

Everywhere, no moment means now.
"""

from datetime import datetime

from django.db.models import Case, CharField, F, OuterRef, QuerySet, Subquery, When
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce

from clinic_site.content.event import Event, Verb
from clinic_site.content.page import Page
from clinic_site.content.revision import State

MADE_PUBLIC = (Verb.PUBLISH, Verb.UNDO, Verb.RECUT)
TAKEN_AWAY = (Verb.WITHDRAW, Verb.MERGE)
PUBLIC_ACTS = (*MADE_PUBLIC, *TAKEN_AWAY)


def public_revisions(revision_class, at: datetime | None = None) -> QuerySet:
    """The signed copies that readers saw, one a page: what the last public act up to that moment had left."""
    if at is None:
        return revision_class.objects.published()
    acts = Event.objects.filter(number=OuterRef("page__number"), verb__in=PUBLIC_ACTS, at__lte=at)
    seen = acts.annotate(seen=Case(When(verb__in=MADE_PUBLIC, then=F("revision")))).order_by("-sequence").values("seen")
    return revision_class.objects.filter(revision=Subquery(seen[:1]))


def slug(at: datetime | None = None):
    """The address that a revision's page had, as a database expression: the one its first later move took it from."""
    if at is None:
        return F("page__slug")
    moves = Event.objects.filter(number=OuterRef("page__number"), verb=Verb.MOVE, at__gt=at)
    old = moves.order_by("sequence").annotate(old_slug=KT("data__old")).values("old_slug")
    return Coalesce(Subquery(old[:1], output_field=CharField()), F("page__slug"), output_field=CharField())


def withdrawn_revision(page: Page, at: datetime | None = None):
    """The copy that says why the page was gone and what to read instead; None for a page that was not taken away."""
    if at is None:
        return page.revisions.filter(state=State.WITHDRAWN).order_by("-revision").first()
    acts = Event.objects.filter(number_id=page.number_id, verb__in=PUBLIC_ACTS, at__lte=at)
    last = acts.order_by("-sequence").first()
    return page.revisions.get(revision=last.revision) if last and last.verb in TAKEN_AWAY else None

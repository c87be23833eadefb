"""List columns that answer what is live, what waits and what is due, without a query a row."""

from django.contrib import admin
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.content.revision import OPEN, State
from clinic_site.content.schedule import Act, Scheduled


def with_states(pages: QuerySet) -> QuerySet:
    revisions = pages.model.revision_class.objects.filter(page=OuterRef("pk"))
    public, waiting = revisions.filter(state=State.PUBLISHED), revisions.filter(state__in=OPEN)
    chosen = Scheduled.objects.open().filter(number_id=OuterRef("number_id"))
    return pages.annotate(
        public_revision=Subquery(public.values("revision")[:1]),
        public_since=Subquery(public.values("published_at")[:1]),
        public_edit=Subquery(public.values("desk_edit")[:1]),
        open_revision=Subquery(waiting.values("revision")[:1]),
        open_state=Subquery(waiting.values("state")[:1]),
        open_since=Subquery(waiting.values("submitted_at")[:1]),
        open_reviewer=Subquery(waiting.values("reviewer__name")[:1]),
        open_edit=Subquery(waiting.values("desk_edit")[:1]),
        chosen_act=Subquery(chosen.values("act")[:1]),
        chosen_for=Subquery(chosen.values("due_at")[:1]),
        chosen_refused=Subquery(chosen.values("refused_at")[:1]),
        last_state=Subquery(revisions.order_by("-revision").values("state")[:1]),
    )


class NeedsFilter(admin.SimpleListFilter):
    title = _("what it needs")
    parameter_name = "needs"

    def lookups(self, request, model_admin):
        return [
            ("check", _("a check")),
            ("publish", _("publishing")),
            ("send", _("sending: the desk has changes")),
            ("review", _("a review: its date has passed")),
        ]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        conditions = {
            "check": Q(open_state=State.SUBMITTED),
            "publish": Q(open_state=State.APPROVED),
            "send": Q(open_revision__isnull=True) & (Q(public_edit__isnull=True) | Q(edit__gt=F("public_edit"))),
            "review": Q(review_due__lt=today, public_revision__isnull=False),
        }
        return queryset.filter(conditions[self.value()]) if self.value() in conditions else queryset


class StateColumns:
    @admin.display(description=_("public now"), ordering="public_since")
    def live(self, page) -> str:
        if page.public_revision:
            since = date_format(timezone.localtime(page.public_since), "j M Y")
            return gettext("Revision %(number)d, since %(since)s") % {"number": page.public_revision, "since": since}
        return gettext("Withdrawn") if page.last_state == State.WITHDRAWN else gettext("Not public")

    @admin.display(description=_("waits"), ordering="open_since")
    def waits(self, page) -> str:
        if page.chosen_act == Act.PUBLISH:
            return at_its_time(page)
        parts = [desk_waits(page), at_its_time(page) if page.chosen_act else ""]
        return ". ".join(filter(None, parts)) or "–"

    @admin.display(description=_("check due"), ordering="review_due")
    def due(self, page) -> str:
        if not page.review_due:
            return "–"
        day = date_format(page.review_due, "j M Y")
        return gettext("Overdue since %s") % day if page.review_due < timezone.localdate() else day


def desk_waits(page) -> str:
    """What the text on its way waits for; empty when there is none."""
    if page.open_revision:
        since = date_format(timezone.localtime(page.open_since), "j M Y")
        if page.open_state == State.APPROVED:
            return gettext("for publishing, since %s") % since
        if page.open_reviewer:
            return gettext("for a check by %(who)s, since %(since)s") % {"who": page.open_reviewer, "since": since}
        return gettext("for a check, since %s") % since
    if page.last_state == State.RETURNED:
        return gettext("for changes that were asked for")
    return gettext("for sending: the desk has changes") if page.edit > (page.public_edit or 0) else ""


def at_its_time(page) -> str:
    """What happens at the time that somebody chose; a year only when it is not this one."""
    if page.chosen_refused:
        return gettext("for a decision: its time came, and it was refused")
    at = timezone.localtime(page.chosen_for)
    day = date_format(at, "j F" if at.year == timezone.localdate().year else "j F Y")
    words = {"day": day, "time": date_format(at, "G:i")}
    if page.chosen_act == Act.PUBLISH:
        return gettext("Goes out on %(day)s at %(time)s") % words
    return gettext("Retires on %(day)s at %(time)s") % words

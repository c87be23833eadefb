"""What happened to a page: one line for each revision and each check without one; any two texts compared."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import set_apart
from clinic_site.content.ages import ages_of
from clinic_site.content.event import Event, Verb
from clinic_site.content.fields import differing
from clinic_site.content.screens import admin_url, page_or_404, revision_or_404

PEOPLE = ("submitted_by", "approved_by", "published_by", "returned_by", "withdrawn_by", "second_read_by")
# Long columns that a list of revisions doesn't show.
UNSHOWN = ("body", "html", "headings", "printed", "links", "pictures", "terms", "findings", "supports", "reasons")
CUTS = {Verb.SUBMIT, Verb.UNDO, Verb.RECUT}
ACTS = {
    Verb.CONFIRM: gettext_lazy("Checked: nothing to change"),
    Verb.WITHDRAW: gettext_lazy("Retired"),
    Verb.MERGE: gettext_lazy("Merged into another page"),
    Verb.RECALL: gettext_lazy("Recalled"),
    Verb.READ_AGAIN: gettext_lazy("Recall read again"),
    Verb.END_RECALL: gettext_lazy("Recall ended"),
}
CARRIED = {Verb.UNDO: gettext_lazy("Undone"), Verb.RECUT: gettext_lazy("Rendered again")}


@dataclass(frozen=True)
class Line:
    """A revision with how it came about, or an act on the text that was public then."""

    number: int | None
    kind: str
    at: datetime
    who: str
    role: str
    why: str
    revision: object = None
    age: str = ""


def history(admin, request, object_id) -> HttpResponse:
    page = page_or_404(admin, request, object_id)
    revisions = list(page.revisions.select_related(*PEOPLE).defer(*UNSHOWN))
    events = list(Event.objects.filter(number_id=page.number_id))
    found = lines(revisions, events, ages_of(page, revisions))
    signed = [revision.revision for revision in revisions]
    context = {
        **admin.admin_site.each_context(request),
        "title": _("History"),
        "page": page,
        "opts": page._meta,
        "lines": found,
        "newest": signed[0] if signed else None,
        "one_before": signed[1] if len(signed) > 1 else None,
        "events": events,
        "may_change": admin.has_change_permission(request, page),
        "back": admin_url(page, "change"),
    }
    return TemplateResponse(request, "admin/content/history.html", context)


def lines(revisions: list, events: list[Event], ages: dict[int, str]) -> list[Line]:
    """Newest first. A revision stands where it was cut; the record says when, as an undo carries older dates."""
    cuts = {event.revision: event for event in events if event.verb in CUTS}
    found = [line_of(revision, cuts.get(revision.revision), ages) for revision in revisions]
    found += [
        Line(event.revision, str(ACTS[event.verb]), event.at, event.by_name, event.by_role, event.note)
        for event in events
        if event.verb in ACTS
    ]
    return sorted(found, key=lambda line: line.at, reverse=True)


def line_of(revision, event: Event | None, ages: dict[int, str]) -> Line:
    kind = CARRIED.get(event.verb) if event else None
    return Line(
        number=revision.revision,
        kind=str(kind or revision.get_kind_display()),
        at=event.at if event else revision.submitted_at,
        who=event.by_name if event else revision.submitted_by.name,
        role=event.by_role if event else "",
        why=revision.note,
        revision=revision,
        age=ages.get(revision.revision, ""),
    )


def compare(admin, request, object_id) -> HttpResponse:
    """Any two revisions, the older one first whichever was picked where."""
    page = page_or_404(admin, request, object_id)
    picked = sorted({number for name in ("old", "new") if (number := number_in(request.GET.get(name, "")))})
    texts = list(page.revisions.select_related(*PEOPLE).filter(revision__in=picked).order_by("revision"))
    if len(texts) < len(picked):
        raise Http404
    old, new = texts if len(texts) == 2 else (None, None)
    fields = differing(old, new, admin.wording) if new else []
    ages = ages_of(page, texts)
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Compare"),
        "page": page,
        "opts": page._meta,
        "old": old,
        "new": new,
        "texts": [(text, ages.get(text.revision, "")) for text in texts] if new else [],
        "fields": fields,
        **set_apart.all_of(fields, old, new),
        "may_change": admin.has_change_permission(request, page),
        "back": admin_url(page, "history"),
    }
    return TemplateResponse(request, "admin/content/compare.html", context)


def number_in(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 6 else None


def revision(admin, request, object_id, number: int) -> HttpResponse:
    """One signed copy as it was signed, and what it changed."""
    page = page_or_404(admin, request, object_id)
    shown = revision_or_404(page, number)
    earlier = page.revisions.filter(revision__lt=number).order_by("-revision").first()
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Revision %(number)d") % {"number": number},
        "page": page,
        "opts": page._meta,
        "revision": shown,
        "earlier": earlier,
        "fields": differing(earlier, shown, admin.wording),
        "frame_url": admin_url(page, "revision_preview", number),
        "may_change": admin.has_change_permission(request, page),
        "back": admin_url(page, "history"),
    }
    return TemplateResponse(request, "admin/content/revision.html", context)

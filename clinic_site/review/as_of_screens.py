"""The screens that answer: what did readers see, that day at that time?"""

from urllib.parse import urlencode

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinic_site.content import reading, registry
from clinic_site.content.page import Page
from clinic_site.middleware import PREVIEW, policy
from clinic_site.review import as_of, as_of_site
from clinic_site.review.as_of_forms import AsOfForm, MomentForm, as_link, spoken, typed
from clinic_site.review.as_of_record import PageRecord

SITE, PAGE, COPY = "admin/review/as_of.html", "admin/review/as_of_page.html", "admin/review/as_of_copy.html"
ASKED = ("at", "day", "time", "page")


def for_readers_of_the_record(view):
    """Only for staff who may read what happened."""

    @require_safe
    def guarded(request: HttpRequest, **route) -> HttpResponse:
        if not request.user.has_perm("content.view_event"):
            raise PermissionDenied(_("Your roles don't include the record of what happened. Ask an owner of the site."))
        return view(request, **route)

    return admin.site.admin_view(guarded)


def address(name: str, number: str, at) -> str:
    return f"{reverse(name, args=[number])}?{urlencode({'at': as_link(at)})}"


def is_asked(request: HttpRequest) -> bool:
    return any(name in request.GET for name in ASKED)


@for_readers_of_the_record
def site(request: HttpRequest) -> HttpResponse:
    """Everything that was public at a moment; or, with a number or an address, the way to that page."""
    form = AsOfForm(request.GET if is_asked(request) else None)
    context = {**admin.site.each_context(request), "title": _("As it read on a day"), "form": form}
    if not (form.is_bound and form.is_valid()):
        return TemplateResponse(request, SITE, context, status=400 if form.errors else 200)
    at, page = form.cleaned_data["at"], form.cleaned_data["page"]
    if page is not None:
        return HttpResponseRedirect(address("as_of_page", page.number_id, at))
    common = reading.read_shared(at)
    context |= {
        "form": AsOfForm(initial=typed(at)),
        "at": as_link(at),
        "moment": at,
        "when": spoken(at),
        "profile": common.profile,
        "topics": common.topics.values(),
        "fallen": as_of_site.fallen_sources(common),
        "kinds": as_of_site.kinds(common),
    }
    return TemplateResponse(request, SITE, context)


@for_readers_of_the_record
def page(request: HttpRequest, number: str) -> HttpResponse:
    """One page at a moment, framed, with who signed it; or in words since when it was public and until when."""
    found = page_or_404(number)
    record = PageRecord(found)
    form = MomentForm(request.GET if is_asked(request) else None)
    context = {
        **admin.site.each_context(request),
        "number": number,
        "form": form,
        "record": record,
        "acts": acts(record),
    }
    if not (form.is_bound and form.is_valid()):
        context["title"] = _("Page %(number)s as it read on a day") % {"number": number}
        return TemplateResponse(request, PAGE, context, status=400 if form.errors else 200)
    at = form.cleaned_data["at"]
    if "day" in request.GET:
        return HttpResponseRedirect(address("as_of_page", number, at))
    seen = as_of.seen(found, record, at)
    context |= {"form": MomentForm(initial=typed(at)), "at": as_link(at), "moment": at, "when": spoken(at)}
    context |= {"seen": seen, "next": record.next_act(at), "led_url": ""}
    if isinstance(seen, as_of.Led):
        context |= {"seen": None, "led": seen, "led_url": address("as_of_page", seen.to.number, at)}
    elif seen:
        context |= proof(seen, record) | {"copy_url": address("as_of_copy", number, at)}
    heading = seen.heading if isinstance(seen, as_of.Seen) else _("Page %(number)s") % {"number": number}
    context["title"] = _("As it read on %(when)s: %(page)s") % {"page": heading, "when": spoken(at)}
    return TemplateResponse(request, PAGE, context)


@for_readers_of_the_record
def copy(request: HttpRequest, number: str) -> HttpResponse:
    """The whole page for paper and for the file, with the digests that show later that nobody touched it."""
    found = page_or_404(number)
    form = MomentForm(request.GET)
    if not form.is_valid():
        raise Http404(_("There is no such moment."))
    at, record = form.cleaned_data["at"], PageRecord(found)
    seen = as_of.seen(found, record, at)
    if not isinstance(seen, as_of.Seen):
        raise Http404(_("Readers saw no such page at that moment."))
    told = proof(seen, record) | {"number": number, "when": spoken(at), "moment": at}
    told |= {"made_at": timezone.now(), "made_by": request.user.name, "public_page": seen.template}
    response = HttpResponse(seen.html(COPY, **told))
    response["Content-Security-Policy"] = policy(PREVIEW)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["X-Robots-Tag"] = "noindex"
    return response


def page_or_404(number: str) -> Page:
    found = registry.page_numbered(number)
    if found is None:
        raise Http404(_("No page has this number."))
    return found


def proof(seen: as_of.Seen, record: PageRecord) -> dict:
    """Who answers for what was shown, and the digests of it."""
    return {
        "seen": seen,
        "approval": record.approval(seen.revision.revision),
        "main_digest": as_of.digest_of(seen.main()),
        "path": seen.revision.page.path,
    }


def acts(record: PageRecord) -> list[dict]:
    """Each moment at which readers saw something else, newest first, with the way there."""
    return [
        {"event": event, "url": address("as_of_page", event.number_id, event.at)} for event in reversed(record.changes)
    ]

"""The staff screens of recalls: setting one, and one with what it says, who may still have the old words, the second
reading and its end."""

from datetime import datetime, time, timedelta

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import compose, registry
from clinic_site.content.event import Verb
from clinic_site.content.page import Page
from clinic_site.content.reading import read_shared
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.screens import admin_url
from clinic_site.counts.models import NOT_COUNTED, of_revisions
from clinic_site.profile.models import in_force
from clinic_site.review import recall_notices, recall_words, recalling
from clinic_site.review.recall_forms import EndForm, ReadAgainForm, RecallForm
from clinic_site.review.recalls import Recall

SET, ONE = "admin/review/recall_set.html", "admin/review/recall.html"
# Days of the table; what is older is in the sum.
DAYS = 28
# Screens that lead here and go on afterwards.
THEN = ("publish", "withdraw")
NO_ROLE = gettext_lazy("Your roles don't include this step. Ask an owner of the site who can do it.")


def recalls(request: HttpRequest, number: str) -> HttpResponse:
    """GET shows the form, filled in as far as it can be; POST sets the recall."""
    page = page_or_404(number)
    if not may_set(page, request.user):
        raise PermissionDenied(NO_ROLE)
    data = request.POST if request.method == "POST" else None
    form = RecallForm(data, page=page, profile=in_force(), initial=asked(request))
    then, refusal, status = request.GET.get("then", ""), None, 400 if form.errors else 200
    if data is not None and form.is_valid():
        try:
            row = recalling.recall(page, by=request.user, **form.cleaned_data)
        except Refused as refused:
            refusal, status = refused, 409
        else:
            messages.success(request, _("The notice stands. Somebody else must read it within 24 hours."))
            return HttpResponseRedirect(admin_url(page, then) if then in THEN else address_of(row))
    context = {
        **admin.site.each_context(request),
        **around(page, _("Recall")),
        "form": form,
        "refusal": refusal,
        "earlier": Recall.objects.filter(number_id=number).select_related("made_by"),
        "was_public": bool(form.texts),
    }
    return TemplateResponse(request, SET, context, status=status)


def asked(request: HttpRequest) -> dict:
    """The revision that the way here was about."""
    wrong = request.GET.get("wrong", "")
    return {"first": int(wrong), "last": int(wrong)} if wrong.isascii() and wrong.isdecimal() else {}


def recall(request: HttpRequest, number: str, pk: int) -> HttpResponse:
    """GET shows it; POST signs the second reading, or ends it."""
    page = page_or_404(number)
    row = Recall.objects.select_related("made_by", "read_again_by", "ended_by").filter(number_id=number, pk=pk).first()
    if row is None:
        raise Http404(_("There is no such recall."))
    if not (may_set(page, request.user) or recalling.may_read_again(type(page), request.user)):
        raise PermissionDenied(NO_ROLE)
    form = form_for(request)
    refusal, status = None, 400 if form and form.errors else 200
    if form and form.is_valid():
        try:
            return done(request, row, form)
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
        except Refused as refused:
            refusal, status = refused, 409
    could_read = row.owes_second_reading and row.made_by != request.user
    context = {
        **admin.site.each_context(request),
        **around(page, _("Recall of %(number)s") % {"number": number}),
        **shown(row),
        "refusal": refusal,
        "reading": form if isinstance(form, ReadAgainForm) else ReadAgainForm(),
        "end": form if isinstance(form, EndForm) else EndForm(),
        "may_read_again": could_read and recalling.may_read_again(type(page), request.user),
        "may_end": row.is_standing and may_set(page, request.user),
    }
    return TemplateResponse(request, ONE, context, status=status)


def form_for(request: HttpRequest) -> ReadAgainForm | EndForm | None:
    """Of the button that was pressed; without one nothing is signed."""
    if "_read" in request.POST:
        return ReadAgainForm(request.POST)
    return EndForm(request.POST) if "_end" in request.POST else None


def done(request: HttpRequest, row: Recall, form: ReadAgainForm | EndForm) -> HttpResponseRedirect:
    if isinstance(form, EndForm):
        recalling.end_recall(row, by=request.user, note=form.cleaned_data["end_note"])
        messages.success(request, _("Ended. Readers see the notice no longer."))
    else:
        recalling.read_again(row, by=request.user, note=form.cleaned_data["note"])
        messages.success(request, _("Signed. Nobody has to read this recall any more."))
    return HttpResponseRedirect(address_of(row))


def shown(row: Recall) -> dict:
    """The notice as it stands, or as it stood last; who may have the old words, and what to send to them."""
    common = read_shared(last_moment(row))
    notice = next(one for one in compose.notices([row.number_id], common) if one.key == recall_notices.key_of(row.pk))
    days = of_revisions(row.number_id, notice.revisions)
    return {
        "recall": row,
        "notice": notice,
        "days": sorted(days.items(), reverse=True)[:DAYS],
        "total": sum(days.values()),
        "not_counted": NOT_COUNTED,
        "message": recall_words.message(notice, common.profile),
        "letter": recall_words.letter(notice, common.profile),
    }


def last_moment(row: Recall) -> datetime | None:
    """At which readers saw it; none while they do."""
    if row.is_standing:
        return None
    if row.ended_at:
        return row.ended_at - timedelta(microseconds=1)
    return datetime.combine(row.stands_until, time.max, timezone.get_current_timezone())


def around(page: Page, title: str) -> dict:
    """What the frame of a screen about a page needs."""
    return {"title": title, "page": page, "opts": page._meta, "back": admin_url(page, "change")}


def page_or_404(number: str) -> Page:
    found = registry.page_numbered(number)
    if found is None:
        raise Http404(_("No page has this number."))
    return found


def may_set(page: Page, by) -> bool:
    return by.has_perm(f"{page._meta.app_label}.{Verb.RECALL}_{page._meta.model_name}")


def address_of(row: Recall) -> str:
    return reverse("recall", args=[row.number_id, row.pk])

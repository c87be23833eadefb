"""The staff screens on which a time is chosen or changed."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from clinic_site.content import schedule, scheduling, timing, together
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.revision import State
from clinic_site.content.schedule import Act
from clinic_site.content.screens import admin_url, page_or_404, seen_the_same, verb_screen
from clinic_site.content.steps import STEPS


def publish(admin, request, object_id) -> HttpResponse:
    """The screen that publishes now, with the box for a later time below it."""
    response = verb_screen(admin, request, object_id, verb="publish")
    if not isinstance(response, TemplateResponse):
        return response
    page, target = response.context_data["page"], response.context_data["target"]
    response.template_name = "admin/content/schedule_publish.html"
    response.context_data["scheduled"] = timing.standing(page, request.user)
    if target is not None and target.state == State.APPROVED:
        response.context_data["schedule"] = timing.box(
            page,
            request.user,
            action=admin_url(page, "schedule"),
            seen=target.digest,
            partners=tuple(together.partners(target)),
        )
    return response


def unschedule(admin, request, object_id) -> HttpResponse:
    """The screen that takes a time away, with what it was chosen for."""
    response = verb_screen(admin, request, object_id, verb="unschedule")
    if isinstance(response, TemplateResponse):
        response.template_name = "admin/content/schedule_off.html"
        response.context_data["scheduled"] = timing.standing(response.context_data["page"], request.user)
    return response


def choose(admin, request, object_id) -> HttpResponse:
    """A time for what waits to be published, or another time in place of the one that was chosen."""
    page = page_or_404(admin, request, object_id)
    row = schedule.of(page)
    act = row.act if row else Act.PUBLISH
    if not timing.may_schedule(page, request.user, act):
        raise PermissionDenied(_("Your roles don't include this step. Ask an owner of the site who can do it."))
    revisions = page.revisions.select_related("approved_by")
    target = revisions.filter(state=scheduling.STANDS[act]).first()
    form = timing.ScheduleForm(request.POST) if request.method == "POST" else timing.ScheduleForm()
    partners = tuple(together.partners(target)) if target and act == Act.PUBLISH else ()
    refusal, status = "", 200
    if form.is_bound:
        status = 400
        if form.is_valid():
            words = {"act": act, "partners": partners, "data": row.data if row else {}}
            refusal, status = chosen(request, page, target, form.cleaned_data["at"], **words), 409
            if not refusal:
                return HttpResponseRedirect(admin_url(page, "change"))
    context = {
        **admin.admin_site.each_context(request),
        "title": timing.HEADINGS[act],
        "page": page,
        "opts": page._meta,
        "target": target,
        "refusal": refusal,
        "broken": [field for field in form if field.errors],
        "scheduled": timing.standing(page, request.user),
        "schedule": timing.Box(form, timing.HEADINGS[act], admin_url(page, "schedule"), target.digest, partners)
        if target
        else None,
        "back": admin_url(page, "change"),
    }
    return TemplateResponse(request, "admin/content/schedule.html", context, status=status)


def chosen(request, page, target, at, *, act: str, partners: tuple, data: dict) -> Refused | None:
    """Why the time was refused; None when it is chosen, which the next screen then says."""
    wanted = request.POST.get("together", "")
    try:
        seen_the_same(request, page, target, STEPS["schedule"])
        if wanted and wanted != timing.mark_of(partners):
            raise Refused(_("What has to go out with this text is no longer the same. Look at the list, then decide."))
        if wanted:
            scheduling.choose_all([target, *partners], by=request.user, at=at)
        else:
            scheduling.choose(target, by=request.user, at=at, act=act, **data)
    except NotAllowed as refused:
        raise PermissionDenied(str(refused)) from refused
    except Refused as refused:
        return refused
    messages.success(request, timing.standing(page, request.user).sentence)
    return None


def will_be(row) -> str:
    return timing.WILL_BE[row.act] % {"when": scheduling.when(row), "who": row.by.name}


def schedule_too(request, revision, at) -> None:
    """What was approved on this screen waits for its time; if that is refused, the approval still stands."""
    try:
        row = scheduling.choose(revision, by=request.user, at=at)
    except Refused as refused:
        messages.warning(request, _("Approved, but no time is chosen. %s") % refused)
    else:
        messages.success(request, _("Approved. %s") % will_be(row))

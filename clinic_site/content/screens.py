"""The staff screens of the steps: each verb with what it would change. And the preview, which they all frame."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic_site.content import live, publishing, reading, set_apart, workflow
from clinic_site.content.fields import differing
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.revision import ONCE_PUBLIC, Revision, State
from clinic_site.content.steps import STEPS, may, target_of
from clinic_site.images.storage import for_staff
from clinic_site.middleware import PREVIEW, policy


def admin_url(page, name: str, *args) -> str:
    return reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_{name}", args=[page.pk, *args])


def page_or_404(admin, request, object_id):
    page = admin.get_object(request, object_id)
    if page is None:
        raise Http404
    if not admin.has_view_permission(request, page):
        raise PermissionDenied
    return page


def verb_screen(admin, request, object_id, verb: str) -> HttpResponse:
    """GET shows what the step would do and the difference it makes; POST does it."""
    page, step = page_or_404(admin, request, object_id), STEPS[verb]
    if not may(page, request.user, verb):
        raise PermissionDenied(_("Your roles don't include this step. Ask an owner of the site who can do it."))
    target = target_of(page, step)
    data = request.POST if request.method == "POST" else None
    form = step.form(data, page=page, target=target) if hasattr(step.form, "needs_page") else step.form(data)
    refusal, status = "", 200
    if request.method == "POST":
        if form.is_valid():
            try:
                seen_the_same(request, page, target, step)
                step.act(page, target, request.user, form.cleaned_data)
            except NotAllowed as refused:
                raise PermissionDenied(str(refused)) from refused
            except Refused as refused:
                refusal, status = refused, 409
            else:
                messages.success(request, step.done)
                return HttpResponseRedirect(after(admin, page, verb))
        else:
            status = 400
    return TemplateResponse(
        request,
        "admin/content/verb.html",
        verb_context(admin, request, page, step, target, form, refusal),
        status=status,
    )


def publish_too(request, page, revision) -> None:
    """What was approved on this screen goes to readers at once; if that is refused, the approval still stands."""
    try:
        publishing.publish(revision, by=request.user)
    except Refused as refused:
        messages.warning(request, _("Approved, but not published. %s") % refused)
    else:
        messages.success(request, STEPS["publish"].done)


def after(admin, page, verb: str) -> str:
    if verb == "discard":
        return reverse(f"admin:{page._meta.app_label}_{page._meta.model_name}_changelist")
    return admin_url(page, "change")


def seen_the_same(request, page, target, step) -> None:
    """What is signed is what was on the screen: the digest, or for the desk its edit number, must not have moved."""
    if step.about != "desk" and target is None:
        if step.verb == "undo":
            return
        raise Refused(_("There is no text this step could be about any more. Reload the page to see what happened."))
    seen, now = request.POST.get("seen", ""), seen_mark(page, target, step)
    if seen != now:
        raise Refused(_("The text changed while you were looking at it. Read the text below, then decide again."))


def seen_mark(page, target, step) -> str:
    return str(page.edit) if step.about == "desk" or target is None else target.digest


def verb_context(admin, request, page, step, target, form, refusal) -> dict:
    public = page.revisions.published().first()
    shown = {"submit": live.desk_revision, "return": lambda page: target, "publish": lambda page: target}
    new = shown[step.verb](page) if step.verb in shown else None
    confirms = target if step.verb == "confirm" else None
    differences = differing(public, new, admin.wording) if new else None
    barred = refusal_of(lambda: workflow.refuse_fallen(confirms)) if confirms else ""
    return {
        **admin.admin_site.each_context(request),
        "title": step.label,
        "page": page,
        "opts": page._meta,
        "step": step,
        "form": form,
        "refusal": refusal or barred,
        "is_barred": bool(barred),
        "target": target,
        "public": public,
        "seen": seen_mark(page, target, step),
        "differences": differences,
        **set_apart.all_of(differences or [], None if confirms else public, new or confirms),
        "confirms": confirms,
        "frame_url": admin_url(page, "revision_preview", target.revision)
        if target and (step.about == "open" or confirms)
        else "",
        "back": admin_url(page, "change"),
    }


def refusal_of(verb: Callable[[], object]) -> Refused | str:
    try:
        verb()
    except Refused as refused:
        return refused
    return ""


def revision_or_404(page, number: int) -> Revision:
    revision = page.revisions.filter(revision=number).first()
    if revision is None:
        raise Http404
    return revision


def preview(admin, request, object_id, number: int | None = None) -> HttpResponse:
    """The public page made by the publishing code, from the desk or one revision. Only our own screens frame it."""
    page = page_or_404(admin, request, object_id)
    source = live.desk_revision(page) if number is None else revision_or_404(page, number)
    source.page = page
    context, frame = reading.put_together(source, reading.read_shared())
    context |= {"frame": frame, "is_draft": True, "is_public": source.state == State.PUBLISHED,
                "was_public": source.state in ONCE_PUBLIC}  # fmt: skip
    html = render_to_string(admin.public_template, context)
    response = HttpResponse(for_staff(html))
    response["Content-Security-Policy"] = policy(PREVIEW)
    response["X-Frame-Options"] = "SAMEORIGIN"
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex"
    return response

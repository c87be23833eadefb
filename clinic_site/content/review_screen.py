"""The review screen: what changed and why, the difference, what is still open, and only below that the decision."""

from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from clinic_site.content import comment_screen, comments, compose, looking_after, run, set_apart, timing, workflow
from clinic_site.content.facts import check
from clinic_site.content.fields import FieldDifference, differing
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.review_forms import SAY, ReviewForm
from clinic_site.content.revision import ONCE_PUBLIC, State
from clinic_site.content.screens import admin_url, page_or_404, publish_too, seen_mark, seen_the_same
from clinic_site.content.steps import STEPS, may, target_of
from clinic_site.content.timing_screen import schedule_too
from clinic_site.profile.models import in_force as profile_in_force


@dataclass(frozen=True)
class FieldShown:
    """One field that differs, with the comments on it and what is typed in its box."""

    difference: FieldDifference
    threads: list
    typed: str


def review(admin, request, object_id) -> HttpResponse:
    """GET shows, POST decides. Whatever is refused, everything that was typed or ticked stays."""
    page, step = page_or_404(admin, request, object_id), STEPS["approve"]
    if not may(page, request.user, "approve"):
        raise PermissionDenied(_("Your roles don't include this step. Ask an owner of the site who can do it."))
    target, panel = target_of(page, step), comment_screen.panel(admin, request, page, "approve")
    is_first = not page.revisions.published().exists()
    form = ReviewForm(request.POST or None, initial=panel.typed.dict(), target=target, is_first=is_first)
    box = timing.box(page, request.user, heading="approve", data=request.POST or None)
    broken = [one for one in (form, box and box.form) if one and one.is_bound and not one.is_valid()]
    refusal, status = None, 400 if broken else 200
    if request.method == "POST" and not broken:
        try:
            return decide(request, page, target, form, box.form.cleaned_data["at"] if box else None)
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
        except Refused as refused:
            refusal, status = refused, 409
    context = shown(admin, request, page, target, panel) | {"form": form, "schedule": box, "refusal": refusal}
    context["broken"] = [field for one in broken for field in one if field.errors]
    return TemplateResponse(request, "admin/content/review.html", context, status=status)


def decide(request, page, target, form: ReviewForm, at) -> HttpResponseRedirect:
    seen_the_same(request, page, target, STEPS["approve"])
    note = form.cleaned_data["note"]
    if form.returns:
        with transaction.atomic():
            say_all(page, form.unsent(), by=request.user)
            workflow.return_(target, by=request.user, note=note)
        messages.success(request, STEPS["return"].done)
        return led_on(request, page)
    approved = workflow.approve(target, by=request.user, note=note, whole_page=form.whole_page)
    if at:
        schedule_too(request, approved, at)
    elif "_publish" in request.POST and may(page, request.user, "publish"):
        publish_too(request, page, approved)
    else:
        messages.success(request, STEPS["approve"].done)
    return led_on(request, page)


def led_on(request, page) -> HttpResponseRedirect:
    """To the page that was decided about; in a run to the next text, with the name of this one."""
    left, here = run.left_for_later(request), admin_url(page, "change")
    if left is None:
        return HttpResponseRedirect(here)
    named = format_html('<a href="{}">{}</a>', here, compose.fill_text(str(page), profile_in_force()))
    messages.info(request, format_html(_("This was about {page}."), page=named))
    return HttpResponseRedirect(run.onward(left))


def say_all(page, texts: list[tuple[str, str]], *, by) -> None:
    """What was typed beside the text and not sent goes to the writer with the words below it."""
    threads = {str(thread.pk): thread for thread in comments.on(page) if thread.settled_at is None}
    for name, text in texts:
        answered = threads.get(name)
        comments.say(page, by=by, field=answered.field if answered else name, text=text, answers=answered)


def shown(admin, request, page, target, panel) -> dict:
    public = earlier_text(page)
    fields = differing(public, target, admin.wording) if target else []
    found = check(workflow.signed_page(target)) if target and target.state == State.SUBMITTED else []
    wrote = bool(target) and request.user.pk in {target.submitted_by_id, *target.contributors}
    changed = {difference.name for difference in fields}
    left = run.left_for_later(request)
    return {
        **admin.admin_site.each_context(request),
        "title": _("Review"),
        "subtitle": compose.fill_text(str(page), profile_in_force()),
        "page": page,
        "opts": page._meta,
        "target": target,
        "public": public,
        "seen": seen_mark(page, target, STEPS["approve"]) if target else "",
        "shown_fields": [FieldShown(one, panel.on({one.name}), panel.typed_on(one.name)) for one in fields],
        "other_threads": panel.on({name for name, _label in panel.fields} - changed),
        "panel": panel,
        **set_apart.all_of(fields, public, target),
        "findings": found,
        "is_submitted": bool(target) and target.state == State.SUBMITTED,
        "wrote": wrote,
        "is_own": wrote and not profile_in_force().allows_single_signature,
        "could_check": looking_after.reviewers(page, target) if wrote else [],
        "may_publish": may(page, request.user, "publish"),
        "may_return": may(page, request.user, "return"),
        "back": admin_url(page, "change"),
        "say": SAY,
        "left": ".".join(left or []),
        "later": "" if left is None else run.onward([*left, page.number_id]),
    }


def earlier_text(page):
    """What readers have now, or had last."""
    public = page.revisions.published().first()
    return public or page.revisions.filter(state__in=ONCE_PUBLIC).order_by("-revision").first()

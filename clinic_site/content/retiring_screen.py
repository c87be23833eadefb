"""Retiring a page on one screen: where its readers go, why, what leads to it, now or at a time."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _

from clinic_site.content import retiring, scheduling, timing, withdrawing
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.retiring_form import MERGE, RetireForm
from clinic_site.content.schedule import Act
from clinic_site.content.screens import admin_url, page_or_404, seen_mark, seen_the_same
from clinic_site.content.steps import STEPS, may, target_of
from clinic_site.content.timing_screen import will_be


def retire(admin, request, object_id) -> HttpResponse:
    """GET shows, POST does it or chooses the time for it. Whatever is refused, everything that was typed stays."""
    page, step = page_or_404(admin, request, object_id), STEPS["withdraw"]
    if not may(page, request.user, "withdraw"):
        raise PermissionDenied(_("Your roles don't include this step. Ask an owner of the site who can do it."))
    target, data = target_of(page, step), request.POST if request.method == "POST" else None
    offers = retiring.offers(page, target) if target else []
    may_merge = may(page, request.user, "merge") and not page.provides_disclaimers
    form = RetireForm(data, page=page, offers=offers, may_merge=may_merge)
    box = timing.box(page, request.user, act=Act.WITHDRAW, data=data)
    refusal, broken = None, []
    if data is not None:
        try:
            refuse_altogether(request, page, target, step)
            broken = [one for one in (form, box and box.form) if one and not one.is_valid()]
            if not broken:
                act(request, page, target, form, box.form.cleaned_data["at"] if box else None)
                return HttpResponseRedirect(admin_url(page, "change"))
        except NotAllowed as refused:
            raise PermissionDenied(str(refused)) from refused
        except Refused as refused:
            refusal = refused
    context = {
        **admin.admin_site.each_context(request),
        "title": _("Retire"),
        "page": page,
        "opts": page._meta,
        "target": target,
        "never": page.refuse_withdrawal(),
        "seen": seen_mark(page, target, step),
        "form": form,
        "schedule": box,
        "scheduled": timing.standing(page, request.user),
        "leading": retiring.leading_to(page) if target else [],
        "refusal": refusal,
        "broken": [field for one in broken for field in one if field.errors],
        "back": admin_url(page, "change"),
    }
    status = 409 if refusal else 400 if broken else 200
    return TemplateResponse(request, "admin/content/retire.html", context, status=status)


def refuse_altogether(request, page, target, step) -> None:
    """Before anybody is asked to mend a form that could not be sent anyway."""
    never = page.refuse_withdrawal()
    if never:
        raise Refused(never)
    seen_the_same(request, page, target, step)


def act(request, page, target, form: RetireForm, at) -> None:
    is_merge = form.cleaned_data["leads"] == MERGE
    if is_merge and at:
        raise Refused(_("Pages are merged at once. To retire it at a time, choose “Send people to another page”."))
    if is_merge:
        withdrawing.merge(target, by=request.user, into=form.cleaned_data["into"], note=form.cleaned_data["note"])
        messages.success(request, _("Merged. Its address and its number lead to the other page now."))
    elif at:
        row = scheduling.choose(target, by=request.user, at=at, act=Act.WITHDRAW, **form.words())
        messages.success(request, will_be(row))
    else:
        withdrawing.withdraw(target, by=request.user, **form.words())
        messages.success(request, STEPS["withdraw"].done)

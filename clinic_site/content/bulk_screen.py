"""The screens of what is done to many pages at once: the list to confirm, what came of it, and its one undo."""

from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.content import bulk
from clinic_site.content.bulk_csv import export
from clinic_site.content.columns import with_states
from clinic_site.content.forms import topic_choices
from clinic_site.content.publishing import UNDO_WITHIN

KEPT = "bulk"


def actions(admin, request) -> dict:
    """The actions of a change list, as the admin wants them: those that this person's roles include."""
    offered = {
        f"bulk_{act.name}": (action(act), f"bulk_{act.name}", act.label)
        for act in bulk.ACTS.values()
        if bulk.may(admin.model, request.user, act) and (act.name != "topic" or admin.model.needs_topic)
    }
    if admin.has_view_permission(request):
        offered["bulk_export"] = (export, "bulk_export", gettext_lazy("Export as a file for a spreadsheet (CSV)"))
    return offered


def action(act: bulk.Act):
    def begin(admin, request, queryset):
        ticked = queryset.count()
        if ticked > bulk.MOST:
            messages.error(
                request,
                _("At most %(most)d pages at once, and you ticked %(ticked)d. Filter the list, then tick fewer.")
                % {"most": bulk.MOST, "ticked": ticked},
            )
            return None
        return confirmation(admin, request, act, list(queryset.order_by("number_id")), act.form())

    return begin


def confirmation(admin, request, act: bulk.Act, pages: list, form) -> TemplateResponse:
    names = dict(topic_choices()) if act.name == "topic" else {}
    rows = [{"page": page, "now": now, "left_out": why} for page in pages for now, why in [act.now(page, names)]]
    context = {
        **around(admin, request, act),
        "rows": rows,
        "form": form,
        "broken": [field for field in form if field.errors],
        "going": sum(1 for row in rows if not row["left_out"]),
        "action": address(admin, act.name),
    }
    return TemplateResponse(request, "admin/content/bulk_confirm.html", context, status=400 if form.is_bound else 200)


def around(admin, request, act: bulk.Act | None) -> dict:
    back = reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_changelist")
    title = act.label if act else _("Done to many pages")
    return {**admin.admin_site.each_context(request), "title": title, "opts": admin.opts, "act": act, "back": back}


def address(admin, name: str) -> str:
    return reverse(f"admin:{admin.opts.app_label}_{admin.opts.model_name}_bulk_{name}")


def confirmed(admin, request, name: str) -> HttpResponse:
    """Does it to the pages that were on the list, and leaves out each that was changed since."""
    act = bulk.ACTS[name]
    if not bulk.may(admin.model, request.user, act):
        raise PermissionDenied(_("Your roles don't include this step. Ask an owner of the site who can do it."))
    seen = ticked_in(request.POST.getlist("page"))
    pages = list(with_states(admin.model.objects.filter(pk__in=seen)).select_related("owner").order_by("number_id"))
    if not pages or len(seen) > bulk.MOST:
        messages.error(request, _("Tick the pages in the list first, 200 at most."))
        return HttpResponseRedirect(around(admin, request, act)["back"])
    form = act.form(request.POST)
    if not form.is_valid():
        return confirmation(admin, request, act, pages, form)
    rows = bulk.do(act, pages, seen, by=request.user, data=form.cleaned_data)
    request.session[KEPT] = {
        "act": name, "kind": admin.model.kind, "at": timezone.now().isoformat(), "rows": rows, "undone": None,
    }  # fmt: skip
    return HttpResponseRedirect(address(admin, "done"))


def ticked_in(values: list[str]) -> dict[int, int]:
    """Page -> the desk of it that was on the list."""
    found = {}
    for value in values:
        pk, _colon, edit = value.partition(":")
        if pk.isdecimal() and edit.isdecimal() and len(value) < 20:
            found[int(pk)] = int(edit)
    return found


def kept(admin, request) -> dict | None:
    """What this person did last to many pages of this kind."""
    batch = request.session.get(KEPT)
    return batch if batch and batch["kind"] == admin.model.kind else None


def until(batch: dict) -> datetime | None:
    """Until when it can be undone; None when it can't, or can't any more."""
    end = datetime.fromisoformat(batch["at"]) + UNDO_WITHIN
    is_open = bulk.ACTS[batch["act"]].back and batch["undone"] is None and timezone.now() <= end
    return end if is_open and any(row["is_done"] for row in batch["rows"]) else None


def done(admin, request) -> HttpResponse:
    if not admin.has_view_permission(request):
        raise PermissionDenied
    batch = kept(admin, request)
    act = bulk.ACTS[batch["act"]] if batch else None
    rows = (batch["undone"] or batch["rows"]) if batch else []
    context = {
        **around(admin, request, act),
        "batch": batch,
        "is_undone": bool(batch and batch["undone"] is not None),
        "done": [row for row in rows if row["is_done"]],
        "left": [row for row in rows if not row["is_done"]],
        "until": until(batch) if batch else None,
        "is_final": bool(act) and act.back is None,
        "undo_url": address(admin, "undo"),
        "change_name": f"admin:{admin.opts.app_label}_{admin.opts.model_name}_change",
    }
    return TemplateResponse(request, "admin/content/bulk_done.html", context)


def undo(admin, request) -> HttpResponse:
    batch = kept(admin, request)
    if batch is None or until(batch) is None:
        messages.error(request, _("There is nothing to undo any more: it works once, for 10 minutes."))
    else:
        act = bulk.ACTS[batch["act"]]
        batch["undone"] = bulk.take_back(act, admin.model, batch["rows"], by=request.user)
        request.session[KEPT] = batch
    return HttpResponseRedirect(address(admin, "done"))

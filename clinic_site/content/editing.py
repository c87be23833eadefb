"""What the edit screen says to the server besides saving: keep what I typed, I am still here, throw it away."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content import compare, kept, opened
from clinic_site.content.live import typed_page
from clinic_site.content.page import Page
from clinic_site.content.refused import Refused

# What belongs to one sending of the form and not to the text in it.
NOT_TEXT = ("csrfmiddlewaretoken", "base_edit", "look")


def page_for(admin, request, object_id: int | None) -> Page | None:
    page = admin.get_object(request, object_id) if object_id else None
    may = admin.has_change_permission(request, page) if object_id else admin.has_add_permission(request)
    if (object_id and page is None) or not may:
        raise PermissionDenied
    return page


def keep(admin, request, object_id: int | None = None) -> HttpResponse:
    """Keeps the form as typed beside the desk, for this person only, and says who holds the page."""
    page = page_for(admin, request, object_id)
    fields = {name: values for name, values in request.POST.lists() if name not in NOT_TEXT}
    base = request.POST.get("base_edit", "")
    try:
        row = kept.keep(
            by=request.user, kind=admin.model.kind, number=page.number_id if page else None,
            base_edit=int(base) if base.isdecimal() and len(base) < 9 else 0, fields=fields,
        )  # fmt: skip
    except Refused as refusal:
        return JsonResponse({"error": str(refusal)}, status=400)
    at = date_format(timezone.localtime(row.at), "H:i")
    return JsonResponse({"kept": _("Kept at %s, not saved yet.") % at, **presence(page, request.user)})


def still_here(admin, request, object_id: int) -> HttpResponse:
    return JsonResponse(presence(page_for(admin, request, object_id), request.user))


def presence(page: Page | None, person) -> dict[str, str]:
    held = opened.open_for(page, person) if page else None
    if held is None or held.by_id == person.pk:
        return {"held": ""}
    return {"held": held_words(held)}


def held_words(held: opened.Opened) -> str:
    since = date_format(timezone.localtime(held.since), "H:i")
    return _("%(who)s has had this page open since %(since)s.") % {"who": held.by, "since": since}


def throw_away(admin, request, object_id: int | None = None) -> HttpResponse:
    page = page_for(admin, request, object_id)
    kept.forget(by=request.user, kind=admin.model.kind, number=page.number_id if page else None)
    messages.success(request, _("The text that was not saved has been thrown away."))
    name = "change" if page else "add"
    opts = admin.model._meta
    return HttpResponseRedirect(
        reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=[page.pk] if page else [])
    )


def unsaved(admin, request, page: Page | None) -> dict | None:
    """What this person typed and did not save, field by field against the desk; None when there is nothing new."""
    number = page.number_id if page else None
    row = kept.of(by=request.user, kind=admin.model.kind, number=number)
    if row is None:
        return None
    desk = page or admin.model()
    form = admin.get_form(request, page)(instance=desk)
    typed = typed_page(desk, form, admin.wording, row.as_posted())
    found = []
    for name in admin.wording:
        mine, saved = compare.as_text(getattr(typed, name)), compare.as_text(getattr(desk, name))
        if mine.strip() != saved.strip():
            label = admin.model._meta.get_field(name).verbose_name
            found.append({"label": label, "pieces": compare.lines(saved, mine)})
    if not found:
        return None
    return {"at": row.at, "rows": found, "is_older": bool(page and row.base_edit < page.edit)}

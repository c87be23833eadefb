from copy import copy
from dataclasses import replace
from functools import partial

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from clinic_site.content import (
    bulk,
    bulk_screen,
    comment_screen,
    compare,
    desk,
    editing,
    history_screen,
    kept,
    live,
    opened,
    reasons,
    restoring,
    retiring_screen,
    review_screen,
    screens,
    sending,
    timing,
    timing_screen,
)
from clinic_site.content.columns import NeedsFilter, StateColumns, with_states
from clinic_site.content.forms import PageForm
from clinic_site.content.refused import Refused
from clinic_site.content.steps import STEPS, possible

# Fields that few texts need to have changed: they stand below, in a group of their own.
BEHIND = ("list_title", "supports", "related", "search_words", "flags", "risk", "language", "reasons")

# Verbs with a screen of their own; the others share one.
SCREENS = {
    "approve": review_screen.review,
    "publish": timing_screen.publish,
    "schedule": timing_screen.choose,
    "unschedule": timing_screen.unschedule,
    "withdraw": retiring_screen.retire,
}


class PageAdmin(StateColumns, admin.ModelAdmin):
    """The workplace for one kind of page. A subclass names its fields and the public template of its preview.

    Saving moves the desk; everything else is a button for a verb. There is no delete, superuser included.
    """

    form = PageForm
    public_template = "page.html"
    wording: tuple[str, ...] = ()
    change_form_template = "admin/content/page_form.html"
    change_list_template = "admin/content/bulk_list.html"
    list_display = ("__str__", "live", "waits", "due", "owner")
    list_filter = (NeedsFilter, "owner")
    list_select_related = ("owner",)
    list_per_page = 100
    actions = None
    panels: list = []  # filled by apps above: what else the staff screen of a page shows
    save_as = False

    def get_queryset(self, request):
        return with_states(super().get_queryset(request))

    def get_object(self, request, object_id, from_field=None):
        """The row alone: what the columns of the list say costs more to ask for than a save."""
        try:
            return self.model.objects.get(**{from_field or "pk": object_id})
        except (self.model.DoesNotExist, ValidationError, ValueError):
            return None

    def get_actions(self, request):
        return bulk_screen.actions(self, request)

    def get_fieldsets(self, request, obj=None):
        words = [name for name in self.wording if name not in BEHIND]
        behind = [name for name in self.wording if name in BEHIND]
        address = ("slug", "base_edit") if obj is None else ("base_edit",)
        return [
            (None, {"fields": words}),
            (_("Sources, search and safety texts"), {"fields": behind, "classes": ["collapse"]}),
            (
                _("Address and dates"),
                {"fields": (*address, "owner", "deputy", "interval_months"), "classes": ["collapse"]},
            ),
        ]

    def has_delete_permission(self, request, obj=None):
        return False

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """What was kept is put into the form only when the person asked for it."""
        if request.method == "GET" and "kept" in request.GET:
            page = self.get_object(request, object_id) if object_id else None
            row = kept.of(by=request.user, kind=self.model.kind, number=page.number_id if page else None)
            if row is not None:
                request.kept = row
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        return type("KeptForm", (form,), {"kept": request.kept}) if hasattr(request, "kept") else form

    def save_model(self, request, obj, form, change):
        housekeeping = {name: form.cleaned_data[name] for name in desk.PAGE_FIELDS}
        fields = {name: form.cleaned_data[name] for name in self.wording} | housekeeping
        if change:
            saved = desk.save(obj, by=request.user, base_edit=form.cleaned_data["base_edit"], **fields)
        else:
            saved = desk.create(self.model, by=request.user, slug=form.cleaned_data["slug"], **fields)
        saved = reasons.add(saved, sending.reasons_in(request.POST), by=request.user)
        obj.__dict__.update(saved.__dict__)
        kept.forget(by=request.user, kind=self.model.kind, number=saved.number_id if change else None)

    def log_addition(self, request, obj, message):
        """The desk's own record says who saved what; Django's log would be a second, mutable one."""

    log_change = log_deletions = log_addition

    def response_add(self, request, obj, post_url_continue=None):
        return self.next_step(request, obj)

    def response_change(self, request, obj):
        return self.next_step(request, obj)

    def next_step(self, request, obj):
        """After saving: the step that the button names, or the same screen again. A refused step loses nothing."""
        opened.close_for(obj, request.user)
        here = screens.admin_url(obj, "change")
        if not {"_send", "_publish"} & set(request.POST):
            messages.success(request, _("Saved on the desk. Readers don't see it yet."))
            return HttpResponseRedirect(here)
        publish = "_publish" in request.POST and sending.alone(obj, request.user)
        try:
            sending.send(obj, by=request.user, data=request.POST, publish=publish)
        except Refused as refusal:
            return self.shown_again(request, obj, refusal)
        messages.success(
            request,
            _("Published. You can undo this for 10 minutes.") if publish else STEPS["submit"].done,
        )
        return HttpResponseRedirect(here)

    def shown_again(self, request, obj, refusal: Refused):
        """The screen with what was saved, what was typed beside it, and why the step was refused."""
        again = copy(request)
        again.method, again.refusal, again.sent = "GET", refusal, request.POST
        response = self.changeform_view(again, str(obj.pk))
        response.status_code = 409
        return response

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        page = obj if obj is not None and obj.pk else None
        form = context["adminform"].form
        context |= {"title": str(page) if page else _("New %s") % self.opts.verbose_name, "subtitle": None}
        context |= self.around(request, page, form)
        if page:
            waiting, public = page.revisions.open().first(), page.revisions.published().first()
            steps = possible(page, request.user, waiting, public)
            context |= {"steps": [step for step in steps if step.verb != "submit"]}
            context |= {"public": public, "waiting": waiting}
            context["scheduled"] = timing.standing(page, request.user)
            context["asked"] = page.revisions.filter(revision=page.last_revision, state="returned").exists()
            context["theirs"] = self.their_text(form)
            context["comments"] = comment_screen.panel(self, request, page, "change")
            context["panels"] = [panel(page, request) for panel in self.panels]
        return super().render_change_form(request, context, add, change, form_url, obj)

    def around(self, request, page, form) -> dict:
        """What stands beside the fields: preview, checks, reading help, the button, and who else is here."""
        desk_shown = page or self.model()
        sent = typed_beside(request, form)
        first = sending.primary(page, request.user, self.model)
        held = None
        if page and request.method == "GET" and self.has_change_permission(request, page):
            held = opened.open_for(page, request.user, take_over="take_over" in request.GET)
        typed = self.typed(desk_shown, form, {} if page else request.GET)
        why = sending.reasons_in(sent or {})
        result = live.rendered(typed.body)
        found = [replace(one, reason=why.get(one.id) or one.reason) for one in live.looked_at(typed, result)]
        send_form = sending.send_form(page, request.user, self.model, sent)
        return {
            "primary": first,
            "primary_words": first.words(send_form.chosen) if first else "",
            "send_form": send_form,
            "refusal": getattr(request, "refusal", None),
            **live.shown(found),
            "totals": live.totals(found),
            "reading": live.help_for(typed, result),
            "held": editing.held_words(held) if held and held.by_id != request.user.pk else "",
            "unsaved": None if hasattr(request, "kept") or form.is_bound else editing.unsaved(self, request, page),
            "live_url": screens.admin_url(page, "live") if page else self.address("add_live"),
            "keep_url": screens.admin_url(page, "keep") if page else self.address("add_keep"),
            "throw_url": screens.admin_url(page, "throw_away") if page else self.address("add_throw_away"),
        }

    def typed(self, desk_shown, form, given):
        """What the fields say: after a refusal as it was sent, and on a new page what the address gave them."""
        if form.is_bound:
            return live.typed_page(desk_shown, form, self.wording, form.data)
        return live.typed_page(desk_shown, form, tuple(name for name in self.wording if name in given), given)

    def address(self, name: str) -> str:
        return reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_{name}")

    def their_text(self, form) -> list[dict]:
        """After a refused save: what the other person saved, and how it differs from what was typed here."""
        if not form.stored:
            return []
        found = []
        for name in self.wording:
            mine, theirs = compare.as_text(form.cleaned_data.get(name, "")), compare.as_text(getattr(form.stored, name))
            if mine != theirs:
                label = self.model._meta.get_field(name).verbose_name
                found.append({"label": label, "text": theirs, "pieces": compare.lines(theirs, mine)})
        return found

    def history_view(self, request, object_id, extra_context=None):
        return history_screen.history(self, request, object_id)

    def get_urls(self):
        info = f"{self.opts.app_label}_{self.opts.model_name}"

        def screen(route: str, view, name: str, **fixed):
            return path(route, self.admin_site.admin_view(partial(view, self, **fixed)), name=f"{info}_{name}")

        def taken(route: str, view, name: str):
            return path(route, self.admin_site.admin_view(require_POST(partial(view, self))), name=f"{info}_{name}")

        one = "<int:object_id>"
        return [
            *[taken(f"bulk/{name}/", partial(bulk_screen.confirmed, name=name), f"bulk_{name}") for name in bulk.ACTS],
            taken("bulk/undo/", bulk_screen.undo, "bulk_undo"),
            screen("bulk/done/", bulk_screen.done, "bulk_done"),
            *[screen(f"{one}/{verb}/", view, verb) for verb, view in SCREENS.items()],
            *[screen(f"{one}/{verb}/", screens.verb_screen, verb, verb=verb) for verb in STEPS if verb not in SCREENS],
            screen(f"{one}/preview/", screens.preview, "preview"),
            screen(f"{one}/compare/", history_screen.compare, "compare"),
            screen(f"{one}/revision/<int:number>/", history_screen.revision, "revision"),
            screen(f"{one}/revision/<int:number>/restore/", restoring.restore_screen, "restore"),
            screen(f"{one}/revision/<int:number>/preview/", screens.preview, "revision_preview"),
            taken(f"{one}/comment/", comment_screen.comment, "comment"),
            taken(f"{one}/live/", live.live, "live"),
            taken("add/live/", live.live, "add_live"),
            taken(f"{one}/keep/", editing.keep, "keep"),
            taken("add/keep/", editing.keep, "add_keep"),
            taken(f"{one}/still-here/", editing.still_here, "still_here"),
            taken(f"{one}/throw-away/", editing.throw_away, "throw_away"),
            taken("add/throw-away/", editing.throw_away, "add_throw_away"),
            *super().get_urls(),
        ]


def typed_beside(request, form):
    """The form as it was last sent, for what the desk does not hold: the note, the kind of change, the reasons."""
    if hasattr(request, "sent"):
        return request.sent
    if form.is_bound:
        return form.data
    return request.kept.as_posted() if hasattr(request, "kept") else None

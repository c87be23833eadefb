from functools import partial

from django.contrib import admin
from django.urls import path
from django.utils.translation import gettext as _

from clinic_site.content import compare, desk, screens
from clinic_site.content.columns import NeedsFilter, StateColumns, with_states
from clinic_site.content.forms import PageForm
from clinic_site.content.steps import STEPS, possible


class PageAdmin(StateColumns, admin.ModelAdmin):
    """The workplace for one kind of page. A subclass names its fields and the public template of its preview.

    Saving moves the desk; everything else is a button for a verb. There is no delete, superuser included.
    """

    form = PageForm
    public_template = "page.html"
    wording: tuple[str, ...] = ()
    change_form_template = "admin/content/page_form.html"
    list_display = ("__str__", "live", "waits", "due", "owner")
    list_filter = (NeedsFilter, "owner")
    list_select_related = ("owner",)
    list_per_page = 50
    actions = None
    panels: list = []  # filled by apps above: what else the staff screen of a page shows
    save_as = False

    def get_queryset(self, request):
        return with_states(super().get_queryset(request))

    def get_fieldsets(self, request, obj=None):
        address = ("slug", "base_edit") if obj is None else ("base_edit",)
        return [
            (None, {"fields": self.wording}),
            (_("Who looks after it"), {"fields": ("owner", "deputy", "interval_months", *address)}),
        ]

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"slug": (self.model.heading_field,)}

    def has_delete_permission(self, request, obj=None):
        return False

    def save_model(self, request, obj, form, change):
        housekeeping = {name: form.cleaned_data[name] for name in desk.PAGE_FIELDS}
        fields = {name: form.cleaned_data[name] for name in self.wording} | housekeeping
        if change:
            saved = desk.save(obj, by=request.user, base_edit=form.cleaned_data["base_edit"], **fields)
        else:
            saved = desk.create(self.model, by=request.user, slug=form.cleaned_data["slug"], **fields)
        obj.__dict__.update(saved.__dict__)

    def log_addition(self, request, obj, message):
        """The desk's own record says who saved what; Django's log would be a second, mutable one."""

    log_change = log_deletions = log_addition

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj is not None and obj.pk:
            context["steps"] = possible(obj, request.user)
            context["public"] = obj.revisions.published().first()
            context["waiting"] = obj.revisions.open().first()
            context["asked"] = obj.revisions.filter(revision=obj.last_revision, state="returned").first()
            context["theirs"] = self.their_text(context["adminform"].form)
            context["panels"] = [panel(obj, request) for panel in self.panels]
        return super().render_change_form(request, context, add, change, form_url, obj)

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
        return screens.history(self, request, object_id)

    def get_urls(self):
        info = f"{self.opts.app_label}_{self.opts.model_name}"
        site = self.admin_site.admin_view

        def screen(view, **fixed):
            return site(partial(view, self, **fixed))

        verbs = [
            path(f"<int:object_id>/{verb}/", screen(screens.verb_screen, verb=verb), name=f"{info}_{verb}")
            for verb in STEPS
        ]
        return [
            *verbs,
            path("<int:object_id>/preview/", screen(screens.preview), name=f"{info}_preview"),
            path("<int:object_id>/revision/<int:number>/", screen(screens.revision), name=f"{info}_revision"),
            path(
                "<int:object_id>/revision/<int:number>/preview/",
                screen(screens.preview),
                name=f"{info}_revision_preview",
            ),
            *super().get_urls(),
        ]

from collections.abc import Callable

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from clinic_site.glossary.models import Term


class Counted(ChangeList):
    """Knows on how many pages each term of the list stands, with the same queries for any number of terms."""

    def get_results(self, request):
        super().get_results(request)
        pages, self.result_list = self.model_admin.pages_of_terms(), list(self.result_list)
        for term in self.result_list:
            term.pages = len(pages.get(term.key, ()))


@admin.register(Term)
class TermAdmin(admin.ModelAdmin):
    """Medical words and their plain twins. A signed page keeps the words it was signed with; a change here reaches it
    when it is sent and approved again."""

    change_form_template = "admin/glossary/term_form.html"
    list_display = ("plain", "term", "also", "used_on")
    search_fields = ("plain", "term", "forms", "key", "explanation")
    list_per_page = 100
    actions = None
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 60})}}
    panels: list = []  # filled by content: what else the screen of a term shows
    pages_using: Callable[[], dict[str, set[str]]] | None = None  # filled by content: key -> numbers of its pages

    def pages_of_terms(self) -> dict[str, set[str]]:
        return type(self).pages_using() if type(self).pages_using else {}

    def get_changelist(self, request, **kwargs):
        return Counted

    def get_fields(self, request, obj=None):
        return ("term", "plain", "forms", "explanation", "source", "key", *(("last_change",) if obj else ()))

    def get_readonly_fields(self, request, obj=None):
        return ("key", "last_change") if obj else ()

    def get_prepopulated_fields(self, request, obj=None):
        return {} if obj else {"key": ("term",)}

    def save_model(self, request, obj, form, change):
        obj.changed_by, obj.changed_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        """Only what no desk and no revision uses can go; while nobody can tell, nothing can."""
        if obj is None or type(self).pages_using is None or obj.key in self.pages_of_terms():
            return False
        return super().has_delete_permission(request, obj)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["panels"] = [panel(obj, request) for panel in self.panels] if change else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    @admin.display(description=_("other forms"))
    def also(self, term):
        return format_html_join("", "{}<br>", ((form.words,) for form in term.all_forms()[1:]))

    @admin.display(description=_("used on"))
    def used_on(self, term) -> str:
        if not term.pages:
            return gettext("no page")
        return ngettext("%(pages)d page", "%(pages)d pages", term.pages) % {"pages": term.pages}

    @admin.display(description=_("last change"))
    def last_change(self, term):
        day = date_format(timezone.localtime(term.changed_at), "j F Y, H:i")
        return format_html("{}, {}", day, term.changed_by or gettext("from a file"))

"""What the library's screens show of a source by itself. Where it is used, and what follows from how it stands, is for
an app above, which registers them."""

from datetime import date

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.references.models import Reference, Standing
from clinic_site.references.status import long_ago, with_standing

IN_A_WORD = {
    Standing.CURRENT: _("stands"),
    Standing.SUPERSEDED: _("newer research"),
    Standing.RETRACTED: _("retracted"),
}


class ReferenceForm(forms.ModelForm):
    def clean_checked_on(self) -> date:
        day = self.cleaned_data["checked_on"]
        if day > timezone.localdate():
            raise ValidationError(_("This day has not come yet. Enter the day somebody last read the source itself."))
        return day


class StandingFilter(admin.SimpleListFilter):
    title = _("how it stands")
    parameter_name = "standing"

    def lookups(self, request, model_admin):
        return Standing.choices

    def queryset(self, request, queryset):
        return queryset.filter(standing=self.value()) if self.value() in Standing.values else queryset


class LookedUpFilter(admin.SimpleListFilter):
    title = _("when it was checked")
    parameter_name = "checked"

    def lookups(self, request, model_admin):
        return [("late", _("not for 24 months")), ("in-time", _("in the last 24 months"))]

    def queryset(self, request, queryset):
        known = {"late": {"checked_on__lt": long_ago()}, "in-time": {"checked_on__gte": long_ago()}}
        return queryset.filter(**known.get(self.value(), {}))


class LibraryAdmin(admin.ModelAdmin):
    """A signed page keeps the copy it was signed with; a change here reaches it when it is sent and approved again."""

    form = ReferenceForm
    list_display = ["key", "title", "stands", "looked_up"]
    list_filter = [StandingFilter, LookedUpFilter, "study"]
    list_per_page = 50
    search_fields = ["key", "authors", "title", "doi", "pmid"]
    actions = None
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_queryset(self, request):
        return with_standing(super().get_queryset(request))

    def get_readonly_fields(self, request, obj=None):
        return ("key",) if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=_("how it stands"), ordering="standing")
    def stands(self, reference: Reference) -> str:
        return str(IN_A_WORD[reference.standing])

    @admin.display(description=_("checked on"), ordering="checked_on")
    def looked_up(self, reference: Reference) -> str:
        day = date_format(reference.checked_on, "j M Y")
        return gettext("%s: look again") % day if reference.checked_on < long_ago() else day

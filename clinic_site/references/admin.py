from django.contrib import admin
from django.db import models

from clinic_site.references.models import Reference


@admin.register(Reference)
class ReferenceAdmin(admin.ModelAdmin):
    """The evidence library. A signed page keeps the copy it was signed with; a change here reaches it when it is sent
    and approved again."""

    list_display = ("key", "title", "year", "label", "checked_on")
    list_filter = ("study",)
    search_fields = ("key", "authors", "title", "doi", "pmid")
    actions = None
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def get_readonly_fields(self, request, obj=None):
        return ("key",) if obj else ()

    def has_delete_permission(self, request, obj=None):
        return False

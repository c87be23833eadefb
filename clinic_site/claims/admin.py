from datetime import timedelta

from django.contrib import admin
from django.db import models
from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from clinic_site.claims.models import GENERAL, Pack, Rule

SOON = timedelta(days=60)
NO_RULES = _("No rules have been written for this country yet: ask somebody who knows its advertising law.")


class ReviewDue(admin.SimpleListFilter):
    title = _("review")
    parameter_name = "review"

    def lookups(self, request, model_admin):
        return [("overdue", _("overdue")), ("soon", _("due in 60 days"))]

    def queryset(self, request, queryset):
        today = timezone.localdate()
        if self.value() == "overdue":
            return queryset.filter(review_by__lt=today)
        if self.value() == "soon":
            return queryset.filter(review_by__range=(today, today + SOON))
        return queryset


class NeverDeleted(admin.ModelAdmin):
    """Keys are named by reasons and by content files, so they stay as they were first written."""

    actions = None

    def get_readonly_fields(self, request, obj=None):
        return ("key", *self.readonly_fields) if obj else self.readonly_fields

    def has_delete_permission(self, request, obj=None):
        return False


@admin.register(Pack)
class PackAdmin(NeverDeleted):
    list_display = ("title", "key", "rules_in_words", "legal_review")
    list_filter = ("needs_legal_review",)
    search_fields = ("title", "key", "country")
    ordering = ("title",)
    readonly_fields = ("rules_in_words",)
    fields = (
        "key", "title", "country", "rules_in_words", "note", "needs_legal_review", "reviewed_on", "reviewed_by",
    )  # fmt: skip

    def get_queryset(self, request):
        return super().get_queryset(request).annotate(in_use=Count("rules", filter=Q(rules__is_active=True)))

    @admin.display(description=_("rules"))
    def rules_in_words(self, pack):
        if not pack.pk:
            return _("Save the pack first, then add rules to it.")
        if not pack.in_use:
            return _("No rules are in use here.") if pack.key == GENERAL else NO_RULES
        words = ngettext("%(count)d rule in use", "%(count)d rules in use", pack.in_use) % {"count": pack.in_use}
        return format_html(
            '<a href="{}?pack__id__exact={}">{}</a>', reverse("admin:claims_rule_changelist"), pack.pk, words
        )

    @admin.display(description=_("legal review"), ordering="reviewed_on")
    def legal_review(self, pack):
        if pack.needs_legal_review:
            return _("Still to be done")
        said = {"name": pack.reviewed_by, "date": f"{pack.reviewed_on:%d.%m.%Y}"}
        return _("%(name)s, %(date)s") % said


@admin.register(Rule)
class RuleAdmin(NeverDeleted):
    list_display = ("what", "pack", "reason", "suggestion", "source", "review_due", "is_active")
    list_filter = ("pack", "is_active", ReviewDue)
    list_select_related = ("pack",)
    search_fields = ("key", "term", "pattern", "reason", "suggestion", "source")
    readonly_fields = ("changed_by", "changed_at")
    fields = (
        "pack", "key", "term", "pattern", "allowed_after", "reason", "suggestion", "source", "source_address",
        "review_by", "is_active", "changed_by", "changed_at",
    )  # fmt: skip
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}

    def save_model(self, request, obj, form, change):
        obj.changed_by, obj.changed_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)

    @admin.display(description=_("what"), ordering="key")
    def what(self, rule):
        return str(rule)

    @admin.display(description=_("review due"), ordering="review_by")
    def review_due(self, rule):
        if rule.review_by >= timezone.localdate():
            return rule.review_by
        return _("%(date)s: overdue") % {"date": f"{rule.review_by:%d.%m.%Y}"}

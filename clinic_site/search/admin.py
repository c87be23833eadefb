"""Screens for what staff teach the search. The next search asks the new rows; the list of the picker is kept, and
holds words that mean the same, so each change moves the generation."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import OuterRef, Subquery
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.generation.models import move
from clinic_site.search.flags import ways
from clinic_site.search.indexed import Indexed
from clinic_site.search.vocabulary import BestAnswer, RedFlag, Synonym


class TaughtAdmin(admin.ModelAdmin):
    actions = None
    change_form_template = "admin/search/taught_form.html"
    list_per_page = 100
    formfield_overrides = {models.TextField: {"widget": forms.Textarea(attrs={"rows": 12, "cols": 80})}}

    def get_fields(self, request, obj=None):
        return (*self.fields, *(("last_change",) if obj else ()))

    def get_readonly_fields(self, request, obj=None):
        return ("last_change",) if obj else ()

    def save_model(self, request, obj, form, change):
        obj.changed_by, obj.changed_at = request.user, timezone.now()
        super().save_model(request, obj, form, change)
        move()

    def delete_model(self, request, obj):
        super().delete_model(request, obj)
        move()

    @admin.display(description=_("last change"))
    def last_change(self, row):
        day = date_format(timezone.localtime(row.changed_at), "j F Y, H:i")
        return format_html("{}, {}", day, row.changed_by or gettext("from a file"))


@admin.register(Synonym)
class SynonymAdmin(TaughtAdmin):
    fields = ("words",)
    search_fields = ("words",)
    formfield_overrides = {models.CharField: {"widget": forms.Textarea(attrs={"rows": 4, "cols": 80})}}


@admin.register(RedFlag)
class RedFlagAdmin(TaughtAdmin):
    """An editor reads them; who checks pages words them. What the guide came with as an emergency can't be deleted."""

    fields = ("name", "level", "words", "keeps_off")
    list_display = ("name", "level", "in_words")
    list_filter = ("level",)
    search_fields = ("name", "words")

    def has_delete_permission(self, request, obj=None):
        return obj is not None and not obj.stays and super().has_delete_permission(request, obj)

    @admin.display(description=_("words of the sign"))
    def in_words(self, flag):
        """One example of each way, without the other words that would do as well."""
        examples = [" ".join(part.partition("/")[0].strip('"') for part in way.split()) for way in ways(flag.words)]
        return ", ".join(examples)


class BestAnswerForm(forms.ModelForm):
    def clean_number(self) -> str:
        number = self.cleaned_data["number"]
        if not Indexed.objects.filter(number=number).exists():
            raise ValidationError(_("The search finds no page with this number. Enter the number of a public page."))
        return number


@admin.register(BestAnswer)
class BestAnswerAdmin(TaughtAdmin):
    form = BestAnswerForm
    fields = ("words", "number")
    list_display = ("words", "number", "answer")
    search_fields = ("words", "number")

    def get_queryset(self, request):
        heading = Indexed.objects.filter(number=OuterRef("number")).values("heading")[:1]
        return super().get_queryset(request).annotate(heading=Subquery(heading))

    @admin.display(description=_("answer"))
    def answer(self, row) -> str:
        return row.heading or gettext("Not public, so nobody sees it")

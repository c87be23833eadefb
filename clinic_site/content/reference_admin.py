"""The evidence library with what pages make of it: where a source is used, and what it means when one no longer
stands."""

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.content import cited, evidence
from clinic_site.content.cited import Use
from clinic_site.content.pictures import may
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.glossary.models import Term
from clinic_site.references.admin import LibraryAdmin
from clinic_site.references.models import Reference, ReferenceStatus, Standing


class Library(ChangeList):
    """Knows on how many public pages each source of the list stands, with the same queries for any number of them."""

    def get_results(self, request):
        super().get_results(request)
        used, self.result_list = cited.used_on(), list(self.result_list)
        for reference in self.result_list:
            reference.pages = len(used.get(reference.key, ()))


class StandingForm(forms.Form):
    """How a source stands from now on. What a person may not say alone is not offered to them."""

    standing = forms.ChoiceField(
        label=gettext_lazy("How does it stand?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose how the source stands.")},
    )
    instead = forms.ModelChoiceField(
        Reference.objects.none(),
        required=False,
        label=gettext_lazy("The newer source"),
        help_text=gettext_lazy("Only for newer research. Add it to the library first if it is not there."),
        empty_label=gettext_lazy("None"),
    )
    note = forms.CharField(
        label=gettext_lazy("Where was this announced?"),
        max_length=300,
        help_text=gettext_lazy("Such as: notice in the journal, 3 March 2026. Colleagues read it; readers don't."),
        error_messages={"required": gettext_lazy("Say where this was announced, so that a colleague can look it up.")},
    )

    def __init__(self, *args, reference: Reference, choices: list, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["standing"].choices = choices
        self.fields["instead"].queryset = Reference.objects.exclude(pk=reference.pk)

    def clean(self) -> dict:
        data = super().clean()
        if data.get("standing") == Standing.SUPERSEDED and not data.get("instead") and "instead" not in self.errors:
            self.add_error("instead", _("Name the newer source. Add it to the library first if it is not there."))
        return data


@admin.register(Reference)
class ReferenceAdmin(LibraryAdmin):
    change_form_template = "admin/references/reference_form.html"
    change_list_template = "admin/references/list.html"
    list_display = ["key", "title", "stands", "used", "looked_up"]

    def get_changelist(self, request, **kwargs):
        return Library

    @admin.display(description=gettext_lazy("used"))
    def used(self, reference) -> str:
        if not reference.pages:
            return _("On no public page")
        return ngettext("on %(pages)d page", "on %(pages)d pages", reference.pages) % {"pages": reference.pages}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if change:
            context |= self.life(request, obj)
            may_mark = self.has_change_permission(request, obj)
            context["standing_url"] = reverse("admin:references_reference_standing", args=[obj.pk]) if may_mark else ""
        return super().render_change_form(request, context, add, change, form_url, obj)

    def life(self, request, reference: Reference) -> dict:
        """What became of a source, and where it is used. Titles are for who may see the page; numbers for everyone."""
        uses = cited.uses_of(reference.key)
        for use in uses:
            use.url = change_url(use) if may(request.user, "view", use.model) else ""
        history = list(reference.statuses.select_related("made_by", "instead"))
        return {
            "uses": uses,
            "public": [use for use in uses if use.public],
            "terms": list(Term.objects.filter(source=reference.key)),
            "history": history,
            "newest": history[0] if history else None,
            "now": Standing(history[0].standing if history else Standing.CURRENT),
        }

    def standing(self, request, object_id: int) -> HttpResponse:
        """GET shows every page that prints the source and what each choice would do; POST says how it stands."""
        reference = self.get_object(request, str(object_id))
        if reference is None:
            raise Http404
        if not self.has_change_permission(request, reference):
            raise PermissionDenied(_("Your roles don't include the evidence library. Ask an editor."))
        life, refusal, status = self.life(request, reference), "", 200
        choices = choices_for(request.user, life["newest"], life["now"])
        form = StandingForm(request.POST if request.method == "POST" else None, reference=reference, choices=choices)
        if request.method == "POST" and not form.is_valid():
            status = 400
        elif request.method == "POST":
            try:
                refuse_unseen(request, life["newest"])
                row = evidence.mark(reference, by=request.user, **form.cleaned_data)
            except NotAllowed as refused:
                raise PermissionDenied(str(refused)) from refused
            except Refused as refused:
                refusal, status = str(refused), 409
            else:
                messages.success(request, said(row, len(life["public"])))
                return HttpResponseRedirect(reverse("admin:references_reference_change", args=[reference.pk]))
        context = life | self.standing_context(request, reference, form, life) | {"refusal": refusal}
        request.current_app = self.admin_site.name
        return TemplateResponse(request, "admin/references/standing.html", context, status=status)

    def standing_context(self, request, reference: Reference, form: StandingForm, life: dict) -> dict:
        newest = life["newest"]
        return {
            **self.admin_site.each_context(request),
            "title": _("Say how it stands"),
            "opts": self.opts,
            "reference": reference,
            "form": form,
            "outcomes": {value: outcome(value, life) for value, _label in form.fields["standing"].choices},
            "is_mine": newest is not None and newest.made_by == request.user and life["now"] != Standing.CURRENT,
            "seen": newest.pk if newest else 0,
            "back": reverse("admin:references_reference_change", args=[reference.pk]),
        }

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:object_id>/standing/", site(self.standing), name="references_reference_standing"),
            *super().get_urls(),
        ]


def change_url(use: Use) -> str:
    return reverse(f"admin:{use.model._meta.app_label}_{use.model._meta.model_name}_change", args=[use.page_id])


def choices_for(person, newest: ReferenceStatus | None, now: Standing) -> list[tuple[str, str]]:
    """Worst last. That it stands can be said only when it does not; one's own warning is a colleague's to take back."""
    mine = newest is not None and newest.made_by == person
    return [
        (value, label)
        for value, label in Standing.choices
        if not (value == now == Standing.CURRENT) and not (mine and evidence.takes_back(now, value))
    ]


def outcome(value: str, life: dict) -> str:
    """What would happen, in words, before anybody decides."""
    pages, waiting = len(life["public"]), [use for use in life["uses"] if not use.public]
    count = ngettext("%(pages)d public page", "%(pages)d public pages", pages) % {"pages": pages}
    if value == Standing.RETRACTED:
        return " ".join(_retracted(pages, len(waiting)))
    if not pages:
        return _("No public page prints it, so nothing changes for readers.")
    if value == Standing.SUPERSEDED:
        return _(
            "%(count)s will say beside the source that there is newer research. Nothing is stopped: whoever next sends"
            " a text that cites it says why it stays."
        ) % {"count": count}
    return _(
        "The warning goes from %(count)s at once. Checks that were brought forward stay due: confirm the pages that"
        " need no change."
    ) % {"count": count}


def _retracted(pages: int, desks: int) -> list[str]:
    found = []
    if pages:
        found.append(
            ngettext(
                "%(pages)d page will tell readers at once, in fixed words. It is due for a check today, and can't be"
                " published again until the source is out.",
                "%(pages)d pages will tell readers at once, in fixed words. Each is due for a check today, and none of"
                " them can be published again until the source is out.",
                pages,
            )
            % {"pages": pages}
        )
    else:
        found.append(_("No public page prints it, so nothing changes for readers."))
    if desks:
        found.append(
            ngettext(
                "%(pages)d more text cites it: it can't be sent or published.",
                "%(pages)d more texts cite it: they can't be sent or published.",
                desks,
            )
            % {"pages": desks}
        )
    return found


def said(row: ReferenceStatus, pages: int) -> str:
    if row.standing == Standing.RETRACTED and pages:
        return ngettext(
            "Saved. %(pages)d page tells its readers now, and is due for a check today.",
            "Saved. %(pages)d pages tell their readers now, and each is due for a check today.",
            pages,
        ) % {"pages": pages}
    return _("Saved. Pages that print this source say so now.") if pages else _("Saved. No public page prints it.")


def refuse_unseen(request, newest: ReferenceStatus | None) -> None:
    """Nobody decides over what a colleague said meanwhile."""
    if request.POST.get("seen", "") != str(newest.pk if newest else 0):
        raise Refused(_("A colleague has just said how this source stands. Read it below, then decide again."))

"""The image library with what pages make of it: where a picture is used, and another in its place everywhere."""

from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from clinic_site.content import pictures
from clinic_site.content.columns import StateColumns
from clinic_site.content.page import Page
from clinic_site.content.pictures import may
from clinic_site.content.refused import NotAllowed, Refused
from clinic_site.content.registry import page_types
from clinic_site.content.screens import admin_url
from clinic_site.images.admin import LibraryAdmin, in_words, thumbnail
from clinic_site.images.models import Image

MOST_CHOICES = 24


def page_url(model: type[Page], pk: int, name: str = "change") -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{name}", args=[pk])


class UsedFilter(admin.SimpleListFilter):
    title = gettext_lazy("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("no", gettext_lazy("not used")), ("yes", gettext_lazy("used"))]

    def queryset(self, request, queryset):
        if self.value() not in {"no", "yes"}:
            return queryset
        used = Q(key__in=set(pictures.used_on()))
        return queryset.filter(used if self.value() == "yes" else ~used)


class Library(ChangeList):
    """Knows on how many pages each picture of the list is used, with the same queries for any number of pictures."""

    def get_results(self, request):
        super().get_results(request)
        used, self.result_list = pictures.used_on(), list(self.result_list)
        for image in self.result_list:
            image.pages = len(used.get(image.key, ()))


class SeenDesks(forms.MultipleChoiceField):
    """Desks to change, each as its number and the edit that was looked at."""

    def valid_value(self, value: str) -> bool:
        number, colon, edit = value.partition(":")
        return bool(colon) and all(part.isascii() and part.isdigit() and len(part) < 10 for part in (number, edit))

    def clean(self, value) -> dict[str, int]:
        return {number: int(edit) for number, _colon, edit in (seen.partition(":") for seen in super().clean(value))}


class ReplaceForm(forms.Form):
    by = forms.ModelChoiceField(
        Image.objects.all(),
        error_messages={"invalid_choice": gettext_lazy("This picture is not in the library. Choose another.")},
    )
    desk = SeenDesks(
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("This list was not sent whole. Look at it again, then send it again.")
        },
    )


@admin.register(Image)
class ImageAdmin(LibraryAdmin):
    list_display = ["thumbnail", "key", "in_words", "used", "size", "public"]
    list_filter = [UsedFilter, *LibraryAdmin.list_filter]

    def get_changelist(self, request, **kwargs):
        return Library

    @admin.display(description=gettext_lazy("used"))
    def used(self, image) -> str:
        if not image.pages:
            return _("Not used")
        return ngettext("on %(pages)d page", "on %(pages)d pages", image.pages) % {"pages": image.pages}

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["places"] = self.places(request, obj) if change else None
        names_it = change and any(place.edit is not None for place in context["places"])
        context["replace_url"] = (
            reverse("admin:images_image_replace", args=[obj.pk]) if names_it and self.may_replace(request) else ""
        )
        return super().render_change_form(request, context, add, change, form_url, obj)

    def places(self, request, image: Image) -> list[pictures.Place]:
        """With the address of each edit screen; without it (and so without the title) for who may not see the page."""
        found = pictures.places(image)
        for place in found:
            place.url = page_url(place.model, place.page_id) if may(request.user, "view", place.model) else ""
            place.may_change = may(request.user, "change", place.model)
        return found

    def may_replace(self, request) -> bool:
        changes = any(may(request.user, "change", model) for model in page_types())
        return changes and self.has_view_permission(request)

    def delete_view(self, request, object_id, extra_context=None):
        image = self.get_object(request, object_id)
        if image is None or not self.has_view_permission(request, image):
            raise PermissionDenied
        raise PermissionDenied(pictures.deletion_refused(image))

    def response_add(self, request, obj, post_url_continue=None):
        """A picture added to take another's place goes on to the pages that would change."""
        old = request.GET.get("replaces", "")
        if old.isascii() and old.isdigit() and self.may_replace(request) and Image.objects.filter(pk=old).exists():
            there = reverse("admin:images_image_replace", args=[int(old)])
            return HttpResponseRedirect(f"{there}?{urlencode({'by': obj.pk})}")
        return super().response_add(request, obj, post_url_continue)

    def image_or_404(self, request, object_id: int) -> Image:
        if not self.may_replace(request):
            raise PermissionDenied(_("Your roles don't include changing pages. Ask an owner."))
        image = self.get_object(request, str(object_id))
        if image is None:
            raise Http404
        return image

    def replace(self, request, object_id: int) -> HttpResponse:
        """GET chooses the new picture, then shows the desks that would change; POST changes the ticked ones."""
        old, refusal, status = self.image_or_404(request, object_id), "", 200
        form = ReplaceForm(request.POST if request.method == "POST" else request.GET)
        new, seen = (form.cleaned_data.get("by"), form.cleaned_data.get("desk", {})) if form.is_valid() else (None, {})
        if request.method == "POST" and not form.is_valid():
            refusal, status = " ".join(message for found in form.errors.values() for message in found), 400
        elif request.method == "POST":
            try:
                return self.replaced_on(request, old, new, seen)
            except NotAllowed as refused:
                raise PermissionDenied(str(refused)) from refused
            except Refused as refused:
                refusal, status = str(refused), 409 if seen else 400
        elif "by" in request.GET and new in {None, old}:
            refusal, status, new = _("Choose another picture of the library to take its place."), 400, None
        context = self.desks_context(request, old, new, seen) if new else self.choosing_context(request, old)
        return self.screen(
            request, "replace", _("Replace everywhere"), old, status, refusal=refusal, new=new, **context
        )

    def replaced_on(self, request, old: Image, new: Image, seen: dict[str, int]) -> HttpResponse:
        with transaction.atomic():
            changed = [page.number_id for page in pictures.replace(old, new, seen=seen, by=request.user)]
            note = _("Replaced by “%(new)s” on the desks of %(pages)s.")
            self.log_change(request, old, note % {"new": new.key, "pages": ", ".join(changed)})
        query = urlencode([("by", new.pk), *(("page", number) for number in changed)])
        return HttpResponseRedirect(f"{reverse('admin:images_image_replaced', args=[old.pk])}?{query}")

    def desks_context(self, request, old: Image, new: Image, seen: dict[str, int]) -> dict:
        desks = [place for place in self.places(request, old) if place.edit is not None]
        for place in desks:
            place.ticked = place.number in seen if request.method == "POST" else True
        return {
            "desks": desks,
            "may_send": any(place.may_change for place in desks),
            "new_square": thumbnail(new),
            "new_words": in_words(new),
            "again": reverse("admin:images_image_replace", args=[old.pk]),
        }

    def choosing_context(self, request, old: Image) -> dict:
        q = request.GET.get("q", "").strip()[:80]
        others = Image.objects.exclude(pk=old.pk)
        if q:
            others = others.filter(Q(key__icontains=q) | Q(alt__icontains=q) | Q(caption__icontains=q))
        shown = list(others[:MOST_CHOICES])
        add_url = f"{reverse('admin:images_image_add')}?{urlencode({'replaces': old.pk})}"
        return {
            "q": q,
            "candidates": [(other, thumbnail(other), in_words(other)) for other in shown],
            "more": others.count() - len(shown),
            "add_url": add_url if self.has_add_permission(request) else "",
        }

    def replaced(self, request, object_id: int) -> HttpResponse:
        """What is left to do: the changed pages, each to be sent for a check."""
        old = self.image_or_404(request, object_id)
        form = ReplaceForm(request.GET)
        new = form.cleaned_data["by"] if form.is_valid() else None
        if new is None:
            raise Http404
        columns, rows = StateColumns(), []
        for page in pictures.to_send(new, request.GET.getlist("page")[:1000]):
            rows.append(
                {
                    "page": page,
                    "url": admin_url(page, "change") if may(request.user, "view", type(page)) else "",
                    "live": columns.live(page),
                    "waits": columns.waits(page),
                    "waiting": page.open_revision and page.edit > page.open_edit,
                    "described": pictures.described(page.body, new.key),
                }
            )
        return self.screen(request, "replaced", _("Replaced"), old, 200, new=new, rows=rows)

    def screen(self, request, template: str, title: str, image: Image, status: int, **context) -> HttpResponse:
        context |= {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "image": image,
            "old_square": thumbnail(image),
            "back": reverse("admin:images_image_change", args=[image.pk]),
        }
        request.current_app = self.admin_site.name
        return TemplateResponse(request, f"admin/images/{template}.html", context, status=status)

    def get_urls(self):
        site = self.admin_site.admin_view
        return [
            path("<int:object_id>/replace/", site(self.replace), name="images_image_replace"),
            path("<int:object_id>/replaced/", site(self.replaced), name="images_image_replaced"),
            *super().get_urls(),
        ]

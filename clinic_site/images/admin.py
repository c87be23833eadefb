"""What the library's screens show of a picture by itself. Where it is used is for an app above, which registers it."""

from datetime import datetime

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import path
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.timezone import localtime
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from clinic_site.images.forms import KeptImageForm, NewImageForm
from clinic_site.images.models import AltChoice, Image
from clinic_site.images.storage import kilobytes, staff_address
from clinic_site.images.views import picture

THUMBNAIL = 120  # px
PREVIEW = 800  # px, at most
FORMATS = {"image/webp": "WebP", "image/jpeg": "JPEG"}


class ChoiceFilter(admin.SimpleListFilter):
    """Django's own filter of a choice leaves out what nobody has chosen yet, and that is what has to be done."""

    title = _("what it is for")
    parameter_name = "for"

    def lookups(self, request, model_admin):
        return [("undecided", _("no choice made yet")), *AltChoice.choices]

    def queryset(self, request, queryset):
        choices = {"undecided": ""} | {value: value for value in AltChoice.values}
        return queryset.filter(alt_choice=choices[self.value()]) if self.value() in choices else queryset


class NeedleFilter(admin.SimpleListFilter):
    title = _("needle")
    parameter_name = "needle"

    def lookups(self, request, model_admin):
        return [("yes", _("shows a needle")), ("no", _("shows none"))]

    def queryset(self, request, queryset):
        return queryset.filter(shows_needle=self.value() == "yes") if self.value() in {"yes", "no"} else queryset


class LibraryAdmin(admin.ModelAdmin):
    change_form_template = "admin/images/image_form.html"
    list_display = ["thumbnail", "key", "in_words", "size", "public"]
    list_display_links = ["thumbnail", "key"]
    list_filter = [ChoiceFilter, NeedleFilter]
    search_fields = ["key", "alt", "caption", "credit"]
    list_per_page = 50
    actions = None
    kept = ["preview", "placing", "size", "uploaded_by", "uploaded_at", "public"]
    cropped = ["crop", "point_chosen"]
    about = (_("About the picture"), {"fields": ["alt_choice", "alt", "caption", "credit", "shows_needle"]})

    class Media:
        css = {"all": ["admin/images.css"]}
        js = ["admin/images.js"]

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(_("The picture"), {"fields": ["file", "key"]}), self.about]
        kept = _("A picture's file and name never change, because signed pages show it. To replace it, add a new one.")
        said = _(
            "Changes show on a page when it is next signed. Pages already signed keep the words they were signed with."
        )
        crop = _("Readers get the whole picture, so this changes no page. Only the small squares of this library crop.")
        return [
            (_("The picture"), {"fields": self.kept, "description": kept}),
            (self.about[0], {**self.about[1], "description": said}),
            (_("What a crop must keep"), {"fields": ["focal_x", "focal_y", *self.cropped], "description": crop}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return [*self.kept, *self.cropped] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, form=KeptImageForm if obj else NewImageForm, **kwargs)

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        context["renditions"] = renditions(obj) if change else []
        return super().render_change_form(request, context, add, change, form_url, obj)

    def save_model(self, request, obj, form, change):
        if not change:
            obj.uploaded_by = request.user
        super().save_model(request, obj, form, change)

    def has_delete_permission(self, request, obj=None):
        return False

    def get_urls(self):
        return [path("file/<str:name>", picture, name="images_image_file"), *super().get_urls()]

    @admin.display(description=_("picture"))
    def thumbnail(self, image):
        return thumbnail(image)

    @admin.display(description=_("picture"))
    def preview(self, image):
        shown = max((one for one in image.renditions if one["width"] <= PREVIEW), key=lambda one: one["width"])
        context = {
            "image": image,
            "address": staff_address(shown["name"]),
            "width": shown["width"],
            "height": shown["height"],
            "x": round(shown["width"] * image.focal_x / 100),
            "y": round(shown["height"] * image.focal_y / 100),
            "radius": max(1, min(shown["width"], shown["height"]) // 20),
        }
        return render_to_string("admin/images/preview.html", context)

    @admin.display(description=_("how to place it"))
    def placing(self, image):
        note = _("Copy this onto a line of its own in the text of a page.")
        return format_html("<code>{}</code><p>{}</p>", image.code, note)

    @admin.display(description=_("what it is for"), ordering="alt_choice")
    def in_words(self, image):
        return format_html_join("", "<p>{}</p>", ((line,) for line in in_words(image)))

    @admin.display(description=_("size"), ordering="width")
    def size(self, image):
        return _("%(width)s × %(height)s pixels") % {"width": image.width, "height": image.height}

    @admin.display(description=_("public since"), ordering="released_at")
    def public(self, image):
        return moment(image.released_at) or _("Not shown to readers yet")

    @admin.display(description=_("cropped to a square"))
    def crop(self, image):
        return thumbnail(image)

    @admin.display(description=_("point chosen"))
    def point_chosen(self, image):
        return moment(image.focal_at) or _("Nobody has chosen one: it is the middle.")


def moment(at: datetime | None) -> str:
    return date_format(localtime(at), "j F Y, H:i") if at else ""


def thumbnail(image: Image) -> str:
    """The square that keeps the focal point."""
    side = min(THUMBNAIL, image.width, image.height)
    markup = '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">'
    return format_html(markup, staff_address(image.square), side, side, image.alt)


def in_words(image: Image) -> list[str]:
    """What has been said about it: what it is for, the words read aloud, and whether a needle is on it."""
    lines = [image.get_alt_choice_display() or gettext("Not chosen yet: open it and choose")]
    if image.alt:
        lines.append(gettext("“%(words)s”") % {"words": image.alt})
    if image.shows_needle:
        lines.append(gettext("Shows a needle"))
    return lines


def renditions(image: Image) -> list[dict]:
    """Every file of the picture, with its kilobytes; None when the file is gone."""
    rows = [
        {**rendition, "format": FORMATS[rendition["type"]], "note": _("on pages")} for rendition in image.renditions
    ]
    side = int(image.square.rpartition("-")[2].partition(".")[0])
    square = {"name": image.square, "width": side, "height": side, "format": FORMATS["image/webp"]}
    rows.append(square | {"note": _("in this library only, cropped")})
    return [row | {"address": staff_address(row["name"]), "kilobytes": kilobytes(row["name"])} for row in rows]

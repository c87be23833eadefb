from django.contrib import admin
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from clinic_site.images.forms import ImageForm, NewImageForm
from clinic_site.images.models import Image
from clinic_site.images.storage import staff_address
from clinic_site.images.views import picture

THUMBNAIL_WIDTH = 120


@admin.register(Image)
class ImageAdmin(admin.ModelAdmin):
    list_display = ["thumbnail", "key", "alt_in_words", "size", "shows_needle", "public"]
    list_display_links = ["thumbnail", "key"]
    list_filter = ["alt_choice", "shows_needle"]
    search_fields = ["key", "alt", "caption", "credit"]
    list_per_page = 50
    about = (_("About the picture"), {"fields": ["alt_choice", "alt", "caption", "credit", "shows_needle"]})

    def get_fieldsets(self, request, obj=None):
        if obj is None:
            return [(_("The picture"), {"fields": ["file", "key"]}), self.about]
        kept = _("A picture's file and name never change, because signed pages show it. To replace it, add a new one.")
        said = _(
            "Changes show on a page when it is next signed. Pages already signed keep the words they were signed with."
        )
        fields = ["preview", "placing", "size", "uploaded_by", "uploaded_at", "public"]
        return [
            (_("The picture"), {"fields": fields, "description": kept}),
            (self.about[0], {**self.about[1], "description": said}),
        ]

    def get_readonly_fields(self, request, obj=None):
        return ["preview", "placing", "size", "uploaded_by", "uploaded_at", "public"] if obj else []

    def get_form(self, request, obj=None, change=False, **kwargs):
        return super().get_form(request, obj, change=change, form=ImageForm if obj else NewImageForm, **kwargs)

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
        return _drawn(image, min(THUMBNAIL_WIDTH, image.width))

    @admin.display(description=_("picture"))
    def preview(self, image):
        return _drawn(image, min(image.smallest()["width"], image.width))

    @admin.display(description=_("how to place it"))
    def placing(self, image):
        note = _("Copy this onto a line of its own in the text of a page.")
        return format_html("<code>{}</code><p>{}</p>", image.code, note)

    @admin.display(description=_("what it is for"), ordering="alt_choice")
    def alt_in_words(self, image):
        return image.get_alt_choice_display() or _("Not chosen yet: open it and choose")

    @admin.display(description=_("size"), ordering="width")
    def size(self, image):
        return _("%(width)s × %(height)s pixels") % {"width": image.width, "height": image.height}

    @admin.display(description=_("public since"), ordering="released_at", empty_value=_("Not shown to readers yet"))
    def public(self, image):
        return image.released_at


def _drawn(image: Image, width: int) -> str:
    smallest = image.smallest()
    height = max(1, round(width * image.height / image.width))
    markup = '<img src="{}" width="{}" height="{}" alt="{}" loading="lazy">'
    return format_html(markup, staff_address(smallest["name"]), width, height, image.alt)

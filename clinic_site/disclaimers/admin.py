from django.contrib import admin

from clinic_site.content.page_admin import PageAdmin
from clinic_site.disclaimers.models import Disclaimer


@admin.register(Disclaimer)
class DisclaimerAdmin(PageAdmin):
    public_template = "disclaimers/disclaimer.html"
    wording = ("title", "short_form", "body", "applies_to", "applies_value", "position", "look", "language", "reasons")
    search_fields = ("title", "slug", "number__digits", "body")

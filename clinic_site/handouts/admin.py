from django.contrib import admin

from clinic_site.content.page_admin import PageAdmin
from clinic_site.handouts.models import Handout


@admin.register(Handout)
class HandoutAdmin(PageAdmin):
    public_template = "handouts/handout.html"
    wording = (
        "title", "lede", "topics", "points", "items", "body", "supports", "search_words", "flags", "risk", "language",
        "reasons",
    )  # fmt: skip
    search_fields = ("title", "slug", "number__digits", "lede", "points", "body")

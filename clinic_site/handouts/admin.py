from django.contrib import admin

from clinic_site.content.forms import PageForm
from clinic_site.content.page_admin import PageAdmin
from clinic_site.handouts.models import Handout
from clinic_site.handouts.widgets import ChosenPages


class HandoutForm(PageForm):
    class Meta:
        widgets = {"items": ChosenPages(attrs={"rows": 5, "cols": 40})}


@admin.register(Handout)
class HandoutAdmin(PageAdmin):
    form = HandoutForm
    public_template = "handouts/handout.html"
    wording = (
        "title", "lede", "topics", "points", "items", "body", "supports", "search_words", "flags", "risk", "language",
        "reasons",
    )  # fmt: skip
    search_fields = ("title", "slug", "number__digits", "lede", "points", "body")

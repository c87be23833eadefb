from django.contrib import admin

from clinic_site.content.page_admin import PageAdmin
from faq.models import Question


@admin.register(Question)
class QuestionAdmin(PageAdmin):
    public_template = "faq/question.html"
    wording = (
        "question",
        "list_title",
        "short_answer",
        "body",
        "topics",
        "related",
        "search_words",
        "flags",
        "risk",
        "language",
    )
    search_fields = ("question", "slug", "number__digits", "short_answer", "body")

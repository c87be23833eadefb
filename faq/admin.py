from django.contrib import admin

from clinic_site.content.page_admin import PageAdmin
from faq.models import Question


@admin.register(Question)
class QuestionAdmin(PageAdmin):
    public_template = "faq/question.html"
    wording = (
        "question", "topics", "short_answer", "body", "list_title", "supports", "related", "search_words", "flags",
        "risk", "language", "reasons",
    )  # fmt: skip
    search_fields = ("question", "slug", "number__digits", "short_answer", "body")

from django.contrib import admin

from articles.models import Article
from clinic_site.content.page_admin import PageAdmin


@admin.register(Article)
class ArticleAdmin(PageAdmin):
    public_template = "articles/article.html"
    wording = (
        "title", "lede", "topics", "body", "supports", "related", "search_words", "flags", "risk", "language",
        "reasons",
    )  # fmt: skip
    search_fields = ("title", "slug", "number__digits", "body")

from django.db import models
from django.db.models import PROTECT
from django.utils.translation import gettext_lazy as _

from clinic_site.content.page import Page
from clinic_site.content.required import required_keys
from clinic_site.content.revision import Revision
from clinic_site.content.wording import Wording

# Fixed keys of the pages every patient must find: their slug is the key, their address never changes.
STANDING = {
    "unwell": "/unwell/",
    "needle-worry": "/needle-worry/",
    "evidence": "/evidence/",
    "about": "/about/",
    "how-we-write": "/about/how-we-write/",
    "privacy": "/privacy/",
    "accessibility": "/accessibility/",
}


class ArticleWording(Wording):
    summary_field = "lede"

    title = models.CharField(
        _("title"), max_length=65, help_text=_("A statement, not a question: “Soreness after treatment”.")
    )
    lede = models.CharField(
        _("main message"), max_length=300, help_text=_("One or two sentences: what the reader has to remember.")
    )

    class Meta(Wording.Meta):
        abstract = True


class Article(ArticleWording, Page):
    kind = "article"
    summary_fields = ("title", "lede")

    class Meta(Page.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("articles")

    @property
    def needs_topic(self) -> bool:
        return not self.is_standing

    @property
    def is_standing(self) -> bool:
        return self.slug in STANDING

    @classmethod
    def path_of(cls, slug: str) -> str:
        return STANDING.get(slug) or f"/articles/{slug}/"

    def required_disclaimers(self, wording: dict, cards: tuple[str, ...]) -> tuple[str, ...]:
        return required_keys(wording["flags"], cards)


class ArticleRevision(ArticleWording, Revision):
    page = models.ForeignKey(Article, on_delete=PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        verbose_name = _("revision of an article")
        verbose_name_plural = _("revisions of articles")


Article.revision_class = ArticleRevision

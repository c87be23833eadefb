from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site.content.page import Page
from clinic_site.content.required import required_keys
from clinic_site.content.revision import Revision
from clinic_site.content.wording import Wording


class QuestionWording(Wording):
    heading_field = "question"
    list_field = "list_title"
    summary_field = "short_answer"

    question = models.CharField(
        _("question"), max_length=120, help_text=_("As a patient asks it, with a question mark.")
    )
    list_title = models.CharField(
        _("title in lists"),
        max_length=80,
        blank=True,
        help_text=_("With the key word first: “Driving after treatment: can I?” Leave empty to use the question."),
    )
    short_answer = models.TextField(
        _("short answer"),
        max_length=500,
        help_text=_("50 words or fewer. Starts with the answer and stands alone. “We do not know yet” is an answer."),
    )

    class Meta(Wording.Meta):
        abstract = True


class Question(QuestionWording, Page):
    kind = "question"
    summary_fields = ("question", "short_answer")
    shows_also_asked = True

    class Meta(Page.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    @classmethod
    def path_of(cls, slug: str) -> str:
        return f"/faq/{slug}/"

    def required_disclaimers(self, wording: dict, cards: tuple[str, ...]) -> tuple[str, ...]:
        return required_keys(wording["flags"], cards)


class QuestionRevision(QuestionWording, Revision):
    page = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        verbose_name = _("revision of a question")
        verbose_name_plural = _("revisions of questions")


Question.revision_class = QuestionRevision

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from clinic_site.content.page import Page
from clinic_site.content.required import ALL
from clinic_site.content.revision import Revision
from clinic_site.content.wording import Wording


class Rule(models.TextChoices):
    EVERYWHERE = "everywhere", _("every page")
    KIND = "kind", _("pages of one kind (article or question)")
    TOPIC = "topic", _("pages of one topic")
    FLAG = "flag", _("pages that speak about something")
    PLACED = "placed", _("only where a writer places it")


class Position(models.TextChoices):
    BEFORE = "before", _("before the text")
    AFTER = "after", _("after the text")
    FOOTER = "footer", _("in the footer, short form")
    CARD = "card", _("as a card in the text")


class Look(models.TextChoices):
    PLAIN = "plain", _("plain text")
    NOTE = "note", _("note")
    EMERGENCY = "emergency", _("emergency card")
    SAME_DAY = "same-day", _("same-day card")


class DisclaimerWording(Wording):
    summary_field = "short_form"

    title = models.CharField(_("title"), max_length=80)
    short_form = models.CharField(
        _("short form"), max_length=200, help_text=_("One sentence, for footers and leaflets.")
    )
    applies_to = models.CharField(_("goes with"), max_length=10, choices=Rule.choices, default=Rule.PLACED)
    applies_value = models.CharField(
        _("which one"),
        max_length=60,
        blank=True,
        help_text=_("The kind (article), the topic's address (after-treatment) or the mark (mentions-pregnancy)."),
    )
    position = models.CharField(_("place on the page"), max_length=6, choices=Position.choices, default=Position.AFTER)
    look = models.CharField(_("look"), max_length=9, choices=Look.choices, default=Look.NOTE)

    class Meta(Wording.Meta):
        abstract = True


class Disclaimer(DisclaimerWording, Page):
    """Safety or legal wording. Its slug is the key by which pages require it."""

    kind = "disclaimer"
    summary_fields = ("title", "short_form")
    needs_topic = False
    provides_disclaimers = True

    class Meta(Page.Meta):
        verbose_name = _("disclaimer")
        verbose_name_plural = _("disclaimers")

    @classmethod
    def path_of(cls, slug: str) -> str:
        return f"/disclaimers/{slug}/"

    @property
    def is_required(self) -> bool:
        return self.slug in ALL

    def required_disclaimers(self, wording: dict, cards: tuple[str, ...]) -> tuple[str, ...]:
        return ()

    def refuse_withdrawal(self) -> str:
        if self.is_required:
            return _(
                "Pages may not be shown without this disclaimer. Change its text instead: readers see it once signed."
            )
        return ""


class DisclaimerRevision(DisclaimerWording, Revision):
    page = models.ForeignKey(Disclaimer, on_delete=models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        verbose_name = _("revision of a disclaimer")
        verbose_name_plural = _("revisions of disclaimers")
        constraints = [
            *Revision.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(applies_to__in=[Rule.KIND, Rule.TOPIC, Rule.FLAG]) | ~Q(applies_value=""),
                name="disclaimer_rule_names_what",
            ),
        ]


Disclaimer.revision_class = DisclaimerRevision

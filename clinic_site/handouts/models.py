import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site.content.lists import LinesField
from clinic_site.content.page import Page
from clinic_site.content.required import required_keys
from clinic_site.content.revision import Revision
from clinic_site.content.wording import Wording
from clinic_site.handouts import named
from clinic_site.handouts.kept import LaidOut, NotNow
from clinic_site.numbers.several import read

__all__ = ["Handout", "HandoutRevision", "LaidOut", "NotNow"]

# At such an address, and at one with a number of ours in it, stands a bundle.
LIKE_NUMBERS = re.compile(r"[0-9_-]*")


class HandoutWording(Wording):
    names_pages = ("related", "items")
    summary_field = "lede"

    title = models.CharField(
        _("title"), max_length=65, help_text=_("What it is for: “After your treatment today”. No names, no dates.")
    )
    lede = models.CharField(
        _("main message"), max_length=300, help_text=_("One or two sentences: what the reader has to remember.")
    )
    points = LinesField(
        _("things to remember"), help_text=_("Up to three, one on a line. They stand in a box at the top.")
    )
    items = LinesField(
        _("pages"),
        help_text=_("Numbers of two to five articles or questions, one on a line, in the order of reading."),
    )

    class Meta(Wording.Meta):
        abstract = True


class Handout(HandoutWording, Page):
    """Several public pages at one signed address. Its items are read live, so it is never older than they are."""

    kind = "handout"
    summary_fields = ("title", "lede")
    needs_body = False

    class Meta(Page.Meta):
        verbose_name = _("handout")
        verbose_name_plural = _("handouts")

    @classmethod
    def path_of(cls, slug: str) -> str:
        return f"/h/{slug}/"

    @classmethod
    def refuse_slug(cls, slug: str) -> str:
        if LIKE_NUMBERS.fullmatch(slug) or read(slug).numbers:
            return _("The address “%(slug)s” looks like numbers of pages. Choose words.") % {"slug": slug}
        return super().refuse_slug(slug)

    def summaries(self) -> dict[str, str]:
        return super().summaries() | {"points": "\n".join(self.points)}

    def required_disclaimers(self, wording: dict, cards: tuple[str, ...]) -> tuple[str, ...]:
        return required_keys(wording["flags"], cards)

    def put_together(self, revision, common, trail=()):
        return named.put_together(revision, common, trail)


class HandoutRevision(HandoutWording, Revision):
    page = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="revisions")

    class Meta(Revision.Meta):
        verbose_name = _("revision of a handout")
        verbose_name_plural = _("revisions of handouts")


Handout.revision_class = HandoutRevision

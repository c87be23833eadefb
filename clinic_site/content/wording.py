from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site.content.lists import LinesField


class Risk(models.TextChoices):
    NORMAL = "normal", _("normal")
    HIGH = "high", _("high: a reader may come to harm by a mistake here")


class Flag(models.TextChoices):
    """What a page speaks about, where that decides which disclaimers it must carry."""

    TREATMENT = "describes-treatment", _("It describes treatment")
    EVIDENCE = "reports-evidence", _("It reports what studies found")
    PREGNANCY = "mentions-pregnancy", _("It mentions pregnancy")
    BLOOD_THINNERS = "mentions-blood-thinners", _("It mentions blood thinners")
    CHEST = "describes-chest-area", _("It describes needling near the chest, neck, shoulder or upper back")
    CHILDREN = "mentions-children", _("It mentions children or teenagers")


class Wording(models.Model):
    """Every field that is signed. Declared once and inherited by the desk and by its signed copies.

    A subclass adds its own fields and says which of them is its heading.
    """

    heading_field = "title"
    list_field = "title"  # the heading used in lists
    names_pages = ("related",)  # the lists that hold numbers of other pages
    summary_field = "title"  # the sentence that stands for the page in lists, feeds and shared links

    body = models.TextField(
        _("text"),
        blank=True,
        help_text=_(
            "Headings start with ##. Sources: [@Key]. Links to our pages: [words](page:1234). Never type a phone"
            " number: write {{phone}} or {{emergency_number}}."
        ),
    )
    topics = LinesField(
        _("topics"), blank=True, help_text=_("The first one is the main topic: it gives the page its place.")
    )
    related = LinesField(_("related pages"), blank=True, help_text=_("Numbers of pages, one on a line, best first."))
    search_words = LinesField(
        _("search words"),
        blank=True,
        help_text=_("Words patients use for this, one on a line. Readers don't see them."),
    )
    supports = LinesField(
        _("what each source supports"),
        blank=True,
        help_text=_("One line a source: its key, a colon, and what it supports on this page. Readers don't see it."),
    )
    reasons = LinesField(
        _("reasons for what the checks found"),
        blank=True,
        help_text=_(
            "One line a finding: its name, a colon, and why the text stays as it is. The second person reads it."
        ),
    )
    flags = LinesField(
        _("what it speaks about"), blank=True, help_text=_("Decides which safety texts go with the page.")
    )
    risk = models.CharField(_("risk"), max_length=6, choices=Risk.choices, default=Risk.NORMAL)
    language = models.CharField(
        _("language"),
        max_length=12,
        default="en-GB",
        validators=[
            RegexValidator(r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Write a language code such as en-GB or cy."))
        ],
    )

    class Meta:
        abstract = True

    @property
    def heading(self) -> str:
        return getattr(self, self.heading_field)

    @property
    def list_heading(self) -> str:
        return getattr(self, self.list_field) or self.heading

    @property
    def summary(self) -> str:
        return getattr(self, self.summary_field)

    @property
    def pages_named(self) -> list[str]:
        """Numbers of the pages that its lists name, each once."""
        return list(dict.fromkeys(number for name in self.names_pages for number in getattr(self, name)))

    @classmethod
    def wording_fields(cls) -> tuple[str, ...]:
        return cls._wording_class()._field_names()

    @classmethod
    def _wording_class(cls) -> type["Wording"]:
        """The abstract class that a page and its revision have in common."""
        return next(base for base in cls.__mro__ if issubclass(base, Wording) and base._meta.abstract)

    @classmethod
    def _field_names(cls) -> tuple[str, ...]:
        return tuple(sorted(field.name for field in cls._meta.local_fields))

    def wording(self) -> dict:
        return {name: getattr(self, name) for name in self.wording_fields()}

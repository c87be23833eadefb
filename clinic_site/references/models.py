from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

KEY = r"[A-Za-z0-9][A-Za-z0-9_.\-]*"


class Study(models.TextChoices):
    REVIEW = "review", _("a review of studies")
    TRIAL = "trial", _("a trial")
    SURVEY = "survey", _("a survey")
    CASE = "case", _("a report of single patients")
    GUIDELINE = "guideline", _("a guideline")
    LAW = "law", _("a law or rule")
    LABORATORY = "laboratory", _("laboratory or animal work")
    OTHER = "other", _("something else")


class Reference(models.Model):
    """A row of the evidence library. Pages print the copy that was frozen when they were signed."""

    key = models.CharField(
        _("key"),
        max_length=60,
        unique=True,
        validators=[RegexValidator(f"^{KEY}$", _("Use letters, digits, dots and dashes only, such as Brady2014."))],
        help_text=_("Short name used in texts: [@Brady2014]. It can't be changed later."),
    )
    authors = models.CharField(_("authors"), max_length=300)
    title = models.CharField(_("title"), max_length=400)
    source = models.CharField(_("journal or publisher"), max_length=300)
    year = models.PositiveSmallIntegerField(_("year"))
    doi = models.CharField(
        _("DOI"),
        max_length=120,
        blank=True,
        validators=[RegexValidator(r"^10\.\d{4,9}/\S+$", _("A DOI starts with 10."))],
    )
    pmid = models.CharField(
        _("PMID"), max_length=12, blank=True, validators=[RegexValidator(r"^\d+$", _("A PMID has digits only."))]
    )
    url = models.URLField(_("address"), max_length=300, blank=True)
    label = models.CharField(
        _("plain label"), max_length=120, help_text=_("How strong it is, in plain words: A summary of 28 studies.")
    )
    study = models.CharField(_("kind of study"), max_length=12, choices=Study.choices, default=Study.OTHER)
    finding = models.TextField(_("what it found"), max_length=2000, help_text=_("With its numbers and its limits."))
    checked_on = models.DateField(_("checked on"), help_text=_("The day somebody last read the source itself."))

    class Meta:
        verbose_name = _("reference")
        verbose_name_plural = _("references")
        ordering = ["key"]
        default_permissions = ("add", "change", "view")

    def __str__(self) -> str:
        return f"{self.key}: {self.title}"

    def as_printed(self) -> dict[str, str]:
        """The frozen copy: one citation style for the whole site, and what a reader is told about the source."""
        return {
            "key": self.key,
            "authors": self.authors,
            "title": self.title,
            "source": self.source,
            "year": str(self.year),
            "doi": self.doi,
            "pmid": self.pmid,
            "url": self.url,
            "label": self.label,
            "study": self.study,
            "finding": self.finding,
            "checked_on": self.checked_on.isoformat(),
            "text": f"{self.authors.rstrip('.')}. {self.title.rstrip('.')}. {self.source.rstrip('.')}. {self.year}.",
        }


def printed(keys) -> list[dict[str, str]]:
    """Frozen copies in the order of the keys; a key without a row is left out (readiness stops such a page)."""
    rows = {row.key: row for row in Reference.objects.filter(key__in=keys)}
    return [rows[key].as_printed() for key in keys if key in rows]

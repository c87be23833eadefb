from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from clinic_site.freezing import Frozen

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


class Standing(models.TextChoices):
    CURRENT = "current", _("It still stands")
    SUPERSEDED = "superseded", _("Newer research has taken its place")
    RETRACTED = "retracted", _("Withdrawn by its publisher (retracted)")


class ReferenceStatus(models.Model):
    """How a source stands since a moment. Rows are only added, so any earlier day can be read again; a source without
    a row stands as it was entered. A warning is in force at once: it never waits for a second person. `said_on` is
    the day on which it was said first; a row that came with a content file has an earlier one than readers saw it."""

    reference = models.ForeignKey(Reference, on_delete=models.PROTECT, related_name="statuses")
    standing = models.CharField(_("how it stands"), max_length=10, choices=Standing.choices)
    instead = models.ForeignKey(
        Reference, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("newer source")
    )
    note = models.CharField(_("where this was announced"), max_length=300)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", editable=False)
    in_force_at = models.DateTimeField(default=timezone.now, editable=False)
    said_on = models.DateField(default=timezone.localdate, editable=False)

    frozen = Frozen(never=("reference_id", "standing", "instead_id", "note", "made_by_id", "in_force_at", "said_on"))

    class Meta:
        ordering = ["-in_force_at", "-id"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(condition=Q(standing__in=Standing.values), name="reference_known_standing"),
            models.CheckConstraint(
                condition=~Q(standing=Standing.SUPERSEDED) | Q(instead__isnull=False),
                name="reference_superseded_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reference.key}: {self.get_standing_display()}"

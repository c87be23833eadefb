from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic_site.claims.machines import backward_machine, machine
from clinic_site.claims.matching import lines_of
from clinic_site.claims.patterns import LONGEST, PatternFault

GENERAL = "general"
MOST_LINES = 30


class Pack(models.Model):
    """The rules of one country, or those that hold everywhere."""

    key = models.CharField(
        _("key"),
        max_length=7,
        unique=True,
        validators=[RegexValidator(rf"\A(?:{GENERAL}|[A-Z]{{2}})\Z", _("Use the two capitals of a country: IE."))],
        help_text=_("The two capitals of a country, such as IE, or “general”. It can't be changed later."),
    )
    title = models.CharField(_("title"), max_length=80)
    country = models.CharField(
        _("names of the country"),
        max_length=200,
        blank=True,
        help_text=_("As a clinic may write them in its profile, with commas between: United Kingdom, UK, Wales."),
    )
    note = models.TextField(_("note"), max_length=1000, blank=True, help_text=_("What staff should know about it."))
    needs_legal_review = models.BooleanField(
        _("needs legal review"),
        default=True,
        help_text=_("Until somebody who knows the advertising law of the country has read every rule."),
    )
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)
    reviewed_by = models.CharField(_("reviewed by"), max_length=120, blank=True, help_text=_("Name and profession."))
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        verbose_name = _("pack of claim rules")
        verbose_name_plural = _("packs of claim rules")
        ordering = ["title"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_on__isnull=True, reviewed_by="")
                | (Q(reviewed_on__isnull=False) & ~Q(reviewed_by="")),
                name="pack_review_says_who_and_when",
                violation_error_message=_("Say both who reviewed it and on which day, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(needs_legal_review=True) | Q(reviewed_on__isnull=False),
                name="pack_is_reviewed_by_somebody",
                violation_error_message=_("Say who reviewed it and when, or leave “needs legal review” marked."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def is_for(self, country: str) -> bool:
        """Whether a clinic in this country keeps these rules. It may be named by its key or by any of its names."""
        wanted = country.strip().casefold()
        names = {self.key.casefold(), *(name.strip().casefold() for name in self.country.split(","))}
        return self.key == GENERAL or (bool(wanted) and wanted in names)


class Rule(models.Model):
    """Words that promise too much, why, and what to write instead. It is put out of use, never deleted: reasons given
    for using its words name it by its key."""

    pack = models.ForeignKey(Pack, verbose_name=_("pack"), on_delete=models.PROTECT, related_name="rules")
    key = models.SlugField(
        _("key"), max_length=60, unique=True, help_text=_("Such as no-side-effects. It can't be changed later.")
    )
    term = models.CharField(
        _("term"),
        max_length=LONGEST,
        blank=True,
        help_text=_(
            "A word or words in their base form: cure also finds cures, cured and curing. “In quotation marks” finds "
            "just this form."
        ),
    )
    pattern = models.CharField(
        _("pattern"),
        max_length=LONGEST,
        blank=True,
        help_text=_(
            "Instead of a term: * stands for up to three words, … for up to eight, (one|other) for either. Such as: "
            "no * side effects"
        ),
    )
    allowed_after = models.TextField(
        _("fine after"),
        max_length=1000,
        blank=True,
        help_text=_("One on each line: not, cannot, no proof that it. Right after these words the rule is silent."),
    )
    reason = models.CharField(_("why"), max_length=300)
    suggestion = models.CharField(_("what to write instead"), max_length=300)
    source = models.CharField(_("source"), max_length=300)
    source_address = models.URLField(_("address of the source"), max_length=300, blank=True)
    review_by = models.DateField(_("review due"))
    is_active = models.BooleanField(_("in use"), default=True)
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("changed by"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
    )
    changed_at = models.DateTimeField(_("changed"), null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("claim rule")
        verbose_name_plural = _("claim rules")
        ordering = ["pack", "key"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=(Q(term="") & ~Q(pattern="")) | (~Q(term="") & Q(pattern="")),
                name="rule_has_a_term_or_a_pattern",
                violation_error_message=_("Write either a term or a pattern, not both."),
            )
        ]

    def __str__(self) -> str:
        return self.term or self.pattern

    def clean(self):
        faults = {}
        if self.term and any(sign in self.term for sign in "*…(|)") or "..." in self.term:
            faults["term"] = _now("A term has words only. Put *, … and (one|other) into the pattern instead.")
        elif self.term:
            faults |= _faults("term", machine, [self.term])
        if self.pattern:
            faults |= _faults("pattern", machine, [self.pattern])
        lines = lines_of(self.allowed_after)
        faults |= _faults("allowed_after", backward_machine, lines)
        if len(lines) > MOST_LINES:
            faults["allowed_after"] = _now("Keep at most %(most)d lines.") % {"most": MOST_LINES}
        if faults:
            raise ValidationError(faults)


def _faults(field: str, read, texts: list[str]) -> dict[str, list[str]]:
    said = []
    for text in texts:
        try:
            read(text)
        except PatternFault as fault:
            said.append(f"“{text}”: {fault}" if len(texts) > 1 else str(fault))
    return {field: said} if said else {}

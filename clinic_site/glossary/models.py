from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from clinic_site import markdown
from clinic_site.glossary.words import (
    LONGEST_PLAIN,
    LONGEST_WORDS,
    TermForm,
    folded,
    forms_in,
    taken,
    validate_forms,
    validate_plain,
    validate_words,
)
from clinic_site.taught.rows import ChangedByStaff


class Term(ChangedByStaff):
    """A medical word with its plain twin. Pages keep the words that were frozen when they were signed."""

    key = models.CharField(
        _("key"),
        max_length=60,
        unique=True,
        validators=[
            RegexValidator(
                r"^[a-z0-9]+(-[a-z0-9]+)*\Z", _("Use small letters, digits and single hyphens, such as trigger-point.")
            )
        ],
        help_text=_("Short name, such as trigger-point. It can't be changed later."),
    )
    term = models.CharField(
        _("medical word"),
        max_length=LONGEST_WORDS,
        validators=[validate_words],
        help_text=_("As it stands in the middle of a sentence: trigger point. Writers mark it as [[trigger point]]."),
    )
    plain = models.CharField(
        _("plain words"),
        max_length=LONGEST_PLAIN,
        validators=[validate_plain],
        help_text=_("They stand in front of the medical word, so they must fit there: tight, sore spot in the muscle."),
    )
    explanation = models.TextField(
        _("explanation"), max_length=400, help_text=_("One or two plain sentences for the page of medical words.")
    )
    forms = models.TextField(
        _("other forms"),
        max_length=2000,
        blank=True,
        validators=[validate_forms],
        help_text=_(
            "Plurals and other spellings, one on a line, each with its own plain words: "
            "trigger points: tight, sore spots in the muscle"
        ),
    )
    source = models.CharField(
        _("source"),
        max_length=60,
        blank=True,
        validators=[RegexValidator(r"^[A-Za-z0-9][A-Za-z0-9_.\-]*\Z", _("Write the key only, such as Brady2014."))],
        help_text=_("Key of the evidence that the explanation rests on. You can leave this empty."),
    )

    class Meta:
        verbose_name = _("medical word")
        verbose_name_plural = _("medical words")
        ordering = ["plain"]

    def __str__(self) -> str:
        return f"{self.plain} ({self.term})"

    def all_forms(self) -> list[TermForm]:
        """The term itself, then its other forms."""
        return [TermForm(self.key, self.term, self.plain), *forms_in(self.key, self.forms)]

    def clean(self) -> None:
        """Words mean one thing: no other term has them, and this one has them once."""
        others = [form for form in forms() if form.key != self.key]
        for form, other in taken(self.all_forms(), others):
            field = "term" if form.words == self.term and other.key != self.key else "forms"
            raise ValidationError({field: taken_message(form, other)})

    def as_printed(self) -> dict[str, str]:
        """The frozen copy."""
        return {"key": self.key, "term": self.term, "plain": self.plain, "explanation": self.explanation}


def taken_message(form: TermForm, other: TermForm) -> str:
    if other.key == form.key:
        message = _("“%(words)s” stands here twice. Capitals make no difference, so one is enough.")
        return message % {"words": form.words}
    message = _("The term “%(key)s” has the words “%(words)s” already. Add to that one, or write other words here.")
    return message % {"key": other.key, "words": other.words}


def forms() -> list[TermForm]:
    """Every way to write every term, in one query."""
    return list(_forms(_rows()))


def _rows() -> tuple[tuple[str, str, str, str], ...]:
    return tuple(Term.objects.order_by("key").values_list("key", "term", "plain", "forms"))


@lru_cache(maxsize=2)
def _forms(rows: tuple[tuple[str, str, str, str], ...]) -> tuple[TermForm, ...]:
    """The rows are read each time, and taken apart only when one of them differs."""
    return tuple(
        form for key, term, plain, lines in rows for form in (TermForm(key, term, plain), *forms_in(key, lines))
    )


@lru_cache(maxsize=2)
def _by_words(rows: tuple[tuple[str, str, str, str], ...]) -> dict[str, TermForm]:
    return {folded(form.words): form for form in _forms(rows)}


def terms_in(words: set[str]) -> dict[str, markdown.Term]:
    """Those of the words that are a form of a term, with that form's own plain words. One query, none without words."""
    known = _by_words(_rows()) if words else {}
    found = {word: known[folded(word)] for word in words if folded(word) in known}
    return {word: markdown.Term(form.key, form.plain) for word, form in found.items()}


def printed(keys: tuple[str, ...]) -> list[dict[str, str]]:
    """Frozen copies in the order of the keys; a key without a row is left out, and no key costs no query."""
    rows = {row.key: row for row in Term.objects.filter(key__in=keys)} if keys else {}
    return [rows[key].as_printed() for key in keys if key in rows]

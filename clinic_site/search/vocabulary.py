"""What staff teach the search: words that mean the same, signs of danger, and the best answer to some words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import connection, models
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from clinic_site.search import flags
from clinic_site.search.asked import Ways, ways_of
from clinic_site.search.words import STOP, stem, tokens
from clinic_site.taught.rows import ChangedByStaff

# In words, of one way to say something; and in ways.
LONGEST_WAY, MOST_WAYS = 8, 60
# Each search asks for both; in Django's words the question takes longer than its answer.
BOTH = "SELECT words, '' FROM search_synonym UNION ALL SELECT words, number FROM search_bestanswer"


class Taught(ChangedByStaff):
    """A row that staff write, or that a content file brought: then it has the digest of what the file said."""

    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    class Meta:
        abstract = True


class Synonym(Taught):
    """One idea in the words patients use for it, misspelt ones too: a search for one finds pages with the others."""

    words = models.CharField(
        _("words that mean the same"),
        max_length=500,
        unique=True,
        help_text=_("With commas between: blood thinner, warfarin, apixaban. The first names the row."),
    )

    class Meta:
        verbose_name = _("words that mean the same")
        verbose_name_plural = _("words that mean the same")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    @property
    def key(self) -> str:
        return self.words.partition(",")[0].strip()

    def clean(self) -> None:
        ways = list(dict.fromkeys(" ".join(tokens(way)) for way in flags.ways(self.words)))
        self.words = ", ".join(filter(None, ways))
        _check_ways("words", filter(None, ways))
        if len(ways) < 2:
            raise ValidationError({"words": _now("Write at least two words, with a comma between them.")})
        same = Synonym.objects.exclude(pk=self.pk).filter(words__startswith=f"{ways[0]},")
        if same.exists():
            message = _now("Another row begins with “%(words)s”. Add your words to that one.")
            raise ValidationError({"words": message % {"words": ways[0]}})


class RedFlag(Taught):
    """A sign of danger: who types it sees the card of its level before any answer."""

    class Level(models.TextChoices):
        EMERGENCY = "emergency", _("Emergency")
        SAME_DAY = "same-day", _("Same day")

    name = models.CharField(_("name"), max_length=60, unique=True, help_text=_("For staff: Trouble breathing."))
    level = models.CharField(_("card"), max_length=10, choices=Level)
    words = models.TextField(
        _("words of the sign"),
        max_length=3000,
        help_text=_(
            "One way to say it on each line: chest/rib pain/hurt finds “my ribs hurt”. All words of a line must be "
            "there, in any order; of words with a slash between them one is enough. Endings and small slips of "
            "spelling don't matter. A word in quotation marks is found in just this form."
        ),
    )
    keeps_off = models.TextField(
        _("no sign beside these words"),
        max_length=1000,
        blank=True,
        help_text=_("Words side by side that make it harmless, written in the same way: numb cream/gel."),
    )

    class Meta:
        verbose_name = _("sign of danger")
        verbose_name_plural = _("signs of danger")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(level__in=["emergency", "same-day"]), name="red_flag_has_a_card_of_its_own"
            )
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def key(self) -> str:
        return self.name

    @property
    def stays(self) -> bool:
        """What the guide came with as an emergency can be worded better, but can't go."""
        return self.level == self.Level.EMERGENCY and bool(self.loaded_digest)

    def clean(self) -> None:
        for field in ("words", "keeps_off"):
            ways = flags.ways(getattr(self, field))
            setattr(self, field, "\n".join(ways))
            _check_ways(field, ways)
        if not self.words:
            raise ValidationError({"words": _now("Write the words of the sign.")})


class BestAnswer(Taught):
    """The page that stands first for these words, chosen by staff."""

    words = models.CharField(
        _("words that are searched for"),
        max_length=100,
        unique=True,
        help_text=_("As patients type them: side effects. Endings and small words don't matter."),
    )
    number = models.CharField(
        _("page"),
        max_length=5,
        validators=[RegexValidator(r"^[0-9]{4,5}\Z", _("Write the number of the page, such as 2043."))],
        help_text=_("The number of the page that answers best."),
    )

    class Meta:
        verbose_name = _("best answer")
        verbose_name_plural = _("best answers")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    @property
    def key(self) -> str:
        return self.words

    def clean(self) -> None:
        self.words = " ".join(tokens(self.words))
        asked = asked_for(self.words)
        if not asked:
            raise ValidationError({"words": _now("Write the words that patients search for.")})
        for other in BestAnswer.objects.exclude(pk=self.pk):
            if asked_for(other.words) == asked:
                message = _now("“%(words)s” means the same to the search. Change that row.")
                raise ValidationError({"words": message % {"words": other.words}})


def _check_ways(field: str, ways: Iterable[str]) -> None:
    ways = list(ways)
    if len(ways) > MOST_WAYS:
        raise ValidationError({field: _now("Keep to %(most)d ways, or start another row.") % {"most": MOST_WAYS}})
    for way in ways:
        if len(way.split()) > LONGEST_WAY:
            message = _now("“%(way)s” is too long. Keep to %(most)d words.")
            raise ValidationError({field: message % {"way": way, "most": LONGEST_WAY}})
        words = way.replace("/", " ").split()
        if not words or not all(map(tokens, words)):
            raise ValidationError({field: _now("“%(way)s” has a sign that nobody searches for.") % {"way": way}})


def asked_for(words: str) -> tuple[str, ...]:
    """What is the same for two searches that differ in endings and small words only."""
    typed = tokens(words)
    return tuple(stem(word) for word in typed if word not in STOP) or tuple(map(stem, typed))


@dataclass(frozen=True)
class Known:
    """Words and best answers, as the search asks for them. `others` has each word or phrase, as its tokens with one
    space between, with the others of its rows."""

    others: Mapping[str, frozenset[str]]
    ways: Ways
    best: Mapping[tuple[str, ...], str]

    def best_for(self, words: str) -> str:
        """The number that staff chose for these words, public or not, or nothing."""
        asked = asked_for(words)
        return self.best.get(asked, "") if asked else ""


def known() -> Known:
    """What staff taught until now, worked out once for the same rows. One query."""
    with connection.cursor() as cursor:
        cursor.execute(BOTH)
        return _known(tuple(sorted(cursor.fetchall())))


@lru_cache(maxsize=4)
def _known(rows: tuple[tuple[str, str], ...]) -> Known:
    others: dict[str, frozenset[str]] = {}
    for words in (words for words, number in rows if not number):
        ways = frozenset(" ".join(tokens(way)) for way in flags.ways(words))
        for way in ways:
            others[way] = others.get(way, frozenset()) | ways - {way}
    best = {asked_for(words): number for words, number in reversed(rows) if number}
    return Known(others, ways_of(others), best)


def red_flags() -> flags.Flags:
    """Every sign of danger. One query."""
    rows = RedFlag.objects.order_by("name").values_list("level", "words", "keeps_off")
    return flags.compiled(tuple(rows))

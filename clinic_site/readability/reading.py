"""Help for a writer: how hard a text is to read, and which sentences and words to mend first."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from .familiar import FAMILIAR
from .grades import ADULT, age_of, flesch_kincaid, smog
from .prose import CELL, HEADING, ITEM, PARAGRAPH, Block, plain
from .sentences import sentences
from .syllables import syllables
from .terms import Terms, covered, key, terms
from .words import is_said_whole, words

SENTENCE_WORDS = 20
PARAGRAPH_SENTENCES = 3
HARD_SYLLABLES = 3
EXPLAINED_SYLLABLES = 2
# Both formulas were made for samples, of 100 words and of 30 sentences: so many words say enough about a long text.
MEASURED_WORDS = 5_000
# Titles and cells are seldom sentences: with them a page would seem easier than its text is.
UNGRADED = frozenset((HEADING, CELL))

CAVEAT = _(
    "This is a hint, not a test to pass. It looks only at the length of sentences and words. It can’t tell whether the"
    " words make sense or are in a helpful order. The only real test is to ask people who read the page."
)
NOT_ENGLISH = _("Reading age is worked out for English only. For this language we only measure length.")


@dataclass(frozen=True)
class LongSentence:
    text: str
    words: int
    block: Block


@dataclass(frozen=True)
class LongParagraph:
    sentences: int
    block: Block


@dataclass(frozen=True)
class HardWord:
    word: str
    syllables: int
    count: int


@dataclass(frozen=True)
class Reading:
    """Grades are United States school years; `age` is that of the readers both formulas meet at, 18 for adults.

    When `is_measured` is false (not English, or no words) only the lengths hold anything. Grades and hard
    words are those of the first MEASURED_WORDS.
    """

    sentences: int = 0
    words: int = 0
    grade: float = 0.0
    smog: float = 0.0
    band: str = ""
    age: int = 0
    long_sentences: tuple[LongSentence, ...] = ()
    long_paragraphs: tuple[LongParagraph, ...] = ()
    hard_words: tuple[HardWord, ...] = ()
    is_measured: bool = False


@dataclass(frozen=True)
class _Read:
    text: str
    words: list[str]
    block: Block


@dataclass(frozen=True)
class _Word:
    text: str
    syllables: int
    is_explained: bool


def read(
    blocks_or_text: Sequence[Block] | str, *, language: str = "en-GB", explained: Iterable[str] = frozenset()
) -> Reading:
    """`explained` are terms that the page explains: they don't count as hard, whatever their number or tense."""
    blocks = plain(blocks_or_text) if isinstance(blocks_or_text, str) else blocks_or_text
    return _reading(tuple(blocks), language, frozenset(explained), get_language())


@lru_cache(maxsize=24)
def _reading(blocks: tuple[Block, ...], language: str, explained: frozenset[str], said_in: str | None) -> Reading:
    """The same text is read on each screen that shows it. The band is said in the language of who looks."""
    parts = [[_Read(s.text, words(s.text), block) for s in sentences(block.text)] for block in blocks]
    everything = [sentence for part in parts for sentence in part]
    lengths = {
        "sentences": len(everything),
        "words": sum(len(sentence.words) for sentence in everything),
        "long_sentences": _long_sentences(everything),
        "long_paragraphs": _long_paragraphs(parts),
    }
    if not everything or not is_english(language):
        return Reading(**lengths)
    return Reading(**lengths, **_measured(list(_sample(everything)), terms(explained)), is_measured=True)


def is_english(language: str) -> bool:
    return language.replace("_", "-").lower().split("-")[0] == "en"


def band(low: int, high: int) -> str:
    if low >= ADULT:
        return gettext("about age %(age)d or over") % {"age": ADULT}
    if high >= ADULT:
        return gettext("about age %(low)d to adult") % {"low": low}
    if low == high:
        return gettext("about age %(age)d") % {"age": low}
    return gettext("about age %(low)d to %(high)d") % {"low": low, "high": high}


def _long_sentences(everything: list[_Read]) -> tuple[LongSentence, ...]:
    return tuple(
        LongSentence(sentence.text, len(sentence.words), sentence.block)
        for sentence in everything
        if len(sentence.words) > SENTENCE_WORDS
    )


def _long_paragraphs(parts: list[list[_Read]]) -> tuple[LongParagraph, ...]:
    return tuple(
        LongParagraph(len(part), part[0].block)
        for part in parts
        if len(part) > PARAGRAPH_SENTENCES and part[0].block.kind in (PARAGRAPH, ITEM)
    )


def _sample(everything: list[_Read]) -> Iterator[_Read]:
    left = MEASURED_WORDS
    for sentence in everything:
        if left <= 0:
            return
        yield replace(sentence, words=sentence.words[:left])
        left -= len(sentence.words)


def _measured(everything: list[_Read], explained: Terms) -> dict[str, object]:
    said = [(sentence, _spoken(sentence.words, explained)) for sentence in everything]
    graded = [words for sentence, words in said if sentence.block.kind not in UNGRADED] or [words for _s, words in said]
    spoken = [word for words in graded for word in words]
    grade = flesch_kincaid(len(spoken), len(graded), sum(word.syllables for word in spoken))
    long_words = smog(len(graded), sum(word.syllables >= HARD_SYLLABLES for word in spoken))
    low, high = sorted((age_of(grade), age_of(long_words)))
    return {
        "grade": grade,
        "smog": long_words,
        "band": band(low, high),
        "age": age_of((grade + long_words) / 2),
        "hard_words": _hard_words([word for _sentence, words in said for word in words]),
    }


def _spoken(written: list[str], explained: Terms) -> list[_Word]:
    known = covered(written, explained)
    return [_word(word, place in known) for place, word in enumerate(written)]


@lru_cache(maxsize=16_384)
def _word(text: str, is_explained: bool) -> _Word:
    count = 1 if is_said_whole(text) else syllables(text)
    return _Word(text, min(count, EXPLAINED_SYLLABLES) if is_explained else count, is_explained)


def _hard_words(spoken: list[_Word]) -> tuple[HardWord, ...]:
    """Longest first, then the most used, then in the order of the text."""
    hard = [word for word in spoken if word.syllables >= HARD_SYLLABLES and not _is_familiar(word.text)]
    counts = Counter(key(word.text) for word in hard)
    first = {key(word.text): word for word in reversed(hard)}
    found = [HardWord(word.text, word.syllables, counts[name]) for name, word in reversed(first.items())]
    return tuple(sorted(found, key=lambda word: (-word.syllables, -word.count)))


def _is_familiar(word: str) -> bool:
    """A hyphen or initials make a word look long: its longest part decides."""
    parts = key(word).removesuffix("'s").split()
    return all(part in FAMILIAR or syllables(part) < HARD_SYLLABLES for part in parts)

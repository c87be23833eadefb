"""The one way to search. Whatever is typed, it answers, and nothing of it is kept."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from clinic_site.search import finding, similar, vocabulary
from clinic_site.search.asked import Ways, ideas, ways_of
from clinic_site.search.indexed import EVERY_PAGE
from clinic_site.search.ranking import TAIL, Ranked, held_by, rank
from clinic_site.search.understood import Understood, understand
from clinic_site.search.words import normalised, stem, tokens

MOST_HITS, MOST_NEAREST, MOST_WORDS = 200, 3, 40
# How alike a question must be to stand among the nearest before those that only share a word.
NEAR = 0.25
# What means about the same in any guide about needling: only for the nearest pages, not for answers.
WIDE = ways_of({word: frozenset(group.split()) for group in similar.GROUPS for word in group.split()})


@dataclass(frozen=True)
class Hit:
    number: str
    kind: str
    score: float


@dataclass(frozen=True)
class Answer:
    """`words` is what was typed, brought to one form; `meant` what was searched instead, or nothing; `nearest` has
    pages only when there are no hits; `best` is the number that staff chose for these words, or nothing."""

    words: str
    hits: list[Hit] = field(default_factory=list)
    meant: str = ""
    nearest: list[Hit] = field(default_factory=list)
    best: str = ""


def ask(text: str) -> Answer:
    """The pages that answer, best first: all of the ideas before some. A misspelled word is read as the one meant."""
    words = normalised(text)
    typed = tokens(words)[:MOST_WORDS]
    if not typed:
        return Answer(words)
    known = vocabulary.known()
    understood = understand(typed, known.ways)
    ranked = _ranked(understood, known.ways)
    hits = _answers(ranked)
    nearest = [] if hits else _nearest(understood, ranked)
    return Answer(words, hits, understood.meant, nearest, known.best_for(words))


def _ranked(understood: Understood, ways: Ways) -> list[Ranked]:
    total = understood.counts.get(EVERY_PAGE, 0)
    asked = ideas(understood.words, ways, understood.begun, understood.counts)
    held = {idea: held_by(idea, understood.counts, total) for idea in asked}
    asked.sort(key=lambda idea: held[idea] or total)
    many = [held[idea] for idea in asked]
    return rank(asked, many, total, understood.order, finding.pages(asked, many, total))


def _answers(ranked: Sequence[Ranked]) -> list[Hit]:
    answers = [page for page in ranked if page.is_answer]
    return [_hit(page) for page in answers[:MOST_HITS] if page.score >= TAIL * answers[0].score]


def _nearest(understood: Understood, ranked: Sequence[Ranked]) -> list[Hit]:
    """Questions that ask about the same, then pages that share a word with what was typed."""
    if not ranked:
        also = finding.counts(WIDE.beside(map(stem, understood.words)))
        ranked = _ranked(replace(understood, counts=understood.counts | also), WIDE)
    by_number = {page.number: page for page in ranked}
    words, headings = " ".join(understood.words), [(page.number, page.heading) for page in ranked]
    alike = similar.closest(words, headings, at_least=NEAR, most=MOST_NEAREST)
    numbers = dict.fromkeys([*(number for number, _score in alike), *by_number])
    return [_hit(by_number[number]) for number in list(numbers)[:MOST_NEAREST]]


def _hit(page: Ranked) -> Hit:
    return Hit(page.number, page.kind, page.score)

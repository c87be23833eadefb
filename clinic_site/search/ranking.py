"""Which page comes first: one formula for both databases. Pure, no database.

A page counts by the ideas of the search that it holds: rare ideas more than common ones, in the title or the search
words more than in the short answer, there more than in the text. All of the ideas count more than some.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt

from clinic_site.search.asked import LEADING, Idea, Phrase
from clinic_site.search.words import STOP, stem

TITLE, SEARCH_WORDS, SHORT, BODY = 1.0, 0.85, 0.45, 0.25
# What it adds to be found in a second and third place as well.
ALSO = 0.2
# What it adds to be the first of a title in lists.
LEADS = LEADING - TITLE
# A phrase's words found apart, and the title saying nothing but what was asked.
APART, WHOLE_TITLE, IN_ORDER = 0.6, 0.5, 0.6
# The least share of what was asked that makes a page an answer: anywhere, or where it is what the page is about.
ENOUGH, ENOUGH_IN_HEAD = 0.65, 0.25
# What an idea counts that is on every page, and one that is on none.
LEAST, UNKNOWN = 0.3, 0.6
# Of that, what it counts when no page is about it: "allowed" and "next" stand in many texts and in no title.
TALK = 0.6
# Of the best score.
TAIL = 0.1

SMALL = frozenset(map(stem, STOP))


@dataclass(slots=True)
class Fields:
    """A page of the index: words without endings, with a space on either side of each. Hundreds are looked through for
    one search, so nothing here is worked out twice."""

    number: str
    kind: str
    heading: str
    title: str
    list_title: str
    search_words: str
    short: str
    body: str
    head: str = field(init=False)
    every: str = field(init=False)

    def __post_init__(self) -> None:
        self.head = self.title + self.list_title + self.search_words
        self.every = self.head + self.short + self.body


@dataclass(frozen=True)
class Ranked:
    number: str
    kind: str
    heading: str
    score: float
    is_answer: bool


@dataclass(frozen=True)
class Weighed:
    """A search: what each idea counts, what each word of a title counts, and what was typed, small words too."""

    weights: Sequence[float]
    said: Mapping[str, float]
    order: Phrase


def rank(
    asked: Sequence[Idea], held: Sequence[int], total: int, order: Phrase, pages: Sequence[Fields]
) -> list[Ranked]:
    """Best first. `held` says on how many pages of `total` each idea is, `order` is what was typed."""
    strengths = [[_best(page, idea) for idea in asked] for page in pages]
    are_subjects = [any(of_page[place][1] for of_page in strengths) for place in range(len(asked))]
    weights = [
        rarity(many, total) * (1 if is_subject else TALK) for many, is_subject in zip(held, are_subjects, strict=True)
    ]
    search = Weighed(weights, _said_by(asked), order)
    found = [_ranked(page, search, of_page) for page, of_page in zip(pages, strengths, strict=True)]
    return sorted((page for page in found if page.score), key=lambda page: (-page.score, page.number))


def held_by(idea: Idea, counts: Mapping[str, int], total: int) -> int:
    """On how many pages an idea is, about."""
    return min(total, max(min(counts.get(one, 0) for one in phrase) for phrase, _weight in idea.ways))


def rarity(held: int, total: int) -> float:
    """What an idea counts by how few pages have it. One that no page knows counts little: most such words are talk."""
    return max(LEAST, sqrt(log(1 + (total - held + 0.5) / (held + 0.5)))) if held else UNKNOWN


def _ranked(page: Fields, search: Weighed, strengths: Sequence[tuple[float, bool]]) -> Ranked:
    every, sums, held, in_head = sum(search.weights), 0.0, 0.0, 0.0
    for weight, (strength, head) in zip(search.weights, strengths, strict=True):
        sums += weight * strength
        held += weight * (strength > 0)
        in_head += weight * head
    share, subject = held / every, in_head / every
    bonus = subject and subject * WHOLE_TITLE * _said(page, search.said) + IN_ORDER * _run(page, search.order)
    is_answer = share >= ENOUGH or subject >= ENOUGH_IN_HEAD
    return Ranked(page.number, page.kind, page.heading, round(sums / every * share * (1 + bonus), 9), is_answer)


def _best(page: Fields, idea: Idea) -> tuple[float, bool]:
    # A page has few of the ways: one look for the words of each spares the rest of the work.
    every, best = page.every, (0.0, False)
    for phrase, stems, way in idea.texts:
        if stems[0] in every and (len(stems) == 1 or all(stem in every for stem in stems)):
            found = _strength(page, phrase, stems, way)
            if found > best:
                best = found
    return best


def _strength(page: Fields, phrase: str, stems: list[str], way: float) -> tuple[float, bool]:
    """Of one way to say an idea, and whether it is what the page is about."""
    if len(stems) > 1:
        return _strength_of_words(page, phrase, stems, way)
    head, times = 0.0, page.body.count(phrase)
    if phrase in page.head:
        leads = TITLE + LEADS * page.list_title.startswith(phrase)  # titles in lists begin with what the page is about
        head = leads if phrase in page.list_title else TITLE if phrase in page.title else SEARCH_WORDS
    return _added(way, head, SHORT if phrase in page.short else 0.0, BODY * times / (times + 1))


def _strength_of_words(page: Fields, phrase: str, stems: list[str], way: float) -> tuple[float, bool]:
    """The same for several words, which may stand apart."""
    head = 0.0
    if stems[0] in page.head:
        head = max(
            TITLE * _held(page.title, phrase, stems),
            (TITLE + LEADS * page.list_title.startswith(phrase)) * _held(page.list_title, phrase, stems),
            SEARCH_WORDS * _held(page.search_words, phrase, stems),
        )
    body = BODY * _held(page.body, phrase, stems)
    if body:
        times = min([page.body.count(stem) for stem in stems])
        body *= times / (times + 1)
    return _added(way, head, SHORT * _held(page.short, phrase, stems), body)


def _added(way: float, head: float, short: float, body: float) -> tuple[float, bool]:
    most = max(head, short, body)
    return way * (most + ALSO * (head + short + body - most)), head > 0


def _held(text: str, phrase: str, stems: list[str]) -> float:
    if phrase in text:
        return 1.0
    return APART if all(stem in text for stem in stems) else 0.0


def _said_by(asked: Sequence[Idea]) -> dict[str, float]:
    """What each word of a title counts that was asked for."""
    said: dict[str, float] = {}
    for phrase, way in (way for idea in asked for way in idea.ways):
        said |= {one: max(way, said.get(one, 0)) for one in phrase}
    return said


def _said(page: Fields, said: Mapping[str, float]) -> float:
    """The share of the title's words that were asked for."""
    titles = ([word for word in text.split() if word not in SMALL] for text in (page.title, page.list_title))
    return max((sum(said.get(word, 0) for word in title) / len(title) for title in titles if title), default=0.0)


def _run(page: Fields, order: Phrase) -> float:
    """The longest run of what was typed that a title or a search word has in the same order, as a share of it."""
    longest = 0
    for start in range(len(order)):
        size = longest + 1
        # Two spaces stand where one of the texts ends, so no run goes on from one into the next.
        while start + size <= len(order) and f" {' '.join(order[start : start + size])} " in page.head:
            longest, size = size, size + 1
    return longest / len(order) if longest > 1 else 0.0

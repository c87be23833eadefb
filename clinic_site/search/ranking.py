"""Which page comes first: one formula for both databases. Pure, no database.

A page counts by the ideas of the search that it holds: rare ideas more than common ones, in the title or the search
words more than in the short answer, there more than in the text. All of the ideas count more than some.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from clinic_site.search.asked import Idea, Phrase
from clinic_site.search.words import STOP

TITLE, SEARCH_WORDS, SHORT, BODY = 1.0, 0.9, 0.45, 0.25
# What it adds to be found in a second and third place as well.
ALSO = 0.3
# A phrase's words found apart, and the title saying nothing but what was asked.
APART, WHOLE_TITLE, IN_ORDER = 0.6, 0.5, 0.35
# A page that holds half of what was asked counts a third of what it holds.
ALL_OR_SOME = 1.6
# The least share of what was asked that makes a page an answer: anywhere, or where it is what the page is about.
ENOUGH, ENOUGH_IN_HEAD = 0.5, 0.25
# Of the best score.
TAIL = 0.2


@dataclass(frozen=True)
class Fields:
    """A page of the index: words without endings, with a space on either side of each."""

    number: str
    kind: str
    heading: str
    title: str
    list_title: str
    search_words: str
    short: str
    body: str


@dataclass(frozen=True)
class Ranked:
    number: str
    kind: str
    heading: str
    score: float
    is_answer: bool


def rank(
    asked: Sequence[Idea], order: Phrase, pages: Sequence[Fields], counts: Mapping[str, int], total: int
) -> list[Ranked]:
    """Best first; `order` is what was typed, small words included, `counts` how many pages of `total` hold a stem."""
    weights = [rarity(idea, counts, total) for idea in asked]
    found = [_ranked(page, asked, weights, order) for page in pages]
    return sorted((page for page in found if page.score), key=lambda page: (-page.score, page.number))


def rarity(idea: Idea, counts: Mapping[str, int], total: int) -> float:
    held = sum(min(counts.get(stem, 0) for stem in phrase) for phrase, _weight in idea.ways)
    if not held:
        # A word no page knows says little about what is asked: most such words are talk.
        return 1.0
    return sqrt(log(1 + (total + 1) / (min(held, total) + 0.5)))


def _ranked(page: Fields, asked: Sequence[Idea], weights: Sequence[float], order: Phrase) -> Ranked:
    every, sums, held, in_head = sum(weights), 0.0, 0.0, 0.0
    for idea, weight in zip(asked, weights, strict=True):
        strength, head = max((_strength(page, phrase, way) for phrase, way in idea.ways), default=(0.0, False))
        sums += weight * strength
        held += weight * (strength > 0)
        in_head += weight * head
    if not sums:
        return Ranked(page.number, page.kind, page.heading, 0.0, False)
    share = held / every
    score = sums / every * share**ALL_OR_SOME * (1 + WHOLE_TITLE * _said(page, asked) + IN_ORDER * _run(page, order))
    is_answer = share >= ENOUGH or in_head / every >= ENOUGH_IN_HEAD
    return Ranked(page.number, page.kind, page.heading, round(score, 9), is_answer)


def _strength(page: Fields, phrase: Phrase, way: float) -> tuple[float, bool]:
    head = max(TITLE * _held(page.title, phrase), TITLE * _held(page.list_title, phrase),
               SEARCH_WORDS * _held(page.search_words, phrase))  # fmt: skip
    found = sorted((head, SHORT * _held(page.short, phrase), BODY * _often(page.body, phrase)), reverse=True)
    return way * (found[0] + ALSO * (found[1] + found[2])), head > 0


def _held(text: str, phrase: Phrase) -> float:
    if f" {' '.join(phrase)} " in text:
        return 1.0
    return APART * (len(phrase) > 1 and all(f" {stem} " in text for stem in phrase))


def _often(text: str, phrase: Phrase) -> float:
    """From a half for one mention towards 1 for many."""
    held = _held(text, phrase)
    if not held:
        return 0.0
    times = min(text.count(f" {stem} ") for stem in phrase) or 1
    return held * times / (times + 1)


def _said(page: Fields, asked: Sequence[Idea]) -> float:
    """The share of the title's words that were asked for."""
    said = {stem for idea in asked for phrase, _way in idea.ways for stem in phrase}
    shares = [
        sum(word in said for word in words) / len(words)
        for words in ([word for word in text.split() if word not in STOP] for text in (page.title, page.list_title))
        if words
    ]
    return max(shares, default=0.0)


def _run(page: Fields, order: Phrase) -> float:
    """The longest run of what was typed that a title or a search word has in the same order, as a share of it."""
    longest = 0
    for start in range(len(order)):
        size = longest + 1
        while start + size <= len(order) and any(
            f" {' '.join(order[start : start + size])} " in text
            for text in (page.title, page.list_title, page.search_words)
        ):
            longest, size = size, size + 1
    return longest / len(order) if longest > 1 else 0.0

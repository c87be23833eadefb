"""Which page comes first: one formula for both databases. Pure, no database.

A page counts by the ideas of the search that it holds: rare ideas more than common ones, in the title or the search
words more than in the short answer, there more than in the text. All of the ideas count more than some.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from clinic_site.search.asked import Idea, Phrase
from clinic_site.search.words import STOP

TITLE, SEARCH_WORDS, SHORT, BODY = 1.0, 0.85, 0.45, 0.25
# What it adds to be found in a second and third place as well.
ALSO = 0.2
# What it adds to be the first of a title in lists.
LEADS = 0.25
# A phrase's words found apart, and the title saying nothing but what was asked.
APART, WHOLE_TITLE, IN_ORDER = 0.6, 0.5, 0.6
# The least share of what was asked that makes a page an answer: anywhere, or where it is what the page is about.
ENOUGH, ENOUGH_IN_HEAD = 0.5, 0.25
# What an idea counts that is on every page, and one that is on none.
LEAST, UNKNOWN = 0.3, 0.6
# Of that, what it counts when no page is about it: "allowed" and "next" stand in many texts and in no title.
TALK = 0.6
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
    asked: Sequence[Idea], held: Sequence[int], total: int, order: Phrase, pages: Sequence[Fields]
) -> list[Ranked]:
    """Best first. `held` says on how many pages of `total` each idea is, `order` is what was typed, small words too."""
    strengths = {page.number: [_best(page, idea) for idea in asked] for page in pages}
    weights = []
    for place, many in enumerate(held):
        is_subject = any(of_page[place][1] for of_page in strengths.values())
        weights.append(rarity(many, total) * (1 if is_subject else TALK))
    found = [_ranked(page, asked, weights, strengths[page.number], order) for page in pages]
    return sorted((page for page in found if page.score), key=lambda page: (-page.score, page.number))


def held_by(idea: Idea, counts: Mapping[str, int], total: int) -> int:
    """On how many pages an idea is, about."""
    return min(total, max(min(counts.get(stem, 0) for stem in phrase) for phrase, _weight in idea.ways))


def rarity(held: int, total: int) -> float:
    """What an idea counts by how few pages have it. One that no page knows counts little: most such words are talk."""
    return max(LEAST, sqrt(log(1 + (total - held + 0.5) / (held + 0.5)))) if held else UNKNOWN


def _ranked(
    page: Fields,
    asked: Sequence[Idea],
    weights: Sequence[float],
    strengths: Sequence[tuple[float, bool]],
    order: Phrase,
) -> Ranked:
    every, sums, held, in_head = sum(weights), 0.0, 0.0, 0.0
    for weight, (strength, head) in zip(weights, strengths, strict=True):
        sums += weight * strength
        held += weight * (strength > 0)
        in_head += weight * head
    if not sums:
        return Ranked(page.number, page.kind, page.heading, 0.0, False)
    share, subject = held / every, in_head / every
    bonus = subject * WHOLE_TITLE * _said(page, asked) + IN_ORDER * _run(page, order)
    score = sums / every * share * (1 + bonus)
    is_answer = share >= ENOUGH or subject >= ENOUGH_IN_HEAD
    return Ranked(page.number, page.kind, page.heading, round(score, 9), is_answer)


def _best(page: Fields, idea: Idea) -> tuple[float, bool]:
    return max(_strength(page, phrase, way) for phrase, way in idea.ways)


def _strength(page: Fields, phrase: Phrase, way: float) -> tuple[float, bool]:
    head = max(
        TITLE * _held(page.title, phrase),
        (TITLE + LEADS * _leads(page.list_title, phrase)) * _held(page.list_title, phrase),
        SEARCH_WORDS * _held(page.search_words, phrase),
    )
    found = sorted((head, SHORT * _held(page.short, phrase), BODY * _often(page.body, phrase)), reverse=True)
    return way * (found[0] + ALSO * (found[1] + found[2])), head > 0


def _leads(text: str, phrase: Phrase) -> bool:
    """Titles in lists begin with what the page is about."""
    return text.startswith(f" {' '.join(phrase)} ")


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

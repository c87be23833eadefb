"""What somebody asks about: the ideas in typed words, each with every way the index may put it. Pure, no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from clinic_site.search.words import STOP, stem, tokens

Phrase = tuple[str, ...]
# How much it counts to be found by the word itself, by another word for it, by a word that begins with it.
ITSELF, SYNONYM, BEGINS = 1.0, 0.75, 0.7
# Ideas in one search; what comes after tells little more.
MOST_IDEAS = 10


@dataclass(frozen=True)
class Idea:
    """Words without endings that stand for one thing, and how much it counts to be found by each."""

    ways: tuple[tuple[Phrase, float], ...]


def content_words(words: list[str]) -> list[str]:
    """The words that tell pages apart; all of them when there are only small ones."""
    return list(dict.fromkeys(word for word in words if word not in STOP)) or list(dict.fromkeys(words))


@lru_cache(maxsize=20_000)
def phrase_of(text: str) -> Phrase:
    """Staff's own words, which are asked for again and again."""
    return tuple(map(stem, content_words(tokens(text))))


def ways_between(synonyms: Mapping[str, frozenset[str]]) -> dict[Phrase, frozenset[Phrase]]:
    found: dict[Phrase, frozenset[Phrase]] = {}
    for said, others in synonyms.items():
        phrase = phrase_of(said)
        found[phrase] = found.get(phrase, frozenset()) | {phrase_of(other) for other in others}
    return {phrase: others - {phrase, ()} for phrase, others in found.items() if phrase}


def ideas(words: list[str], ways: Mapping[Phrase, frozenset[Phrase]], begun: Mapping[str, list[str]]) -> list[Idea]:
    """Longest phrases that have synonyms first. `begun` has the stems that begin with an unfinished word."""
    stems = [stem(word) for word in words]
    longest = max(map(len, ways), default=1)
    found, place = [], 0
    while place < len(words) and len(found) < MOST_IDEAS:
        size = next(
            (size for size in range(min(longest, len(words) - place), 1, -1) if tuple(stems[place:place + size]) in ways),
            1,
        )  # fmt: skip
        phrase = tuple(stems[place : place + size])
        also = {(other,): BEGINS for other in begun.get(words[place], ())} if size == 1 else {}
        also |= dict.fromkeys(ways.get(phrase, ()), SYNONYM)
        found.append(Idea(tuple(sorted((also | {phrase: ITSELF}).items()))))
        place += size
    return list(dict.fromkeys(found))

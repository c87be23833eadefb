"""What somebody asks about: the ideas in typed words, each with every way the index may put it. Pure, no database."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from clinic_site.search.words import STOP, stem, tokens

Phrase = tuple[str, ...]
# How much it counts to be found by the word itself, by another word for it, by a word that begins with it.
ITSELF, SYNONYM, BEGINS = 1.0, 0.75, 0.7
# How much more it counts, at most, to be found by several words than by one of them: at the beginning of a title.
LEADING = 1.25
# Ideas in one search; what comes after tells little more.
MOST_IDEAS = 10


@dataclass(frozen=True)
class Idea:
    """Words without endings that stand for one thing, and how much it counts to be found by each."""

    ways: tuple[tuple[Phrase, float], ...]

    @cached_property
    def texts(self) -> list[tuple[str, list[str], float]]:
        """Each way as it stands in a text that has a space on either side of every word: whole, and word by word.

        Without those that never count as much as one word of theirs: "fear of needles" where "needles" was typed.
        """
        alone = {phrase[0]: way for phrase, way in self.ways if len(phrase) == 1}
        ways = [
            (phrase, way)
            for phrase, way in self.ways
            if len(phrase) == 1 or way * LEADING >= max(alone.get(stem, 0.0) for stem in phrase)
        ]
        return [(f" {' '.join(phrase)} ", [f" {stem} " for stem in phrase], way) for phrase, way in ways]


def content_words(words: list[str]) -> list[str]:
    """The words that tell pages apart; all of them when there are only small ones."""
    return list(dict.fromkeys(word for word in words if word not in STOP)) or list(dict.fromkeys(words))


@lru_cache(maxsize=20_000)
def _kept(text: str) -> tuple[Phrase, tuple[str, ...]]:
    """Staff's own words, which are asked for again and again, without and with their endings."""
    words = tuple(content_words(tokens(text)))
    return tuple(map(stem, words)), words


@dataclass(frozen=True)
class Ways:
    """Other ways to say a phrase, all without endings; `words` are those phrases' words as people write them -> without
    their endings."""

    of: dict[Phrase, frozenset[Phrase]]
    words: dict[str, str]

    def said_in(self, stems: Iterable[str]) -> frozenset[str]:
        """The words of the phrases that are there with all of their words."""
        said = set(stems)
        return frozenset(stem for phrase in self.of if said.issuperset(phrase) for stem in phrase)

    def beside(self, stems: Iterable[str]) -> frozenset[str]:
        """The words of everything that can be meant by phrases of these words."""
        said = set(stems)
        return frozenset(
            stem for phrase, others in self.of.items() if said.issuperset(phrase) for other in others for stem in other
        )


def ways_of(synonyms: Mapping[str, frozenset[str]]) -> Ways:
    of: dict[Phrase, frozenset[Phrase]] = {}
    words: dict[str, str] = {}
    for said, others in synonyms.items():
        phrase, written = _kept(said)
        words |= zip(written, phrase, strict=True)
        of[phrase] = of.get(phrase, frozenset()) | {_kept(other)[0] for other in others}
    return Ways({phrase: others - {phrase, ()} for phrase, others in of.items() if phrase}, words)


def ideas(words: Sequence[str], ways: Ways, begun: Mapping[str, list[str]], known: Collection[str]) -> list[Idea]:
    """Longest phrases that have synonyms first. `begun` has the stems that begin with an unfinished word; a way with a
    stem that isn't known finds nothing and is left out."""
    stems = [stem(word) for word in words]
    longest = max(map(len, ways.of), default=1)
    found, place = [], 0
    while place < len(words) and len(found) < MOST_IDEAS:
        sizes = range(min(longest, len(words) - place), 1, -1)
        size = next((size for size in sizes if tuple(stems[place : place + size]) in ways.of), 1)
        phrase = tuple(stems[place : place + size])
        also = {(other,): BEGINS for other in begun.get(words[place], ())} if size == 1 else {}
        also |= dict.fromkeys(ways.of.get(phrase, ()), SYNONYM)
        every = sorted((also | {phrase: ITSELF}).items())
        found.append(Idea(tuple(way for way in every if all(stem in known for stem in way[0])) or ((phrase, ITSELF),)))
        place += size
    return list(dict.fromkeys(found))

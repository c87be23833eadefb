"""Typed words as the index knows them: an unfinished word with what it may begin, a misspelled one as the one meant."""

from collections.abc import Sequence
from dataclasses import dataclass

from clinic_site.search import finding
from clinic_site.search.asked import Phrase, Ways, content_words
from clinic_site.search.spelling import closest
from clinic_site.search.words import STOP, stem

# Unfinished and misspelled words in one search, and how many an unfinished one may begin.
MOST_GUESSED, MOST_BEGUN = 5, 20


@dataclass(frozen=True)
class Understood:
    """`words` are those that tell pages apart, `order` every word without its ending; `meant` is empty when nothing
    was read in another way. `counts` tells on how many pages each known stem is."""

    words: list[str]
    order: Phrase
    meant: str
    begun: dict[str, list[str]]
    counts: dict[str, int]


def understand(typed: Sequence[str], ways: Ways) -> Understood:
    counts = _counts(typed, ways)
    known = counts.keys() | ways.said_in(map(stem, typed))
    strange = [word for word in dict.fromkeys(typed) if word not in STOP and stem(word) not in known][:MOST_GUESSED]
    if not strange:
        return _understood(typed, "", {}, counts)
    near = finding.near(strange)
    begun = {word: found for word in strange if (found := _begun(word, near))}
    # Any word may be near one that no page is about: "parking" is not "part", and "latex" not "later".
    others = [row for row in near if row[2]] + [
        (word, bare, 0) for word, bare in ways.words.items() if (bare,) in ways.of
    ]
    meant = {word: _swapped(word) or closest(word, others) or word for word in strange if word not in begun}
    words = [meant.get(word, word) for word in typed]
    counts |= _counts([*words, *sum(begun.values(), [])], ways)
    offered = [_offered(was, word, ways, counts) for was, word in zip(typed, words, strict=True)]
    return _understood(words, " ".join(offered) if offered != list(typed) else "", begun, counts)


def _offered(typed: str, word: str, ways: Ways, counts: dict[str, int]) -> str:
    """The word that readers are asked about. One that stands only in the list of ways to say the same was never signed:
    it is searched for, not shown."""
    written = _as_written(word, ways, counts)
    return written if written in STOP or stem(written) in counts else typed


def _as_written(word: str, ways: Ways, counts: dict[str, int]) -> str:
    """A slip that staff listed beside the word it stands for, as that word; any other as it is."""
    bare = stem(word)
    if bare in counts or (bare,) not in ways.of:
        return word
    beside = {one for phrase in ways.of[(bare,)] if len(phrase) == 1 for one in phrase}
    listed = [(other, stem_of, counts.get(stem_of, 0)) for other, stem_of in ways.words.items() if stem_of in beside]
    return closest(word, listed) or word


def _swapped(word: str) -> str:
    """The small word that has the same letters in another order: "waht"."""
    return next((small for small in sorted(STOP) if len(small) > 3 and sorted(small) == sorted(word)), "")


def _understood(words: Sequence[str], meant: str, begun: dict[str, list[str]], counts: dict[str, int]) -> Understood:
    return Understood(content_words(list(words)), tuple(map(stem, words)), meant, begun, counts)


def _counts(words: Sequence[str], ways: Ways) -> dict[str, int]:
    stems = {stem(word) for word in words}
    return finding.counts(stems | ways.beside(stems))


def _begun(word: str, near: Sequence[tuple[str, str, int]]) -> list[str]:
    """The stems on most pages of the words that begin so."""
    if len(word) < finding.SHORTEST_BEGUN:
        return []
    longer = sorted((-pages, one) for other, one, pages in near if other.startswith(word))
    return list(dict.fromkeys(one for _pages, one in longer))[:MOST_BEGUN]

"""A word nobody here writes, read as one that somebody does: one letter wrong, two in a long word."""

from collections.abc import Iterable
from functools import lru_cache

from clinic_site.search.words import stem

# Shorter words differ by one letter from too many others.
SHORTEST, LONG = 4, 9
LONGER = 6
# A page may have "bruises" where somebody types "brusing".
ENDINGS = ("ing", "ed", "es", "s")


def allowed(word: str) -> int:
    """How many letters may be wrong."""
    return 0 if len(word) < SHORTEST or not word.isalpha() else 1 if len(word) < LONG else 2


def kept(word: str) -> int:
    """How many letters at the beginning or at the end are taken to be right when the word is looked for."""
    return max(1, (len(word) - 1) // 2) if len(word) < LONG else max(2, len(word) // 3)


def closest(word: str, known: Iterable[tuple[str, str, int]]) -> str:
    """Of (word, the same without its ending, pages about it) the one that is spelled most like it, endings aside, then
    the one on most pages, then with its ending; empty when none is near. A short word has its first letter right."""
    most, bare = allowed(word), stem(word)
    if not most:
        return ""
    ending = next((ending for ending in ENDINGS if word.endswith(ending)), "")
    best = (most, True, 1, LONG, "")
    for other, other_bare, pages in known:
        if len(other) >= SHORTEST - 1 and (len(word) >= LONGER or other[0] == word[0]):
            # What is further away than the best so far needn't be known exactly.
            within = best[0]
            pairs = [(word, other, within), (word, other_bare + ending, within), (bare, other_bare, min(within, 1))]
            so_far = (_off(pairs if len(bare) >= LONGER else pairs[:2]), other[:1] != word[:1], -pages)
            if so_far <= best[:3]:
                best = min(best, (*so_far, distance(word, other, most), other))
    return best[-1]


def _off(pairs: list[tuple[str, str, int]]) -> int:
    """The least distance of a pair of words that is no more than the pair may have."""
    near = LONG
    for one, other, most in pairs:
        if _may_be_near(one, other, most) and (away := _gone_through(one, other, most)) <= most:
            near = min(near, away)
    return near


def _may_be_near(one: str, other: str, most: int) -> bool:
    """A wrong letter takes one from the letters of a word and adds one: what differs in more needn't be gone
    through."""
    return abs(len(one) - len(other)) <= most and (_letters(one) ^ _letters(other)).bit_count() <= 2 * most


@lru_cache(maxsize=1 << 13)  # a search looks at 3,000 at most, about; so many take 1.5 MB
def _letters(word: str) -> int:
    """A bit for each letter that is in it."""
    found = 0
    for letter in word:
        found |= 1 << ord(letter)
    return found


def distance(one: str, other: str, most: int) -> int:
    """Letters left out, put in, changed or swapped with their neighbour; `most` + 1 stands for any more."""
    return _gone_through(one, other, most) if _may_be_near(one, other, most) else most + 1


def _gone_through(one: str, other: str, most: int) -> int:
    before, row = [], list(range(len(other) + 1))
    for place, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [place]
        for at, sign in enumerate(other, start=1):
            cost = min(before[at] + 1, row[at - 1] + 1, before[at - 1] + (letter != sign))
            if place > 1 and at > 1 and letter == other[at - 2] and one[place - 2] == sign:
                cost = min(cost, earlier[at - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return min(row[-1], most + 1)

"""Text cut into words that compare equal however they were typed, each with its place in the text as written.

Capitals, accents, zero-width signs, soft hyphens and look-alike letters make no difference; a hyphen is a space.
Phrases are looked for between two punctuation marks: "No, side effects are common" isn't read as "no side effects".
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

APOSTROPHES = frozenset("'`´‘’‛ʹʼ′＇")
# Small letters of other alphabets that no reader can tell from Latin ones.
TWINS = str.maketrans(
    "\u0430\u0441\u0435\u043e\u0440\u0445\u0443\u0456\u0455\u0458\u04bb\u0501\u03bf\u03bd\u0131\u0251\u0261",
    "aceopxyisjhdoviag",
)
# Unicode calls them letters, and they show nothing.
UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")
# Marks on other letters, and signs that only steer how a text is laid out.
DROPPED = frozenset({"Mn", "Me", "Cf"})
WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*|%")
WALLS = frozenset("();|\u2014\u2029")
MARKS = frozenset(".,!?:")
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2212")
LONGEST_KEPT = 4000  # characters
SIGNS_OF_A_LIST = frozenset("-*+>#\u2022")


@dataclass(frozen=True, slots=True)
class Word:
    """`start` and `end` count characters of the text as written. `opens`: no phrase reaches back over its start."""

    form: str
    start: int
    end: int
    opens: bool


@lru_cache(maxsize=4096)
def fold(letter: str) -> str:
    """The plain form of one character: several for a ligature, none for what shows nothing."""
    if letter in APOSTROPHES:
        return "'"
    plain = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    seen = (sign for sign in plain if unicodedata.category(sign) not in DROPPED and letter not in UNSEEN)
    return "".join(seen).translate(TWINS)


def words_of(text: str) -> list[Word]:
    """Every word in order. A per cent sign is a word; an apostrophe inside a word is left out ("can't" is "cant")."""
    return list(_remembered(text) if len(text) <= LONGEST_KEPT else _words_of(text))


def _words_of(text: str) -> tuple[Word, ...]:
    plain, places = folded(text)
    found, last = [], 0
    for match in WORD.finditer(plain):
        start, end = places[match.start()], places[match.end() - 1] + 1
        while end < len(text) and not text[end].isascii() and unicodedata.category(text[end]) in DROPPED:
            end += 1
        gap = plain[last : match.start()]
        opens = not found or (gap != " " and is_wall(gap))
        found.append(Word(match[0].replace("'", ""), start, end, opens))
        last = match.end()
    return tuple(found)


_remembered = lru_cache(maxsize=1024)(_words_of)


def folded(text: str) -> tuple[str, Sequence[int]]:
    """The plain form of a text, and for each of its signs the place it has in the text as written."""
    if text.isascii():
        return text.lower().replace("`", "'"), range(len(text))
    signs = [(sign, place) for place, letter in enumerate(text) for sign in fold(letter)]
    return "".join(sign for sign, _place in signs), [place for _sign, place in signs]


def is_wall(gap: str) -> bool:
    """Whether what stands between two words parts them: a punctuation mark, a bracket, a dash, a new paragraph."""
    if not WALLS.isdisjoint(gap) or gap.count("\n") > 1:
        return True
    _line, newline, rest = gap.partition("\n")
    if newline and rest.lstrip()[:1] in SIGNS_OF_A_LIST and rest.strip():
        return True
    is_spaced = any(sign.isspace() for sign in gap)
    return is_spaced and (not MARKS.isdisjoint(gap) or (gap[:1].isspace() and not DASHES.isdisjoint(gap)))

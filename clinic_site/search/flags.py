"""Signs of danger as staff write them, found in what people type: in any order, near each other, misspelt too.

Commas part the ways to say one sign, spaces the words that must all be there, a slash words of which one is enough:
"chest/rib pain/hurts, tight chest" finds "my ribs really hurt". Endings make no difference, except to a word in
quotation marks. Apostrophes may be left out, and "can't" also finds "cannot" and "unable to", "won't" "does not".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from clinic_site.search.spelling import closest
from clinic_site.search.words import STOP, stem, tokens

# How many other words that mean something may stand among those of a sign.
BETWEEN = 3
# Of a text. A sign that comes later belongs to a letter, not to a search.
MOST_WORDS = 150
CANNOT = re.compile(
    r"\b(?:can ?not|can t|cant|carnt|cnat|cannae|couldnt|could ?n[o']?t|unable to|not able to|isnt able to"
    r"|(?:can|could) (?:hardly|barely|only just))\b"
)
NOT = re.compile(
    r"\b(?:won ?t|will not|doesn ?t|does not|don ?t|do not|didn ?t|did not|isn ?t|is not|aren ?t|are not|hasn ?t"
    r"|has not|haven ?t|have not|wasn ?t|was not|never|refuses to)\b"
)
DENIALS = frozenset({"no", "not", "without"})
# Everyday words one letter away from a sign.
ORDINARY = frozenset(
    """
    bead beds blend bread breed brief cheat cheap check cheek chess class cloud clock colleague cooking could course
    dark dead deal fair fall farm fast feed feet fell felt fewer file fill fine fire firm fist five flat foot form fort
    four free hand hard heard heat help here hurry leave left legal lend lets life light like line list live long look
    main make many meat more most much neck need news next nine paid paint pair pale part past pink plain plan poor
    rare rate real ring rush seat seem self sell send shape share sharp shift shop shot show side sign size slow small
    smell some soon sort spend spring stable start state step stick strike strong such sure swim table take talk task
    team tell test than that them then they thin think this tight time tired tone tool touch track train trouble walk
    want warm wash week weeks well were what when will with work worse worth wrap wrist
    """.split()  # noqa: SIM905 (a line of many words says more than many lines)
)

Slot = frozenset[str]
Phrase = tuple[Slot, ...]


@dataclass(frozen=True)
class Flag:
    level: str
    phrases: tuple[Phrase, ...]
    keeps_off: tuple[Phrase, ...]


@dataclass(frozen=True)
class Flags:
    """Every sign, and the words they are made of, by their first letters."""

    rows: tuple[Flag, ...]
    stems: frozenset[str]
    spellings: dict[str, tuple[str, ...]]


def ways(text: str) -> list[str]:
    """The ways to say one thing, which commas part."""
    return [" ".join(way.split()) for way in text.split(",") if way.strip()]


def plain(text: str) -> str:
    """The words of a text, with one form for each way to say that something isn't so."""
    return NOT.sub("not", CANNOT.sub("cannot", " ".join(tokens(text)[:MOST_WORDS])))


@lru_cache(maxsize=4)
def compiled(rows: tuple[tuple[str, str, str], ...]) -> Flags:
    """From rows of (level, words, what keeps it off). Only what staff wrote is kept in memory."""
    flags = tuple(Flag(level, _phrases(words), _phrases(keeps_off)) for level, words, keeps_off in rows)
    words = {word for _level, *texts in rows for text in texts for word in plain(text.replace("/", " ")).split()}
    spellings: dict[str, list[str]] = {}
    for word in sorted(words - STOP):
        spellings.setdefault(word[0], []).append(word)
    stems = frozenset(map(stem, words))
    return Flags(flags, stems, {letter: tuple(found) for letter, found in spellings.items()})


def joined(some: Flags, others: Flags) -> Flags:
    spellings = {
        letter: some.spellings.get(letter, ()) + others.spellings.get(letter, ())
        for letter in {*some.spellings, *others.spellings}
    }
    return Flags(some.rows + others.rows, some.stems | others.stems, spellings)


def _phrases(text: str) -> tuple[Phrase, ...]:
    return tuple(tuple(map(_slot, way.split())) for way in ways(text))


def _slot(written: str) -> Slot:
    return frozenset(key for word in written.split("/") for key in [_key(word)] if key)


def _key(word: str) -> str:
    said = plain(word).replace(" ", "")
    return f'"{said}"' if word.startswith(('"', "“")) else stem(said)


def found(words: str, flags: Flags) -> Iterator[Flag]:
    """The signs in the plain words of one sentence."""
    keys = [frozenset({f'"{word}"', stem(word)}) for word in _said(words, flags)]
    for flag in flags.rows:
        if any(_stands(phrase, keys) for phrase in flag.phrases):
            if not any(_place(phrase, keys, 0) is not None for phrase in flag.keeps_off):
                yield flag


def _said(words: str, flags: Flags) -> list[str]:
    """The words that can matter, misspelt ones as the word of a sign that they were meant to be."""
    kept = []
    for word in words.split():
        if stem(word) in flags.stems:
            kept.append(word)
        elif word not in STOP:
            kept.append(word if word in ORDINARY else _meant(word, flags))
    return kept


def _meant(word: str, flags: Flags) -> str:
    """People slip less at the beginning of a word than further on."""
    return closest(word, ((other, 0) for other in flags.spellings.get(word[0], ()))) or word


def _stands(phrase: Phrase, keys: list[frozenset[str]]) -> bool:
    """Whether the words of the phrase are there and aren't denied: "no fever" is none."""
    place = _place(phrase, keys, BETWEEN)
    denies = any(DENIALS & slot for slot in phrase)
    return place is not None and (denies or place == 0 or not DENIALS & keys[place - 1])


def _place(phrase: Phrase, keys: list[frozenset[str]], between: int) -> int | None:
    """Where the first of its words stands when all stand near each other, in any order."""
    reach = len(phrase) + between
    for start in range(len(keys)):
        if any(slot & keys[start] for slot in phrase) and _covers(phrase, keys[start : start + reach]):
            return start
    return None


def _covers(phrase: Iterable[Slot], keys: list[frozenset[str]]) -> bool:
    slot, *rest = phrase
    places = (place for place, found in enumerate(keys) if slot & found)
    return any(not rest or _covers(rest, keys[:place] + keys[place + 1 :]) for place in places)

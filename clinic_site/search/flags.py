"""Signs of danger as staff write them, found in what people type: in any order, near each other, misspelt too.

Lines or commas part the ways to say one sign, spaces the words that must all be there, slashes words of which one is
enough: "chest/rib pain/hurts, tight chest" finds "my ribs really hurt". Endings make no difference, except to a word in
quotation marks. Apostrophes may be left out, and "can't" also finds "cannot" and "unable to", "won't" "does not".
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from clinic_site.search.spelling import SHORTEST, allowed, distance
from clinic_site.search.words import STOP, stem, tokens

# How many other words that mean something may stand among those of a sign.
BETWEEN = 3
# Of a text. A sign that comes later belongs to a letter, not to a search.
MOST_WORDS = 150
CANNOT = re.compile(
    r"\b(?:can ?not|can t|cant|carnt|cnat|cannae|couldnt|could not|unable to|(?:can|could) (?:hardly|barely|only just)"
    r"|(?:not|isnt|hasnt|havent|wasnt) (?:been )?able to)\b"
)
NOT = re.compile(
    r"\b(?:won ?t|will not|doesn ?t|does not|don ?t|do not|didn ?t|did not|isn ?t|is not|aren ?t|are not|hasn ?t"
    r"|has not|haven ?t|have not|wasn ?t|was not|never|refuses to)\b"
)
DENIALS = frozenset({"no", "not", "without"})
# Everyday words one letter away from a sign.
ORDINARY = frozenset(
    """
    allowed angle baked bank batch beat best blame blank bleak blend block blocked blocks bone bones both breach
    bread breed brief broad brood charging chase cheap cheat check checking cheek cheese chess child choosing
    chose cleaner clear closer clotting coloured contains contract contrast cooking core counting course cover
    covering cure cuts declared different dread dress drug drugs early fails fainter fair fall father feed feeds
    feeling fewer fill final finder finer fires fitted flattering flight flour forms fright funding gaps gluten
    grab grease great grew haven heal hear hearing heat held hiding home hope hops horse house hush informed
    insertion intention last later lead leads leaf leaning least lies lines links liver lives living logged
    lunch match month months mother mouse needing never ninety novel number numbered ocean paint pairs palm path
    paying plain planes planned plus poking pooled praise preach pressing price pulse push rating readiness
    reading ready real reduction refused remedy response road roots score several share sharing sheet shift
    shirt shoes shop shore shorter shortest sight sitting skill sleepy slight smell sort spell spelling sport
    sporty stack staff stage stair stated stay steak stick stiffer stock stocking store straight strange
    stranger strike striking stripped stripping stronger study stuff swab swap swapped sweater sweet switch
    sword taking tested thank themed thin think thinks third tickle tracking training treat trees unclear usable
    violent waist walking watch water wear wearing weather wheat wheel wheels while white whole works world
    wreath write writing young
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
    """The ways to say one thing, which lines or commas part."""
    return [" ".join(way.split()) for way in re.split(r"[,\n]", text) if way.strip()]


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
        keeps_off = any(_place(phrase, keys, 0) is not None for phrase in flag.keeps_off)
        if not keeps_off and any(_stands(phrase, keys) for phrase in flag.phrases):
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
    most = allowed(word)
    near = (other for other in flags.spellings.get(word[0], ()) if most and _may_slip(word, other))
    off = min(((distance(word, other, most), other) for other in near), default=(most + 1, word))
    return off[1] if off[0] <= most else word


def _may_slip(word: str, other: str) -> bool:
    """A short word is another word when one letter is changed; letters swapped, left out or doubled are slips."""
    if len(other) < SHORTEST or len(set(word) ^ set(other)) > 2 * allowed(word):
        return False
    return len(word) > SHORTEST or len(other) != SHORTEST or sorted(word) == sorted(other)


def _stands(phrase: Phrase, keys: list[frozenset[str]]) -> bool:
    """Whether the words of the phrase are there and aren't denied: "no fever" is none."""
    place = _place(phrase, keys, BETWEEN)
    denies = any(DENIALS & slot for slot in phrase)
    return place is not None and (denies or place == 0 or not DENIALS & keys[place - 1])


def _place(phrase: Phrase, keys: list[frozenset[str]], between: int) -> int | None:
    """Where the first of its words stands when all stand near each other, in any order."""
    reach = len(phrase) + between
    if not all(any(slot & one for one in keys) for slot in phrase):
        return None
    for start in range(len(keys)):
        if any(slot & keys[start] for slot in phrase) and _covers(phrase, keys[start : start + reach]):
            return start
    return None


def _covers(phrase: Iterable[Slot], keys: list[frozenset[str]]) -> bool:
    slot, *rest = phrase
    places = (place for place, found in enumerate(keys) if slot & found)
    return any(not rest or _covers(rest, keys[:place] + keys[place + 1 :]) for place in places)

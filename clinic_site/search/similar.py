"""Near-duplicate questions in plain English: the same thing asked in other words, found offline.

A question becomes a set of ideas: its words without endings, with patients' words for one thing made one word. Two
questions are alike as far as they share ideas; rare ideas count for more, and what nearly every question here is about
(needling, treatment) for little. A word that no other question has is read as the nearest word by its trigrams, so that
a misspelling still finds its question.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import log

LIKELY_SAME = 0.6
SPELLED_ALIKE = 0.6
# Shorter words differ by one letter from too many others.
SHORTEST_GUESSED = 5
# In characters. What comes after is no longer a question.
LONGEST = 500

STOP = frozenset(
    """
    a about actually again all allowed also am an and another any anything are as at be been being but by can cant
    could did do does doing dont during exactly feel feeling for from get gets give go going had happen happens has
    have having he her here him his how i if im in into is isnt it its ive just level levels like limit may me might
    my need needed needs no not of off ok okay on one or other our out over patient patients people person please
    possible possibly publish really safe shall she should show so some still take takes than that the their them
    there these they this those through to too us usually very was we well were what when where which while who
    why will with would you your yours
    """.split()  # noqa: SIM905 (150 lines of one word each say less)
)

# One line for one idea, in the words patients use; the first word names it. Phrases come first in a sentence.
PHRASES = (
    ("alternative", "what else|something else|other (?:treatments?|options?|choices?)(?=.*instead)|instead"),
    (
        "sideeffect",
        "side[ -]?effects?|go(?:es)? wrong|adverse (?:events?|effects?|reactions?)|risks? of (?:dry )?needling",
    ),
    ("faint", "pass(?:ed|ing)? out|black(?:ed|ing)? out|light[ -]?headed"),
    ("bloodthinner", "blood[ -]?thin\\w+(?: (?:medicine|medication|drug|tablet|pill)s?)?|thin\\w* (?:the |my )?blood"),
    ("lung pneumothorax", "(?:collaps|punctur|deflat)\\w+ (?:a |my |the )?lungs?|lungs? collaps\\w+|pneumothorax"),
    ("clinician", "(?:person|people|someone) (?:who|that) (?:does|needles?|treats?)(?: the needling)?"),
    ("implant", "(?:new|artificial|replaced|replacement) (?:joint|hip|knee|shoulder)s?"),
    ("implant", "(?:joint|hip|knee|shoulder) replacements?"),
    ("prepare", "get(?:ting)? ready|be ready|before (?:my|the|a|i)\\b"),
    ("aftercare", "(?:look(?:ing)? after|take care of|care for) (?:myself|yourself|me)|after[ -]?care"),
    ("aftercare", "(?:what (?:happens|should i do|can i do|do i do)) after\\w*"),
    ("deep", "how far(?: in)?"),
    ("stop", "say(?:ing)? no|chang\\w+ my mind|half[ -]?way"),
    ("pregnant", "expecting (?:a )?(?:baby|child)"),
    ("testimonial", "success (?:stor\\w+)"),
    ("left", "left (?:in|behind|inside)|leav\\w+ (?:a |the )?needles?"),
    ("age", "(?:how|too) (?:old|young)|old(?:er)? people|elderly|any ages?"),
    ("needling", "dry[ -]?needling|needling treatment"),
    (
        "define needling",
        "whats? (?:exactly )?(?:is |does )?(?:exactly )?needling(?: mean)?$|(?:explain|meaning of) needling",
    ),
    ("release", "get(?:ting)? rid of"),
    ("duration", "how long|how many (?:minutes|hours|days|weeks|months)"),
    ("count", "how (?:many|often)"),
)
GROUPS = (
    "pain hurt painful ache sting sharp agony discomfort uncomfortable",
    "sore soreness tender tenderness stiff stiffness",
    "needle jab pin prick",
    "needling needled treat treatment therapy dry technique method",
    "help work effective effect ease relieve relief cure fix benefit good useful success",
    "drive driving car",
    "bleed blood bleeding",
    "bruise bruising bruised",
    "faint dizzy collapse",
    "afterwards after following later",
    "visit appointment session consultation",
    "clean sterile hygiene hygienic sanitary dirty",
    "scared afraid frightened fear phobia anxious nervous worried worry terrified",
    "pregnant pregnancy expecting maternity",
    "nerve nervous",
    "spine spinal cord",
    "injure damage harm injury hurt",
    "heal recovery recover healing",
    "speed fast quick quickly sooner accelerate",
    "exercise sport gym run running",
    "job employment office",
    "headache migraine",
    "arthritis osteoarthritis",
    "puncture collapse pierce",
    "bloodthinner warfarin anticoagulant apixaban rivaroxaban",
    "implant pacemaker defibrillator prosthesis metal",
    "acupuncture acupuncturist",
    "same difference differ different",
    "prepare preparation",
    "break snap broken broke",
    "combine together alongside mix",
    "stop refuse quit withdraw",
    "twitch jump jerk",
    "toxin detox poison",
    "emotion emotional mood",
    "qualification training trained qualified certificate",
    "clinician therapist physiotherapist practitioner staff",
    "testimonial review",
    "age old young elderly",
    "fit fitness unfit",
    "sign mean proof",
    "alternative option instead",
    "sideeffect risk danger dangerous",
    "medicine medication drug tablet pill",
    "last duration",
    "cost price fee pay",
    "back spinal lumbar",
    "child kid baby toddler",
    "shower bath wash",
    "infection infected",
)
# These are what most questions here are about, so they tell hardly any two apart.
COMMON = {"needling": 0.15, "needle": 0.3, "help": 0.35, "afterwards": 0.6, "count": 0.7, "duration": 0.7, "visit": 0.7}
ENDINGS = ("ings", "ing", "edly", "ed", "ies", "es", "s", "ly", "ness", "y", "e")


def _stem(word: str) -> str:
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= 3 and not word.endswith("ss"):
            stem = word[: -len(ending)]
            return stem[:-1] if len(stem) > 3 and stem[-1] == stem[-2] and stem[-1] not in "ls" else stem
    return word


def _ideas_of_words() -> dict[str, str]:
    found: dict[str, str] = {}
    for group in GROUPS:
        name, *words = group.split()
        for word in (name, *words):
            found.setdefault(_stem(word), name)
    return found


IDEAS = _ideas_of_words()
READ_AS = tuple((f" {name} ", re.compile(rf"\b(?:{pattern})\b")) for name, pattern in PHRASES)


def ideas(text: str) -> frozenset[str]:
    """What a question is about, as words that only mean something here. Nothing of it is kept in memory."""
    return frozenset(_idea.__wrapped__(word) for word in _words(text))


@lru_cache(maxsize=20_000)
def _kept_ideas(text: str) -> frozenset[str]:
    """The same for questions of our own, which are asked for again and again."""
    return frozenset(map(_idea, _words(text)))


def _words(text: str) -> list[str]:
    signs = unicodedata.normalize("NFKD", text[:LONGEST].lower())
    bare = "".join(sign for sign in signs if not unicodedata.combining(sign) and sign not in "'’")
    plain = " ".join(re.findall(r"[a-z0-9]+", bare))
    for name, phrase in READ_AS:
        plain = " ".join(phrase.sub(name, plain).split())
    return [word for word in plain.split() if word not in STOP]


@lru_cache(maxsize=20_000)
def _idea(word: str) -> str:
    stem = _stem(word)
    return IDEAS.get(stem) or IDEAS.get(_nearest(stem, IDEAS), stem)


@lru_cache(maxsize=20_000)
def _trigrams(word: str) -> frozenset[str]:
    padded = f"  {word} "
    return frozenset(padded[place : place + 3] for place in range(len(padded) - 2))


def similarity(first: str, second: str) -> float:
    """From 0, nothing in common, to 1, the same question; symmetrical."""
    one, other = ideas(first), ideas(second)
    return (_alike(_spelled(one, other), other, _plain_weight) + _alike(one, _spelled(other, one), _plain_weight)) / 2


class Known:
    """Questions of ours, each with a key, worked out once to be compared with many texts."""

    def __init__(self, others: Iterable[tuple[str, str]]):
        self.known = [(key, _kept_ideas(question)) for key, question in others]
        self.counts = Counter(idea for _key, found in self.known for idea in found)
        self.weight = _rarity(self.counts, len(self.known))
        self.weights = [sum(map(self.weight, found)) for _key, found in self.known]
        self.places: dict[str, list[int]] = {}
        for place, (_key, found) in enumerate(self.known):
            for idea in found:
                self.places.setdefault(idea, []).append(place)

    def closest(
        self, text: str, *, at_least: float = LIKELY_SAME, most: int = 3, is_ours: bool = False
    ) -> list[tuple[str, float]]:
        """The keys of those that most likely ask the same as the text, best first. What is ours was not typed in a
        hurry: no word of it is read as another."""
        asked = _kept_ideas(text) if is_ours else _spelled(ideas(text), self.counts)
        weights = {idea: self.weight(idea) for idea in asked}
        whole, shared = sum(weights.values()), defaultdict(float)
        for idea in asked & self.places.keys():
            for place in self.places[idea]:
                shared[place] += weights[idea]
        scored = ((self.known[place][0], 2 * part / (whole + self.weights[place])) for place, part in shared.items())
        near = sorted((pair for pair in scored if pair[1] >= at_least), key=lambda pair: (-pair[1], pair[0]))
        return near[:most]


def closest(
    text: str, others: Iterable[tuple[str, str]], *, at_least: float = LIKELY_SAME, most: int = 3
) -> list[tuple[str, float]]:
    """The keys of the (key, question) pairs that most likely ask the same as `text`, best first."""
    return Known(others).closest(text, at_least=at_least, most=most)


def is_of_the_field(word: str) -> bool:
    """Whether patients here use the word for what they ask about."""
    return _stem(word) in IDEAS


def _plain_weight(idea: str) -> float:
    return COMMON.get(idea, 1.0)


def _rarity(counts: Mapping[str, int], total: int) -> Callable[[str], float]:
    def weight(idea: str) -> float:
        # From 1 for what nobody else asks about down to a third for what everybody does.
        return _plain_weight(idea) * (1 - 2 / 3 * log(1 + counts.get(idea, 0)) / log(2 + total))

    return weight


def _alike(one: frozenset[str], other: frozenset[str], weight: Callable[[str], float]) -> float:
    every = sum(map(weight, one)) + sum(map(weight, other))
    return 2 * sum(map(weight, one & other)) / every if every else 0.0


def _spelled(asked: frozenset[str], known: Iterable[str]) -> frozenset[str]:
    """The same ideas, each that nobody else has read as the one spelled most like it."""
    known = set(known)
    return frozenset(idea if idea in known else _nearest(idea, known) for idea in asked)


def _nearest(idea: str, known: Iterable[str]) -> str:
    if len(idea) < SHORTEST_GUESSED:
        return idea
    parts = _trigrams.__wrapped__(idea)
    scored = ((_dice(parts, _trigrams(word)), word) for word in known if len(word) >= SHORTEST_GUESSED)
    score, word = max(scored, default=(0.0, idea))
    return word if score >= SPELLED_ALIKE else idea


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))

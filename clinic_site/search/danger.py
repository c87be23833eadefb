"""Whether what somebody types tells of danger, so that a card comes before any answer. Nothing of it is kept.

The rule, sentence by sentence:

1. A sign stands there: all words of one way to say it, near each other in any order, with any ending, with a slip of
   spelling, and not denied ("no fever").
2. It is harmless when it asks or reads about what may happen ("can it ...", "how common is ...", "what is ...",
   "risk of ...", "scared of ...", "years ago") and has nobody in it (I, my, she, my son), no present ("since", "now",
   "still", "sudden", "is it normal") and no question what to do.
3. Anything else shows the card, a bare word too. A card too many costs a glance, a card too few may cost a life.
"""

import re

from clinic_site.search import flags
from clinic_site.search.asking import points_back, speaks_generally
from clinic_site.search.vocabulary import RedFlag, red_flags

EMERGENCY, SAME_DAY = RedFlag.Level.EMERGENCY.value, RedFlag.Level.SAME_DAY.value
SENTENCE_ENDS = re.compile(r"[.?!;\n\r…؟。！？]+")
# In characters. What comes after is no longer a search.
LONGEST = 1000
# While nobody has written a sign of an emergency, these are the signs.
BUILT_IN = flags.compiled(
    (
        (
            EMERGENCY,
            "can't/trouble/hard/short/out breathe/breath/breathing, chest pain/hurt/tight, collapse, unconscious,"
            "seizure, bleeding not stop, weak/numb arm/leg/face, swollen face/tongue, worst headache, can't pee",
            "",
        ),
    )
)


def danger_of(text: str) -> str:
    """The key of the card to show first, "emergency" before "same-day", or nothing. One query; any text will do."""
    known = red_flags()
    if EMERGENCY not in {flag.level for flag in known.rows}:
        known = flags.joined(known, BUILT_IN)
    sentences = [flags.plain(sentence) for sentence in SENTENCE_ENDS.split(text[:LONGEST])]
    is_now = any(points_back(sentence) for sentence in sentences)
    levels = {level for sentence in sentences for level in _levels(sentence, known, is_now)}
    return next((level for level in (EMERGENCY, SAME_DAY) if level in levels), "")


def _levels(sentence: str, known: flags.Flags, is_now: bool) -> set[str]:
    found = {flag.level for flag in flags.found(sentence, known)}
    return set() if found and not is_now and speaks_generally(sentence) else found

"""How a text becomes words that can be compared: the same for pages, for what people type, and on every database.

Nothing here reads the database. Whatever is typed, only a-z and 0-9 come out of `tokens`.
"""

import re
import unicodedata
from functools import lru_cache

# In characters; what comes after is no longer a search.
LONGEST = 200
WORD = re.compile(r"[a-z0-9]+")
UNSAID = re.compile("[\x00\ud800-\udfff]")
# Apostrophes join ("can't" is one word); the letters are those that have no accent to take off.
NOT_ASCII = re.compile(r"[^\x00-\x7f]")
PLAIN = str.maketrans("øæœłđðþı", "oaolddti", "'’‘ʼ`´\u00ad\u200b\u200c\u200d\ufeff")

# Words that tell no two pages apart. Kept small: "after", "how long", "no" and "not" say what a patient means.
STOP = frozenset(
    """
    a about again all also am an and any anything are arent as at be because been being but by can could couldnt did
    didnt do does doesnt doing dont else ever for from get gets getting give given go goes going gone got had has hasnt
    have havent having he her here him his how i id if ill im in into is isnt it its ive just let like make makes
    may me might mine must my need needed needs of off oh ok on one or our ours out over please really shall she should
    so some something such tell than thanks that thats the their them then there theres these they theyre thing things
    this those to too us use used using very want wanted was we were weve what whats when where which while who whose
    why will with would you your youre yours
    """.split()  # noqa: SIM905 (a hundred lines of one word each say less)
)

# Ending -> what stays of it, one after the other; each leaves at least one syllable of the word.
FIRST = {"ness": "", "ization": "ize", "isation": "ise", "ational": "ation", "ancy": "ant", "ency": "ent",
         "ability": "able", "bility": "ble", "fully": "", "lessly": "less", "ily": "y", "fety": "fe",
         "iety": "y", "ward": ""}  # fmt: skip
# Longest first. A short ending needs two syllables before it, so that "mint" and "music" stay words.
THEN = ("ation", "ement", "less", "ment", "able", "ible", "ance", "ence", "ful", "ion", "ist", "ous", "ive",
        "ize", "ise", "ity", "al", "ic", "is", "ly")  # fmt: skip
ALWAYS = frozenset({"less", "ment", "ful", "ly"})
VOWELS = re.compile("[aeiouy]")
# "car" and "sor": an "e" after them belongs to the word ("care" is not "car").
SHORT = re.compile("[^aeiouy]+[aeiouy][^aeiouywx]$")
MEASURE = re.compile("[aeiouy]+[^aeiouy]+")


def normalised(text: str) -> str:
    """Lower case, without accents, one space between words, no more than 200 characters; signs stay."""
    plain = unicodedata.normalize("NFKC", UNSAID.sub(" ", text[: 4 * LONGEST]))
    bare = unicodedata.normalize("NFKD", plain.casefold())
    bare = "".join(sign for sign in bare if not unicodedata.combining(sign))
    # Composed again, so that scripts whose letters have parts stay as people write them.
    return " ".join(unicodedata.normalize("NFC", bare).split())[:LONGEST].strip()


def tokens(text: str) -> list[str]:
    """The words of a text of any length, in order."""
    plain = unicodedata.normalize("NFKD", UNSAID.sub(" ", text).casefold().translate(PLAIN))
    return WORD.findall(NOT_ASCII.sub(lambda sign: "" if unicodedata.combining(sign[0]) else sign[0], plain))


@lru_cache(maxsize=1 << 16)
def stem(word: str) -> str:
    """The word without its endings, after Porter: "needles", "needling" and "needled" are one."""
    if len(word) <= 3 or not word.isalpha():
        return word
    word = _singular(word)
    for ending, instead in FIRST.items():
        if word.endswith(ending) and VOWELS.search(word[: -len(ending)]):
            word = word[: -len(ending)] + instead
            word = word[:-1] + "y" if word.endswith("i") else word
            break
    word = _without_ending(_without_ending(_without_ed_or_ing(word)))
    if word.endswith("e") and len(word) > 3 and MEASURE.search(word[:-1]) and not SHORT.match(word[:-1]):
        word = word[:-1]
    elif word.endswith("y") and len(word) > 3:
        word = word[:-1] if len(word) > 5 or word[-2] == word[-3] else word[:-1] + "i"
    return word[:-1] if word.endswith("ll") and len(word) > 4 else word


def stems(text: str) -> list[str]:
    return [stem(word) for word in tokens(text)]


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith("sses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def _without_ed_or_ing(word: str) -> str:
    if word.endswith("ied") and len(word) > 4:
        return word[:-3] + "y"
    for ending in ("ingly", "edly", "ing", "ed"):
        rest = word[: -len(ending)]
        if not word.endswith(ending) or word.endswith("eed"):
            continue
        if not VOWELS.search(rest) or len(rest) < 2:
            return word
        if len(rest) > 3 and rest[-1] == rest[-2] and rest[-1] not in "lsz":
            return rest[:-1]
        return rest + "e" if SHORT.match(rest) else rest
    return word


def _without_ending(word: str) -> str:
    for ending in THEN:
        rest = word[: -len(ending)]
        if not word.endswith(ending) or (ending == "ion" and not rest.endswith(("s", "t"))):
            continue
        if len(MEASURE.findall(rest)) >= (1 if ending in ALWAYS else 2) and len(rest) > 2:
            return rest
    return word

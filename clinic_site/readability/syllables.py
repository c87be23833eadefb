"""How many syllables a written English word has, by rules of spelling; British and American.

Each rule either silences a letter or parts two vowels that are sounded by themselves; what then remains of vowels
standing together counts as one syllable. `E` is an e that stays sounded and "-" parts two vowels.
"""

import re
import unicodedata
from functools import lru_cache

from .pronounced import CONTRACTIONS, LETTER_BY_LETTER, LISTED

Rules = tuple[tuple[re.Pattern[str], str], ...]
LONGEST = 60
PIECE = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?|\d+(?:[.,:]\d+)*")
INITIALS = re.compile(r"([A-Z]{1,6})(?:'?s)?")
VOWELS = re.compile(r"[aeiouyE]+")
E_ACUTE = re.compile(r"é(?=e?s?$)")
LETTERS_OF_W = 3


def _rules(*rules: tuple[str, str]) -> Rules:
    return tuple((re.compile(pattern), put) for pattern, put in rules)


# First halves of compounds that end in a silent e: sometimes, lifestyle, sidewalk.
_FIRST_HALVES = (
    "base bride cake care case cheese face file fire frame free game gate grape guide hare here hole home horse house "
    "knife life like line lone love make mile name nose note pace pipe piece place plate race safe score side smoke "
    "snake some space stone take tape there time trade wave where white whole wine"
).replace(" ", "|")
# Second halves after which an e before them is silent: movement, hopeful, ninety.
_ENDINGS = (
    "(?:(?:less|ful|ness|som|like|wise|work|body|thing)[a-z]*|ment(?:s|al)?|li(?:ness|er|est)|ly|t(?:y|ies)|m[ae]n)$"
)

BEGINNINGS = _rules(
    (r"ever(?=y)", "evr"),
    (rf"^((?:{_FIRST_HALVES})(?<=e))(?=[bcdfghjklmnpqrstvwxz][a-z]{{2}})", r"\1~"),
    (r"^((?:some|there|where|here|more)(?<=e))(?=one|of$|in$|as$|over|after|upon)", r"\1~-"),
    (r"^fore(?=[a-z]{3})(?!ns|nt|st|ig)", "for"),
    (r"e~", ""),
    (r"^mc(?=[aeiouy])", "mak-"),
    (r"^mc", "mak"),
    (r"^y(?=[aeiou])", "j"),
)
JOINED = _rules(
    (r"eye", "ai"),
    (r"(?<=[a-z])yard", "jard"),
    (r"(?<=rr)ia(?=ge)", "a"),
    (r"(?<=w)y(?=er)", "j"),
    (r"qu(?=[aeiouy])", "k"),
    (r"gu(?=[eiy])(?!ity|er[ri]|e[sd]?$)", "g"),
    (r"gua(?=r[ade])", "ga"),
    (r"(?<=n)gu(?=[aeio])(?!ous)", "g"),
    (r"(?<=s)ua(?=[dgv])", "a"),
    (r"ically$", "icly"),
    (r"(?<=[^td])edness$", "dness"),
    (r"^(head|back|tooth|ear|belly|tummy|heart|stomach|)aches$", r"\1aks"),
)
# Vowels parted before a final e goes: "area" and "ocean" differ from "increase" and "clean" only by what follows.
PARTED_AT_THE_END = _rules(
    (r"([aeiouy].*)(?<!oc)e(?=ans?$)", r"\1e-"),
    (r"([aeiouy].*)e(?=as?$)", r"\1e-"),
    (r"(?<=[ao])(?=ics?$|ical)", "-"),
    (r"(?<=[gr]o)(?=ism|ist)", "-"),
    (r"(?<=[aeiou])y(?=[aeiou])(?!e[ds]$)", "-"),
    (r"(?<=y)(?=ing|is[mth])", "-"),
    (r"(?<=[aeiou])(?=ing(?:s|ly)?$)", "-"),
)
SILENT_E = _rules(
    (r"(?<=[^aeiouy])ye([sd]?)$", r"y\1"),
    (r"(?<=[aeiou])ye([sd])$", r"y\1"),
    (r"(?<=[aeiouyn])([gq])ue([sd]?)$", r"\1\2"),
    (r"([aeiouyn]k)e([sd]?)$", r"\1\2"),
    (r"(?<=[^aeiouylrw])([lr])e([sd]?)$", r"\1E\2"),
    (r"(?<=[td])ed$", "Ed"),
    (r"([sxzcg]|ch|sh)es$", r"\1Es"),
    (r"(?<=[^aeiouy-])e([sd]?)$", r"\1"),
    (rf"(?<=[aeiouy][^aeiouy])e(?={_ENDINGS})", ""),
    (rf"(?<=[aeiouy]th)e(?={_ENDINGS})", ""),
    (rf"([aeiouy].*[cgsvzt])e(?={_ENDINGS})", r"\1"),
)
I_BEFORE_A_VOWEL = _rules(
    (r"^ion", "i-on"),
    (r"^hi(?=er)", "hi-"),
    (r"(?<=ll)i(?=on|an|ar)", ""),
    (r"(?<=[aeiou]n)i(?=ons?$|or)", ""),
    (r"(?<=[iu]l)i(?=ar(?!it))", ""),
    (r"vi(?=our|or(?!at))", "v"),
    (r"(?<=[bdfjklmnpruvwz])i(?=[aou])", "i-"),
    (r"(?<=[^s]h)i(?=[aou])", "i-"),
    (r"(?<=[aeou])i(?=[aou])", "i-"),
    (r"(?<=[^aeiouyctsgx])i(?=e(?:n[ct]|t|ns?$))", "i-"),
    (r"^([^aeiou]{2})i(?=ers?$)", r"\1i-"),
    (r"([aeiouy].*?)i(?=e(?:rs?|st|th)$)", r"\1i-"),
    (r"(?<=[cstx])i(?=et[yi])", "i-"),
    (r"(?<!n)sci(?=en)", "sci-"),
    (r"ci(?=at|o[elm])", "ci-"),
    (r"([ct])i(?=alit)", r"\1i-"),
    (r"ti(?=a(?:[sz]|t(?!iv)))", "ti-"),
    (r"(?<=[ctsg])i(?=um)", "i-"),
    (r"ti(?=os?$|ol)", "ti-"),
    (r"xi(?=a|om)", "xi-"),
    (r"si(?=a[^n])", "si-"),
    (r"si(?=o[^nu])", "si-"),
    (r"gi(?=o[^nu])", "gi-"),
    (r"^([tgcs])i(?=[aou])", r"\1i-"),
    (r"(?<=s)ti(?=a(?!n)|o(?!n)|u)", "ti-"),
    (r"i(?=i)", "i-"),
)
E_BEFORE_A_VOWEL = _rules(
    (r"(?<!g)(?<!ch)e(?=o(?!u))", "e-"),
    (r"ge(?=o[gmlt])", "ge-"),
    (r"(?<![gc])(?<!ight)e(?=ous(?:ly)?$)", "e-"),
    (r"e(?=u[ms]$)", "e-"),
    (r"([aeiouy].*[nghrt])e(?=al(?:ly|i[sz]\w*|ity|is[mt]\w*)?$)", r"\1e-"),
    (r"((?:^id|\bil|ell))e(?=al(?:ly|s)?$)", r"\1e-"),
    (r"e(?=ali[tsz])", "e-"),
    (r"(?<=the)a(?=t[re])", "-a"),
    (r"(?<=cre)a(?=t(?!ur))", "-a"),
    (r"e(?=act)", "e-"),
    (r"e(?=ab(?:le|ly|il))", "e-"),
)
# A prefix keeps its own vowel: re-assure, co-operate, neuro-endocrine.
PREFIXES = _rules(
    (
        r"^((?:un|non)?re)(?=a(?:[bfgn]|pp|ss|tt|w)(?!on)|arr|ali|ad[jd]|i(?:n[a-z]{2}|[mst])(?!d)"
        r"|e[nlmsvxd]|o|un|us(?!e?d?$))",
        r"\1-",
    ),
    (r"^(pre(?=a[^cdlrtfk]|e[mx]|i|o)|de(?=ac|es[ct]|io))", r"\1-"),
    (r"^((?:un|anti)?co)(?=or|op(?:er|t)|inci|e[rfxd]|ag|au|al[ei])", r"\1-"),
    (
        r"((?:gastr|electr|neur|micr|hydr|radi|sacr|cardi|bi|intr|aut|heter|phot|pseud|my|oste|immun)-?o)(?=[aei])",
        r"\1-",
    ),
    (r"(micro|neuro|psycho|zo)(?=o|an)", r"\1-"),
    (r"^(anti|intra|extra)(?=[aou])", r"\1-"),
)
OTHER_VOWELS = _rules(
    (r"u(?=[ao])", "u-"),
    (r"u(?=e[nlt])", "u-"),
    (r"(?<![fs])(?<![fc]r)u(?=i(?:t[iya]|tou))", "u-"),
    (r"(?<!g)u(?=i(?:d|n|ci|sm|tion))", "u-"),
    (r"y(?=[aeou])", "y-"),
    (r"(?<=[^aeiou]o)(?<!^fo)(?=e[mt])", "-"),
    (r"a(?=o[rst])", "a-"),
    (r"sms?$", "sEm"),
    (r"thms?$", "thEm"),
)
IN_ORDER = (
    BEGINNINGS + JOINED + PARTED_AT_THE_END + SILENT_E + I_BEFORE_A_VOWEL + E_BEFORE_A_VOWEL + PREFIXES + OTHER_VOWELS
)


@lru_cache(maxsize=20_000)
def syllables(word: str) -> int:
    """At least 1. A figure counts 1, initials a syllable a letter (NHS 3, W 3); a hyphen parts words."""
    pieces = PIECE.findall(unicodedata.normalize("NFC", word[:LONGEST]).replace("’", "'"))
    return max(1, sum(_of_piece(piece) for piece in pieces))


def _of_piece(piece: str) -> int:
    if piece[0].isdigit():
        return 1
    if spelled := _spelled_out(piece):
        return sum(LETTERS_OF_W if letter == "W" else 1 for letter in spelled)
    return _of_word(_plain(piece))


def _spelled_out(piece: str) -> str:
    initials = INITIALS.fullmatch(piece)
    if initials is None:
        return ""
    letters = initials[1]
    return letters if letters in LETTER_BY_LETTER or not VOWELS.search(letters.lower()) else ""


def _plain(piece: str) -> str:
    parted = unicodedata.normalize("NFKD", E_ACUTE.sub("ay", piece.lower()))
    return "".join(letter for letter in parted if not unicodedata.combining(letter))


def _of_word(word: str) -> int:
    if word in CONTRACTIONS:
        return CONTRACTIONS[word]
    stem, _apostrophe, after = word.partition("'")
    if word.endswith("n't"):
        return _of_letters(word[:-3]) + 1
    return _of_letters(stem) + _after_apostrophe(stem, after)


def _after_apostrophe(stem: str, after: str) -> int:
    if after == "s":
        return int(stem.endswith(("s", "x", "z", "ce", "ge", "se", "ze", "ch", "sh")))
    if after in ("ll", "ve", "d", "re"):
        return int(stem.endswith(("t", "d")) or (after == "ll" and stem.endswith("s")))
    return _of_letters(after) if len(after) > 1 else 0


def _of_letters(word: str) -> int:
    if word in LISTED:
        return LISTED[word]
    if word.endswith("s") and word[:-1] in LISTED and not word.endswith(("ss", "ces", "ges", "ses")):
        return LISTED[word[:-1]]
    for pattern, put in IN_ORDER:
        word = pattern.sub(put, word)
    return max(1, len(VOWELS.findall(word)))

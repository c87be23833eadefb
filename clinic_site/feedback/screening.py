"""Takes out of a reader's words what could say who they are, before anything is stored.

It looks for patterns and so finds too much rather than too little; a name alone in the middle of a sentence, or a word
about somebody's health, can't be told from any other word. That is why the form asks not to write them.
"""

import re
import unicodedata
from dataclasses import dataclass

from django.utils.translation import gettext as _

MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
DAY = r"[0-3]?\d(?:st|nd|rd|th)?"
DIGIT = r"(?:zero|nought|oh|one|two|three|four|five|six|seven|eight|nine|double|treble|triple)"
# A word that may be a name: of two letters or more, written with a capital.
UPPER, LOWER = "A-ZÀ-ÖØ-ÞĀ-ŽΑ-ΩА-ЯЁ", "a-zß-öø-ÿā-žα-ωά-ώа-яё"
CAPITAL = rf"(?:[{UPPER}][’'])?[{UPPER}][{LOWER}’']+(?:-[{UPPER}]?[{LOWER}]+)?"
NAME = rf"{CAPITAL}(?:\s+(?:[A-Z]\.?\s+)?{CAPITAL}){{0,3}}"
# After "my name is" anything is one, however it is written.
ANY_NAME = r"[^\W\d_][\w’'-]*(?:\s+(?!(?:and|i|but|so|my)\b)[^\W\d_][\w’'-]*)?(?:\s+(?-i:[A-ZÀ-Þ])[\w’'-]*)?"
# What begins a sentence or stands in a heading, beside another capital, and is nobody.
NOBODY = (
    r"(?:The|This|That|These|Those|There|Your|Our|My|You|We|They|It|Please|Page|Pages|Can|Could|Does|Did|Do|Is|Are|Was"
    r"|What|When|Where|Why|Who|How|After|Before|During|Since|And|But|If|In|On|At|For|Not|No|Yes|Dry|Needling|Needle"
    r"|Botox|Question|Questions|Article|Treatment|Thanks|Thank|Very|Call|Short|Answer)"
)
HOSTS = r"com|org|net|info|biz|io|co|uk|gov|edu|eu|ca|au|nz|ie|de|fr|es|nl|ch|tv|app|dev|xyz|ru|cn|shop|site|online"
PATTERNS = (
    # links
    r"(?:https?|ftp)\s*:\s*//\S+|\bwww\.\S+",
    rf"\b[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:{HOSTS})\b(?:[:/]\S*)?(?!@)",
    # e-mail addresses, also those spelt out
    r"[\w.+%-]+\s*[\[(]\s*at\s*[\])]\s*[\w.-]+(?:\s*[\[(]?\s*dot\s*[\])]?\s*\w+)*",
    r"[\w.+%-]+\s+at\s+\w+\s+dot\s+\w+(?:\s+dot\s+\w+)?",
    r"\S*@\s?\S*",
    # dates, years of birth and ages
    rf"\b{DAY}(?:\s+of)?[\s.,/-]*{MONTH}\b\.?(?:[\s.,/-]*(?:\d{{4}}|[’']?\d{{2}})\b)?",
    rf"\b{MONTH}\.?[\s,]*{DAY}\b(?:[\s,]+(?:\d{{4}}|[’']\d{{2}})\b)?",
    rf"\b{MONTH}\.?[\s,]+(?:19|20)\d\d\b",
    r"\b\d{1,4}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?\d{1,4}\b",
    r"\b(?!(?:1/[2-5]|[23]/[345]|24/7)\b)[0-3]?\d/[01]?\d\b(?!/)",
    r"\b(?:born|d\.?o\.?b\.?|date of birth|birthday)\b\W*(?:(?:is|was|on|in)\b\W*)*(?:[\d/. -]*\d)",
    r"\bage[d:]?\s+\d{1,3}\b|\bi\s*(?:am|['’]?m)\s+\d{2}(?=\s*(?:,|\.|and\b|\Z))|\b\d{1,3}[\s-]*(?:years?|yrs?|y/o)(?:[\s-]*old)\b",
    # addresses
    r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b",
    r"\b(?-i:[A-Z]{2})\s+\d{5}(?:-\d{4})?\b",
    r"\b(?-i:\d{4}\s?[A-Z]{2}|[A-Z]\d[A-Z]\s?\d[A-Z]\d|[A-Z]\d[\dW]\s?[A-Z\d]{4})\b",
    r"\b(?:post\s?code|zip(?:\s?code)?|eircode)\b\W*(?:is\W+)?[a-z]*\d[a-z\d -]{1,8}",
    r"\b\d{1,4}[a-z]?,?\s+(?:[^\W\d_]+\s+){1,3}(?:street|st|road|rd|avenue|ave|lane|ln|close|drive|way|court|crescent"
    r"|place|gardens|terrace|square)\b",
    # telephone numbers and all that has five digits or more
    r"[+(]?\d(?:[\s().,/–-]{0,3}\d){4,}",
    rf"\b{DIGIT}(?:[\s,-]+{DIGIT}){{4,}}\b",
    # names
    rf"(?<=\bname is\s)\s*{ANY_NAME}|(?<=\bname[’']s\s)\s*{ANY_NAME}|(?<=\bnames\s)\s*{ANY_NAME}",
    rf"(?<=\bname:)\s*{ANY_NAME}|(?<=\bname\s)\s*:?\s*(?-i:{NAME})",
    rf"(?<=\bam called\s)\s*{ANY_NAME}|(?<=\bm called\s)\s*{ANY_NAME}|(?<=\bcall me\s)\s*{ANY_NAME}",
    rf"(?<=\bi am\s)\s*(?-i:{NAME})|(?<=\bi[’']m\s)\s*(?-i:{NAME})|(?<=\bim\s)\s*(?-i:{NAME})"
    rf"|(?<=\bthis is\s)\s*(?-i:{NAME})",
    # "my dr said" names nobody, "dr patel" does
    rf"\b(?:mr|mrs|ms|mx|dr|prof)\b\.?\s+(?!(?:said|says|told|and|or|who|about|is|was|has|at|in|on|to|for|if)\b)"
    rf"[^\W\d_][\w’'.-]*(?:\s+(?-i:{CAPITAL}))?",
    rf"\b(?:miss|doctor|professor|sister|nurse)\s+(?-i:{NAME})",
    rf"(?:thanks|thank you|regards|wishes|sincerely|faithfully|signed|from|love)[\s,.!:–-]+(?-i:{NAME})\W*\Z",
    rf"(?-i:\b(?!{NOBODY}\b){CAPITAL}\s+(?:[A-Z]\.?\s+)?(?!{NOBODY}\b){CAPITAL}(?:\s+{CAPITAL})?)",
)
PERSONAL = [re.compile(pattern, re.IGNORECASE) for pattern in PATTERNS]
HOLE = "\N{OBJECT REPLACEMENT CHARACTER}"
HOLES = re.compile(rf"{HOLE}(?:[\s,.;:/()-]*{HOLE})*")


@dataclass(frozen=True)
class Screened:
    words: str
    left_out: bool


def plain(text: str) -> str:
    """One line of what can be seen: full-width digits become digits, and what is invisible goes."""
    text = unicodedata.normalize("NFKC", text)
    kept = (sign if unicodedata.category(sign)[0] != "C" or sign.isspace() else "" for sign in text)
    return " ".join("".join(kept).replace(HOLE, "").split())


def screened(text: str) -> Screened:
    """The words without what looks personal; no words at all when that was more than half of them."""
    words = plain(text)
    holed = words
    for pattern in PERSONAL:
        holed = pattern.sub(HOLE, holed)
    left_out = HOLE in holed
    if left_out and len(letters(holed)) * 2 < len(letters(words)):
        return Screened("", True)
    return Screened(HOLES.sub(_("[left out]"), holed).strip(), left_out)


def letters(text: str) -> str:
    return "".join(text.replace(HOLE, "").split())

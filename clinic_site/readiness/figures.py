"""Figures that claim something: how many, how likely, how much better. Ages, dates, times and doses are not among them.

A text in this form comes from `levelled`: plain quotation marks, hyphens and spaces. The patterns read it in small
letters.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from clinic_site.readability.kept import kept
from clinic_site.readiness.levelled import lowered

TO_SIXTEEN = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
SMALL = TO_SIXTEEN.split()
VALUES = {word: value for value, word in enumerate(SMALL, 1)} | {
    "a": 1, "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50,
    "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100, "thousand": 1_000, "million": 1_000_000,
}  # fmt: skip
WORD_NUMBER = (
    r"(?:(?:a|one|two|three|four|five|six|seven|eight|nine|ten|twenty|fifty)[ -](?:hundred|thousand|million)"
    r"|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
    rf"|{'|'.join(reversed(SMALL))}|seventeen|eighteen|nineteen|hundred|thousand|million)\b"
)
# Beyond trillions it is a row of numbers, which may be as long as the text.
DIGITS = r"(?:\d{1,3}(?:[, ]\d{3}){1,4}(?!\d)|\d+)(?:\.\d+)?(?!\d)"
NUMBER = rf"(?:(?<![\w.,/]){DIGITS}|\b{WORD_NUMBER})"
PEOPLE = (
    r"(?:people|persons?|patients?|adults?|children|teenagers?|adolescents?|women|woman|men|runners?|athletes?"
    r"|participants?|volunteers?|clients?|users?|members?|babies|pregnanc(?:y|ies)|cases?|deaths?)"
)
DONE = (
    r"(?:treatments?|needlings?|procedures?|incidents?|injections?|therapists?|physiotherapists?|clinicians?|doctors?)"
)
STUDIES = r"(?:trials?|stud(?:y|ies)|reviews?|surveys?|reports?|experiments?)"
COUNTED = rf"(?:{PEOPLE}|{DONE}|{STUDIES}|visits?|sessions?|times?)"
TIME = r"(?:seconds?|minutes?|mins?|hours?|hrs?|days?|weeks?|months?|years?|mm|cm|metres?|mg|ml|kg|o'clock)"
STEP = (
    r"(?:step|page|part|question|number|item|line|table|box|phase|stage|day|week|visit|session|level|section|source"
    r"|grade|size|room|floor)"
)
BETTER = r"(?:lower|higher|less|more|better|worse|down|up|fewer)"

OUT_OF = re.compile(
    rf"(?P<first>{NUMBER})(?P<more>(?:\s+[a-z-]+)?\s+{COUNTED}|\s+of\s+(?:them|us|these|those))?[\s-]+(?:out\s+of|in|of|per|from|for)[\s-]+"
    rf"(?P<whole>(?:every|each|all|the|these|those|about|a|a\s+group\s+of|an?\s+average\s+of)\s+)?"
    rf"(?P<second>{NUMBER}|a\s+(?:hundred|thousand|million)\b|million\b)"
    rf"(?!\s*(?:-\s*)?{TIME}\b)(?!\s*(?:to|-|and)\s*\d+\s*{TIME}\b)"
)
# Every share out of something has one of these words.
OF = re.compile(r"[\s-](?:of|in|per|from|for)[\s-]")
SLASHED = re.compile(
    rf"(?<![\w./])\d+(?:\.\d+)?\s?[/:]\s?(?P<second>(?:100|1,?000|10,?000|100,?000)(?![\w/])|\d+(?=\s+{COUNTED}\b))"
)
SIGN_OF_PERCENT = re.compile(r"[%‰]|per\s?(?:cent|mille)")
PERCENT = re.compile(
    rf"{NUMBER}(?:\s*(?:-|to)\s*{NUMBER})?\s*(?:%|‰|\bper\s?cent\b|\bpercent(?:age\s+points?)?\b"
    rf"|\bper\s?mille\b)"
    r"(?!\s*(?:alcohol|ethanol|isopropyl|solution|cotton))"
)
OTHERS = (
    # Twice as likely, three times more, half as many.
    rf"\b(?:twice|double|half|triple|(?:{NUMBER})\s+times)\s+(?:as|more|less|higher|lower|fewer|greater|better|worse"
    r"|the\s+(?:risk|rate|chance|odds|number|pain)|[a-z]+er\s+than)\b",
    rf"{NUMBER}[ -]?fold\b|\b(?:two|three|four|five|ten)fold\b",
    r"\b(?:doubl|tripl|quadrupl|halv)(?:e|es|ed|ing)\s+(?:the|your|their|its)\s+(?!doses?\b)",
    r"\b(?:risk|chance|odds|rate|pain|number|effect)s?\s+(?:[a-z]+\s+)?(?:doubl|tripl|quadrupl|halv)(?:es|ed|e)\b",
    r"\bby\s+(?:about\s+|nearly\s+|almost\s+|over\s+|more\s+than\s+)?(?:(?:a|one|two|three)[ -])?"
    r"(?:half|thirds?|quarters?|fifths?|tenths?)\b",
    rf"\b(?:half|(?:a|one|two|three|four|nine)[ -](?:thirds?|quarters?|fifths?|tenths?))\s+(?:of\s+)?"
    rf"(?:(?:all|the|our|these|those)\s+)*(?:[a-z-]+\s+)?(?:{COUNTED}|them|those|us)\b|\b(?:50-50|fifty-fifty)\b",
    r"\b(?:risk|pain|chance|odds|rate)\s+in\s+half\b|\b(?:doubl|halv)(?:es|ed|ing)\s+(?:\w+\s+)?(?:risk|pain|chance)",
    rf"\b\d+(?:\.\d+)?\s?x\s+(?:{BETTER}|as)\b|\bscores?\s+(?:\w+\s+){{1,2}}from\s+{NUMBER}\s+to\s+{NUMBER}",
    r"\b(?:half|(?:a|one|two|three|four|nine)[ -](?:thirds?|quarters?|fifths?|tenths?))\s+(?:felt|feel"
    r"|improved|improve|had"
    r"|got|were|said|reported|recovered)\b",
    # Points on a scale, and the words of statistics.
    rf"{NUMBER}\s+points?\s+(?:{BETTER}|on\s+(?:a|the)\b)|\bby\s+(?:about\s+)?{NUMBER}\s+points?\b",
    r"\b(?:odds|risk|hazard|rate)\s+ratio\b|\brelative\s+risk\b|\bp\s*[<=]\s*0?\.\d+|\bsmd\b|\bconfidence\s+interval\b"
    r"|\bnumbers?\s+needed\s+to\s+(?:treat|harm)\b",
    # Counts of people and of treatments from ten on, and of studies from two on.
    r"(?<![\w.,/])(?:\d{1,3}(?:,\d{3})+|[1-9]\d+)\s+(?:[a-z][a-z-]*\s+){0,2}?"
    rf"(?:{PEOPLE}|treatments|needlings|procedures|incidents|injections)\b",
    rf"\b(?:(?:hundreds|thousands|millions|dozens)\s+of|(?:a\s+)?(?:hundred|thousand|million|dozen))\s+(?:[a-z-]+\s+)?"
    rf"(?:{PEOPLE}|{DONE}|{STUDIES})\b",
    rf"(?<![\w.,/-])(?:\d{{1,3}}(?:,\d{{3}})+|[2-9]|[1-9]\d+|{WORD_NUMBER})(?<!one)\s+(?:[a-z][a-z-]*\s+){{0,2}}?"
    r"(?:trials|studies|reviews|surveys|experiments)\b(?!\s+(?:differ|disagree|agree)\b)",
)  # fmt: skip
OTHER = re.compile("|".join(f"(?:{pattern})" for pattern in OTHERS))
BEFORE_STEP = re.compile(rf"\b{STEP}\s+$")
WHAT = re.compile(rf"\s+(?:[a-z-]+\s+)?{COUNTED}\b")
BARE_OF = re.compile(r"\bof\b")
# "One trial of 40 people" says how large it was.
STUDIED = re.compile(rf"\b{STUDIES}$")
SCALE = re.compile(r"\b(?:pain|scores?|scale|level|rating|rated?|mark)\b[^.,;]{0,20}$|\b(?:from|between)\s+$")
ON_A_SCALE = re.compile(r"\s+(?:on|in)\s+(?:the|a|your|this)\s+(?:\w+\s+)?(?:scale|score)")
THINGS = re.compile(
    r"\s+(?:reasons|ways|things|options|choices|steps|needles|places|rooms|lists|boxes|signs|questions|kinds|types|forms"
    r"|parts|pages|points)\b"
)
NEAR = 80
YEAR = re.compile(r"(?:19|20)\d\d")
PERCENT_FAMILY = "%"


@dataclass(frozen=True, slots=True)
class Figure:
    """`family` is the denominator of a share, such as 100; empty for a figure that is none."""

    words: str
    start: int
    end: int
    family: str = ""


@kept
def figures(plain: str) -> tuple[Figure, ...]:
    """Every figure that claims something, in the order of a levelled text; none lies within another."""
    low = lowered(plain)
    found = sorted([*_shares(low), *_percentages(low), *_others(low)], key=lambda one: (one.start, -one.end))
    taken: list[Figure] = []
    for one in found:
        if not taken or one.start >= taken[-1].end:
            taken.append(replace(one, words=plain[one.start : one.end].strip()))
    return tuple(taken)


def _shares(low: str) -> Iterator[Figure]:
    for match in OUT_OF.finditer(low) if OF.search(low) else ():
        if _is_share(low, match):
            yield Figure(match[0], match.start(), match.end(), f"{_value(match['second']):,}")
    for match in SLASHED.finditer(low):
        yield Figure(match[0], match.start(), match.end(), f"{_value(match['second']):,}")


def _is_share(low: str, match: re.Match[str]) -> bool:
    first, second = _value(match["first"]), _value(match["second"])
    before, after = low[max(0, match.start() - NEAR) : match.start()], low[match.end() : match.end() + NEAR]
    has_unit = bool(match["more"]) or bool(WHAT.match(after))
    if STUDIED.search(match["more"] or "") and BARE_OF.search(match[0]):
        return False
    if second < first or second < 2 or BEFORE_STEP.search(before):
        return False
    if YEAR.fullmatch(match["second"].strip()) and not (first == 1 and not match["more"]):
        return False
    if second == 10 and not has_unit and (SCALE.search(before) or ON_A_SCALE.match(after)):
        return False
    # "Two of the three needles" counts things in a room.
    if second < 10 and THINGS.match(after):
        return False
    return has_unit or second >= 10 or not match["whole"] or match["whole"].split()[0].lower() in ("every", "each")


def _percentages(low: str) -> Iterator[Figure]:
    for match in PERCENT.finditer(low) if SIGN_OF_PERCENT.search(low) else ():
        yield Figure(match[0], match.start(), match.end(), PERCENT_FAMILY)


def _others(low: str) -> Iterator[Figure]:
    for match in OTHER.finditer(low):
        yield Figure(match[0], match.start(), match.end())


@lru_cache(maxsize=1024)
def _value(words: str) -> int:
    """The whole number that digits or number words stand for."""
    bare = re.sub(r"[, ](?=\d{3})", "", words.strip())
    if bare[0].isdigit():
        return int(float(bare))
    total = 0
    for word in re.split(r"[\s-]+", bare.lower()):
        value = VALUES.get(word, 0)
        total = max(total, 1) * value if value >= 100 else total + value
    return total

"""Telephone numbers that somebody typed. All patterns read levelled text."""

import re

from clinic_site.readability.kept import kept

ADDRESS = re.compile(
    r"(?:https?://|www\.|doi:|10\.\d{4,9}/)\S*|(?<!\S)\S{1,100}@\S+|\b(?:PMID|PMCID|PMC|DOI|ISBN|ISRCTN"
    r"|NCT)[:\s#]*[\d-]+",
    re.I,
)
LONG = re.compile(
    r"(?<![\w.,/£$€:-])(?:\+\s?)?(?:\(\s?\+?\d{1,5}\s?\)[\s.-]*)?\d(?:[\s().\-/]{0,3}\d){5,14}(?![\w%]|[.,]\d)"
)
UNITS = (
    r"(?:seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?|times?|people|patients|treatments?|trials"
    r"|studies|visits?"
    r"|sessions?|runners|adults|children|women|men|mm|cm|m|km|mg|ml|kg|steps?|reports?|points?|pages?|%|per)\b"
)
UNIT = re.compile(rf"\s*(?:-\s*)?{UNITS}", re.IGNORECASE)
CALLING = r"(?:call|calling|phone|telephone|tel|ring|dial|text|fax|mobile|whatsapp|contact|helpline|hotline)"
CALLED = re.compile(rf"\b{CALLING}\b[^.;]{{0,25}}$", re.IGNORECASE)
BETWEEN = (
    r"(?:us|on|at|the|our|your|this|number|now|nhs|line|emergency|emergencies|free|freephone|services?|ambulance"
    r"|samaritans|lifeline|shout|home|hello|24|either|is|or|and|to|for|an|in|[:,])"
)
SHORT = re.compile(
    rf"\b{CALLING}\s*:?\s*(?:{BETWEEN}\s*){{0,5}}(?<![\w.,/£$€-])(?P<number>\d{{3,6}}"
    rf"|\d\d(?:[ -]\d\d){{1,3}}|\d(?:[ -]\d){{2}})(?![\w,/%:]|\.\d|-\d)",
    re.IGNORECASE,
)
CODES = re.compile(
    r"\A\W*(?:999|911)\W*\Z|"
    r"\b(?:999|911|112)\b(?=[^.]{0,60}\bemergenc)|\bemergency[,:?!]*\s+(?:\w+\s+){0,3}(?:is\s+|:\s*)?(?:999|911|112"
    r"|111|000)\b"
    r"|\bNHS\s*111\b|\b(?:999|911|112|111|000)\s*(?:/|or|and)\s*(?:999|911|112|111|000)\b|\b(?:999|911|112"
    r"|111)\s+(?:call|operator|service)s?\b"
    r"|\b(?:nine[ -]nine[ -]nine|one[ -]one[ -](?:one|two)|nine[ -]one[ -]one|triple[ -](?:zero|nine|one|0|9|1))\b",
    re.IGNORECASE,
)
YEARS = re.compile(r"(?:1[89]|20)\d\d\s?[-/ ]\s?(?:(?:1[89]|20)?\d\d)")
DATE = re.compile(r"\d{1,2}[-/. ]\s?\d{1,2}[-/. ]\s?(?:19|20)\d\d|(?:19|20)\d\d[-/.]\d{1,2}[-/.]\d{1,2}")
TIMES = re.compile(r"(?:\d{1,2}\.\d\d\s?-\s?\d{1,2}\.\d\d)")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?: \d{3})+")
HANDOUT = re.compile(r"(?:/h/|\b(?:pages?|handouts?|bundles?|leaflets?)\s+(?:numbers?\s+)?)$", re.IGNORECASE)
RANGE = re.compile(r"[1-9]\d{0,5}\s+-\s+[1-9]\d{0,5}|\d+\.\d+\s?-\s?\d+\.\d+")
FEWEST_DIGITS = 7
NEAR = 60


@kept
def typed_numbers(plain: str) -> tuple[str, ...]:
    """What looks like a number to call, as typed; years, dates, sums and addresses are none."""
    text = ADDRESS.sub(lambda found: " " * len(found[0]), plain)
    found = [(one.start(), one[0].strip()) for one in LONG.finditer(text) if _is_phone(text, one)]
    found += [(one.start("number"), one["number"]) for one in SHORT.finditer(text) if not UNIT.match(text, one.end())]
    found += [(one.start(), one[0]) for one in CODES.finditer(text) if not UNIT.match(text, one.end())]
    taken: list[tuple[int, str]] = []
    for start, words in sorted(found):
        if not taken or start >= taken[-1][0] + len(taken[-1][1]):
            taken.append((start, words))
    return tuple(words for _start, words in taken)


def _is_phone(text: str, match: re.Match[str]) -> bool:
    words, before = match[0].strip(), text[max(0, match.start() - NEAR) : match.start()]
    if UNIT.match(text, match.end()) or HANDOUT.search(before):
        return False
    digits = sum(sign.isdigit() for sign in words)
    if CALLED.search(before):
        return not (DATE.fullmatch(words) or TIMES.fullmatch(words))
    shapes = (YEARS, DATE, TIMES, THOUSANDS, RANGE)
    return digits >= FEWEST_DIGITS and not any(shape.fullmatch(words) for shape in shapes)

"""Signs of danger after needling, as readers and writers put them. All patterns read levelled text, those of signs in
small letters."""

import re
from dataclasses import dataclass

from clinic_site.readability.kept import kept
from clinic_site.readiness.levelled import lowered

LIMB = (
    r"(?:arms?|legs?|face|hands?|f(?:oo|ee)t|limbs?|(?:one|left|right)\s+side|side\s+of\s+(?:your|the)\s+(?:body|face))"
)
OF_LIMB = rf"(?:(?:in|of|on|down|along|over|to)\s+)?(?:(?:an?|the|your|one|either|both|his|her)\s+)?(?:\w+\s+)?{LIMB}"
PART = r"(?:face|tongue|lips?|mouth|throat|eyes)"
STOPPING = (
    r"(?:won't|will\s+not|does(?:\s+not|n't)|do(?:\s+not|n't)|can't|cannot|can\s+not|is\s+not|isn't|has\s+not"
    r"|hasn't|not)"
)
SIGNS = {
    "breathing": (
        r"\bchest[\s-]+(?:or\s+(?:[\w-]+\s+){1,3})?(?:pains?|tightness|pressure|discomfort)\b"
        r"|\b(?:pains?|tightness|pressure|hurts?)\s+(?:\w+\s+){0,2}(?:in|across|around)\s+(?:\w+\s+)?(?:chest|ribs?)\b"
        r"|\b(?:chest|ribs)\s+(?:hurts?|feels?\s+tight|is\s+tight|tightens)\b|\btight\s+chest\b(?!\s+(?:muscle|wall))"
        r"|\bbreathless(?:ness)?\b|\bshort(?:ness)?\s+of\s+breath\b|\bshort\s+breath\b|\bout\s+of\s+breath\b"
        r"|\bbreathing\s+(?:\w+\s+)?(?:difficult\w*|hard|harder|trouble|problems?|fast)\b"
        r"|\b(?:trouble|difficult(?:y|ies)|problems?|hard|harder|struggl\w+|unable|fight\w*|gasp\w*)\s+(?:with\s+"
        r"|in\s+|for\s+|to\s+)?"
        r"(?:your\s+)?breath(?:e|ing)?\b|\b(?:can't|cannot|can\s+not|could\s+not|couldn't)\s+(?:\w+\s+){0,2}breathe?\b"
        r"|\bcough(?:s|ing|ed)?\s+(?:up\s+)?blood\b|\bblood\s+(?:when|as)\s+you\s+cough\b|\bdry\s+cough\b"
        r"|\b(?:blue|grey)\s+lips\b|\blips\s+(?:turn|go)\s+(?:blue|grey)\b"
    ),
    "collapse": (
        r"\b(?:you|they|someone|somebody|person|patient|people|anyone|who|he|she)\s+(?:\w+\s+)?collapses?\b"
        r"|\bcollapse\s+and\b"
        r"|\bcollapsed?\s+(?:at\s+home|after|without)\b"
        rf"|\b{STOPPING}\s+(?:\w+\s+)?(?:come\s+round|come\s+(?:a)?round|com(?:e|ing)\s+to\b|wak(?:e|ing)\s+up"
        rf"|regain|recover\s+(?:from\s+a\s+faint|in|within))|\bfaints?\s+(?:and|but)\s+(?:\w+\s+)?(?:not|never|don't|doesn't)\s+(?:recover|wake)"
        r"|\b(?:lose|loses|losing)\s+consciousness\b|\b(?:is|are|becomes?|be|stays?|found)\s+unconscious\b"
        r"|\bunresponsive\b"
        r"|\bha(?:ve|s|ving)\s+(?:a\s+)?(?:fits?|seizures?|convulsions?)\b|\ba\s+(?:fit|seizure"
        r"|convulsion)\b(?=\s*(?:,|or\b|and\b|after\b|can\b|may\b|happens\b|\.|$))"
    ),
    "nerves": (
        rf"\b(?:new|sudden|unusual|one-sided)\s+(?:\w+\s+)?(?:weakness|paralysis)\b|\b(?:weak(?:ness|er)?"
        rf"|paralys(?:ed|is)|numb(?:ness)?)\s+{OF_LIMB}\b"
        rf"|\b(?:arm|leg|face|hand|foot|limb)s?\s+(?:\w+\s+)?(?:is|are|goes|go|feels?|gets?"
        rf"|becomes?)\s+(?:\w+\s+)?(?:weak|numb|paralysed)\b"
        r"|\b(?:can't|cannot)\s+(?:move|lift)\s+(?:your|an|the|one)\s+(?:arm|leg)\b"
        r"|\bnumb(?:ness)?\s+(?:\w+\s+){0,2}(?:between\s+(?:your|the)\s+legs|groin|genitals?|saddle|bottom"
        r"|buttocks)\b|\bsaddle\s+(?:area|numbness)\b"
        r"|\bfac(?:e|ial)\s+(?:\w+\s+)?droop\w*|\bdroop(?:s|ing|y)?\s+(?:\w+\s+)?face\b|\bslurred\b|\bslurring\b"
        r"|\b(?:trouble|difficulty|unable|can't|cannot)\s+(?:to\s+)?(?:speak|talk)(?:ing)?\b"
        r"|\b(?:signs?\s+of\s+(?:a\s+)?|a\s+|have\s+a\s+)stroke\b"
        rf"|\b(?:lose|loses|losing|loss\s+of|no)\s+(?:all\s+)?feeling\s+{OF_LIMB}\b|\b(?:can't|cannot)\s+feel\s+{OF_LIMB}\b"
        r"|\bside\s+of\s+(?:your|the)\s+face\s+(?:\w+\s+)?(?:drops|hangs|falls)\b"
        r"|\bdouble\s+vision\b|\bsudden\s+(?:confusion|loss\s+of\s+(?:sight|vision|speech|balance))\b"
    ),
    "bladder": (
        r"\b(?:can't|cannot|can\s+not|unable\s+to|trouble|difficulty|problems?"
        r"|not\s+able\s+to)\s+(?:\w+\s+)?(?:pass(?:ing)?\s+(?:urine|water)|pee(?:ing)?"
        r"|wee(?:ing)?|urinat(?:e|ing)|control(?:ling)?\s+(?:your\s+)?(?:bladder|bowels?|pee|urine))\b"
        r"|\b(?:los[est]\w*|loss)\s+(?:of\s+)?(?:\w+\s+)?(?:control\s+of\s+(?:your\s+)?)?(?:bladder|bowel)s?\b"
        r"|\b(?:bladder|bowel)s?\s+(?:(?:or|and)\s+(?:bladder|bowel)s?\s+)?(?:trouble|problems?|control)\b"
        r"|\bincontinen(?:t|ce)\b"
    ),
    "sudden pain": (
        r"\bsudden,?\s+(?:(?:very\s+)?(?:severe|bad|strong|terrible|intense)\s+)?(?:(?:neck"
        r"|back)\s+(?:or\s+(?:neck|back)\s+)?pain|headaches?)\b"
        r"|\b(?:worst|thunderclap)\s+(?:\w+\s+)?headache\b|\bheadache\s+(?:of\s+your\s+life|that\s+is\s+(?:sudden"
        r"|the\s+worst))"
    ),
    "allergy": (
        rf"\bswell(?:ing|s|en)?\s+(?:up\s+)?(?:(?:of|in|around)\s+)?(?:the\s+|your\s+)?{PART}\b"
        rf"|\bswollen\s+(?:\w+\s+)?{PART}\b"
        rf"|\b{PART}\s+(?:(?:or|and)\s+{PART}\s+)?(?:\w+\s+)?(?:swells?|swelling|swollen)\b|\bwheez(?:e|es|ing|y)\b"
        rf"|\banaphyla\w+"
        r"|\brash\s+(?:that\s+)?(?:spreads|spreading|all\s+over|over\s+your\s+body)\b|\bwidespread\s+rash\b"
        r"|\bsevere\s+allergic\s+reaction\b"
    ),
    "bleeding": (
        rf"\bbleed(?:s|ing)?\s+(?:\w+\s+){{0,3}}?{STOPPING}\s+stop\w*|\b{STOPPING}\s+stop\s+(?:the\s+)?bleeding\b"
        r"|\bkeeps?\s+(?:on\s+)?bleeding\b|\bbleeding\s+(?:goes|carries)\s+on\b|\b(?:heavy|severe"
        r"|uncontrolled)\s+bleeding\b|\bbleeds?\s+heavily\b"
        r"|\bbruise\s+(?:\w+\s+)?(?:grows|growing|swells)\b"
    ),
    "thoughts": (
        r"\bsuicid\w+|\bkill(?:ing)?\s+yoursel\w+|\bend(?:ing)?\s+your\s+(?:own\s+)?life\b|\bself-harm\w*"
        r"|\bharm(?:ing)?\s+yoursel\w+"
        r"|\bdon't\s+want\s+to\s+live\b"
    ),
    "infection": (
        r"\bpus\b|\b(?:spreading|hot,?\s+(?:and\s+)?)\s*red(?:ness)?(?:\s+skin)?\b"
        r"|\bredness\s+(?:that\s+)?(?:spreads|is\s+spreading|is\s+growing)\b"
        r"|\bskin\s+(?:\w+\s+)?(?:is|gets|turns|becomes|feels)\s+(?:\w+\s+)?(?:hot|red)\b|\b(?:hot|red)\s+(?:and"
        r"|or|,)\s*(?:hot|red|swollen)\s+skin\b"
        r"|\bfever\b[^.]{0,40}\b(?:red(?:ness)?|pus|hot|swollen|shiver\w*|spreading)\b"
        r"|\bshiver\w*\b[^.]{0,40}\bfever\b|\bsepsis\b"
    ),
}  # fmt: skip
PATTERNS = {group: re.compile(pattern) for group, pattern in SIGNS.items()}
NEAR = 60
# The same-day card answers these as well.
SAME_DAY = frozenset({"infection"})
NEGATED = re.compile(
    r"\b(?:no|without|never|nor|free\s+of|rather\s+than|not\s+(?:a|have|had|mean))\s+(?:[\w-]+,?\s+){0,2}$|\bnot\s+(?:a\s+)?$",
)
HISTORY = re.compile(
    r"\bbefore\s+(?:we|you|your|the|any|treatment|needling|each)\b|\b(?:have|has)\s+(?:you\s+)?(?:ever\s+)?had\b"
    r"|\bin\s+the\s+past\b"
    r"|\bhistory\s+of\b|\bwe\s+(?:also\s+|always\s+|first\s+)?ask\b|\btell\s+us\s+first\b|\bwhy\s+we\s+ask\b"
    r"|\byou\s+had\b|\bmean(?:s|ing)\s+of\b"
    r"|\bneedles?\s+(?:do|does|can)\s+not\s+(?:help|treat)\b",
)
URGENT = re.compile(
    r"\{\{\s*emergency_(?:number|department)\s*\}\}|\bemergenc(?:y|ies)\b|\bambulance\b|\bparamedic\w*|\bunwell\b"
    r"|\b(?:go|get|taken?)\s+(?:straight\s+)?to\s+(?:the\s+)?(?:nearest\s+)?(?:hospital|A&E|accident)\b",
    re.IGNORECASE,
)
TODAY = re.compile(
    r"\b(?:today|same\s+day|that\s+day|at\s+once|right\s+away|straight\s+away|immediately|urgent(?:ly)?|now)\b",
    re.IGNORECASE,
)


# While staff stand beside the patient, telling them is the right thing to do.
TELL_STAFF = re.compile(r"\b(?:tell|say)\s+(?:us|staff|so|stop|your\s+\w+)\b", re.IGNORECASE)
IN_THE_ROOM = re.compile(
    r"\bin\s+the\s+room\b|\bduring\s+(?:the\s+|your\s+)?(?:treatment|visit|session|needling)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Sign:
    group: str
    words: str


@kept
def signs(plain: str) -> tuple[Sign, ...]:
    """The danger signs that one sentence speaks of as something that may happen to the reader."""
    low = lowered(plain)
    if HISTORY.search(low) or plain.rstrip(" \"')").endswith("?"):
        return ()
    found = []
    for group, pattern in PATTERNS.items():
        named = (
            one for one in pattern.finditer(low) if not NEGATED.search(low[max(0, one.start() - NEAR) : one.start()])
        )
        if first := next(named, None):
            found.append(Sign(group, plain[first.start() : first.end()]))
    return tuple(found)


def is_answered(group: str, around: str) -> bool:
    """Whether the text around a sign says where to get help for it in time."""
    return _is_urgent(around) or (group in SAME_DAY and _is_for_today(around))


# A section is asked about for each of its sentences.
@kept
def _is_urgent(around: str) -> bool:
    return bool(URGENT.search(around))


@kept
def _is_for_today(around: str) -> bool:
    return bool(TODAY.search(around))


@kept
def _says_in_the_room(around: str) -> bool:
    return bool(IN_THE_ROOM.search(around))


def is_in_the_room(plain: str, around: str) -> bool:
    return bool(TELL_STAFF.search(plain)) and _says_in_the_room(around)

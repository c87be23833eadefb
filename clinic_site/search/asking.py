"""Whether a sentence asks in general what may happen, or tells what is happening to somebody now.

All patterns read plain words: small letters, no signs, "not" and "cannot" for every way to deny.
"""

import re

BODY = (
    "(?:lungs?|spine|spinal|nerves?|back|chest|neck|ribs?|heart|arms?|legs?|hands?|feet|foot|organs?|body|blood"
    "|joints?|muscles?|shoulders?|skin|face)"
)
CARE = "(?:needling|needles|treatment|therapy|acupuncture|massage|physio\\w*|stretch\\w*|exercises?)"
PEOPLE = "(?:people|patients|some|you|they|needles?|needling|dry|the needles?)"
AFRAID = "(?:scared|afraid|frightened|terrified|worried|anxious|nervous|fear|worry|dread)"
HARMS = (
    "(?:puncture|collapse|pierce|hit|touch|damage|injure|harm|hurt|reach|affect|paralyse|enter|stop|kill|pop|burst"
    "|make|numb|infect|go (?:in|into|through|near)|get (?:in|into|near))"
)
SEEK = "(?:call|go|see|worry|be worried|ring|phone|get|seek)"


def _one_of(*patterns: str) -> re.Pattern:
    return re.compile(rf"\b(?:{'|'.join(patterns)})\b")


# What stands before the question itself.
BEFORE = re.compile(
    r"^(?:(?:hi|hello|hey|so|but|and|ok|well|please|also|just|sorry|question|quick question)\b ?)*"
    r"(?:(?:(?:i am|im|i was|i|id|was|just|would) )*(?:wondering|wonder|curious|asking|like to know|want to know)\b ?"
    r"(?:if|whether|about)? ?)?"
)
QUESTION = re.compile(
    r"^(?:(?:can|could|will|would|might|may|should|do|does|is|are)\b(?! (?:barely|hardly|not|only|just|feel)\b)"
    r"|how (?:common|often|likely|unlikely|rare|deep|many|much|high|big|safe|far|close|near)\b"
    r"|how (?:do|does|can|could|is|are|to|would|should|will)\b"
    r"|what(?:s| is| are| do| does| causes?| happens?| kind| sort| about| percentage| if)\b"
    rf"|why (?:do|does|can|could|might|would|are|is) {PEOPLE}\b"
    r"|(?:which|who|where|when|has anyone|have people|have you)\b)"
)
# Words of somebody who reads about it.
TOPIC = _one_of(
    "risks?|chances?|odds|likelihood|probability|rates?|statistics|stats|percentage|common|rare|rarely|incidence",
    "prevent(?:ing|ion)?|avoid(?:ing)?|causes?|safe|safety|side effects?|complications?|meaning|definition",
    "recovery|cases|reports?|difference|versus|vs|leaflet|research|evidence|study|studies|phobia|fear|explain(?:ed)?",
    r"strengthen\w*|rehab\w*",
    f"{CARE} for|tight (?:\\w+ )?muscles?|at the (?:sight|thought) of",
)
PAST = _one_of(
    "history of|(?:years?|months?) ago|in the past|last (?:time|year)|as a (?:child|kid|teenager)|used to|when i was"
)
# Somebody speaks of themselves, of what may be and not of what is.
MAY_BE = _one_of(
    rf"(?:(?:i am|im|i get|i feel|i ve|ive) )?(?:(?:just|really|very|so|a bit|too|always) )*{AFRAID}"
    r" (?:of|about|that|i|it|to|in case|my)\b(?: (?:i|my|me|it)\b)*",
    r"(?:can|will|would|might|may|shall|must) i (?:still )?(?!call|go|see|worry|ring|still)",
    r"do i (?:get|need|feel|bleed|faint|lose|have to)",
    r"could i (?!have|be (?:having|in)\b)",
    rf"should i (?!{SEEK}|be)",
    r"am i (?:likely|going|at|allowed|able|more|too)",
    r"i (?:always|often|usually|sometimes|easily|tend to)",
    r"if i (?:faint|pass|black|bleed|feel|move|get)",
    r"i (?:might|may|could|will|would|am going to)|im going to",
    r"(?:make|makes|give|gives|leave|leaves|cause|causes) (?:me|my)",
    rf"(?:can|could|will|would|might|may|does|do) (?:\w+ ){{1,4}}?{HARMS} (?:\w+ ){{0,2}}?"
    rf"(?:me\b|my (?:\w+ )?{BODY}\b)(?! (?:hurts?|is|are|feels?|went|has|keeps|pain))",
    r"i (?:feel|get|go|am) (?:\w+ ){1,3}(?:at the (?:sight|thought) of|when i see)",
    r"(?:come|have it|have needling|have dry needling|be treated|be needled) (?:if|when) i (?:have|get|feel|ve)",
    r"(?:breaks?|snaps?|stays?|left|stuck) (?:\w+ )?(?:in|inside) me",
    rf"(?:will|can|could|would|might|may) my (?:\w+ )?{BODY}",
    r"i (?:have |ve )?(?:heard|read|saw|seen|would like|wonder|was wondering|was told|am on|am booked)",
    r"my (?:\w+ )?(?:said|says|told me|thinks|warned me)",
    r"(?:tell|told|warn|warned|show|for|to) me",
)
SOMEBODY = _one_of(
    "i|im|ive|id|my|me|mine|myself|we|our|he|hes|him|his|she|shes|her|husband|wife|partner|mum|mom|mother|dad|father",
    "son|daughter|friend|brother|sister|boyfriend|girlfriend|patient has|someone has",
)
NOW = _one_of(
    "now|since|still|today|tonight|yesterday|overnight|(?:this|last) (?:morning|afternoon|evening|night|week)",
    r"(?:minutes?|hours?|days?) ago|sudden|suddenly|for (?:\w+ )?(?:minutes?|hours?|days?|weeks?)",
    "started|keeps?|getting (?:worse|bigger|more|harder)|worse|worsening|went|gone|turned|urgent|urgently|emergency",
    "(?:is|it|this|that|s) normal|normal (?:to|that|for|if|when)|help me|need help|please help",
)
BACK = _one_of("it|its|this|that|them|these|those|one")
WHAT_TO_DO = _one_of(
    "what (?:to|should i|do i|can i|shall i) do|who (?:do|should|to) (?:i )?call|do i have|have i got",
    f"when (?:to|should i|do i|should you|should we) {SEEK}|should i {SEEK}",
    "how (?:do|can|would|to|could) (?:i |you |we )?(?:know|tell|stop|recognise|spot)|signs? of|symptoms?",
    "(?:could|can|might|may|must|does) (?:this|it|that) (?:be|mean)",
    "is (?:this|that|it) (?:an?|my|infected|bad|serious|dangerous|ok|okay)|why (?:is|does|cannot|can) (?:it|my|i)",
    "(?:call|need) an? ambulance|what if (?:i|my|he|she) (?:have|has|cannot|is|am)",
)


def speaks_generally(words: str) -> bool:
    """Asked about what may happen to people, with nobody in it and nothing that happens now."""
    asked = BEFORE.sub("", words)
    if not (QUESTION.search(asked) or any(sign.search(words) for sign in (TOPIC, PAST, MAY_BE))):
        return False
    rest = MAY_BE.sub(" ", asked)
    if WHAT_TO_DO.search(words) or NOW.search(rest):
        return False
    return bool(PAST.search(words)) or not SOMEBODY.search(rest)


def points_back(words: str) -> bool:
    """Tells of something named before that it is here now: "I have had it since Monday"."""
    return bool(BACK.search(words) and NOW.search(words)) and not speaks_generally(words)

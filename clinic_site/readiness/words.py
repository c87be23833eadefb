"""The words that give a sentence away: effects, frequencies, praise. All read levelled text, EFFECT and PRAISE
in small letters."""

import re

from clinic_site.readability.kept import kept
from clinic_site.readiness.levelled import lowered

DOER = (
    r"(?:needl(?:e|es|ing)|treatments?|therap(?:y|ies)|acupuncture|exercises?|massage|heat|ice|tape|injections?"
    r"|steroids?"
    r"|stretch(?:es|ing)|pressure|twitch(?:es|ing)?|techniques?|methods?|medicines?|painkillers?|it|this|that|they"
    r"|these)"
)
MODAL = (
    r"(?:may|might|can|could|will|would|does|do|did|to|not|doesn't|don't|didn't|won't|can't|cannot|also|often|really)"
)
ACTS = (
    r"reduc|reliev|eas|improv|prevent|heal|lower|lessen|decreas|increas|restor|boost|strengthen|speed|loosen|relax"
    r"|sooth"
    r"|shorten|calm|block|stimulat|releas|enhanc|accelerat|alleviat|fix|treat|resolv|diminish|promot"
)
NOT_A_CLAIM_OF = r"(?:you\s+(?:to\s+)?(?:understand|decide|find|ask|choose|see|plan)|us\b|them\s+(?:understand|decide))"
EFFECT = re.compile(
    rf"\b{DOER}\s+(?:[a-z]+ly\s+)?(?:(?:{MODAL}\s+){{0,2}})work(?:s|ed)?\b(?!\s+(?:with|together|on|for\s+us))"
    rf"|\b(?:helps|helped)\b(?!\s+{NOT_A_CLAIM_OF})"
    rf"|(?<!we )(?<!we also )\b(?:{MODAL})\s+(?:[a-z]+ly\s+)?help\b(?!\s+{NOT_A_CLAIM_OF})"
    rf"|\b(?:{ACTS})(?:s|es|ed)\b(?!\s+(?:you\b|us\b|from\b))(?<!\beased in)(?<!\bthe releases)"
    rf"|\b(?:{MODAL})\s+(?:[a-z]+ly\s+)?(?:{ACTS})e?\b(?!\s+(?:you\b|us\b))(?<!\bto speed)"
    r"|\b(?:more|less|as|very|highly|quite|is|are|was|be)\s+(?:\w+ly\s+)?effective\b|\beffectiveness\b|\bineffective\b"
    r"|\b(?:stud(?:y|ies)|trials?|reviews?|research(?:ers)?|surveys?|scientists?|science|experts?|evidence)\b"
    r"(?!\s+(?:library|page|pages))"
    r"|\b(?:risks?|chances?|rates?)\s+of\s+(?!falls?\b)\w+|\b(?:higher|lower|greater|raised?|raises|small|low"
    r"|high)\s+risks?\b"
    rf"|\b{DOER}\s+(?:is|are)\s+(?:not\s+|already\s+)?working\b|\band\s+effective\b|\b(?:is|are)\s+(?:\w+ly\s+)?safe\b"
    r"|\b(?:feels?|felt|gets?|got)\s+(?:much\s+|a\s+lot\s+|a\s+bit\s+)?better\b"
    r"|\b(?:recover|heal|mend|get\s+well)\w*\s+(?:\w+\s+)?(?:faster|quicker|quickly|sooner)\b"
    r"|\b(?:side|adverse)[ -](?:effects?|events?|reactions?)\b|\bcomplications?\b"
    r"|\b(?:more|less|un)\s?likely\s+to\b|\b(?:more|less)\s+likely\b|\b(?:no\s+)?benefits?\b"
    r"|\b(?:more|less|better|worse|lower|higher|stronger|faster|quicker|sooner|safer|longer)\s+(?:[a-z]+\s+){0,3}than\b"
    r"|\b(?:less|lower|no|ends?|stops?|takes?\s+away)\s+(?:of\s+)?(?:the\s+|your\s+)?(?:muscle\s+|neck\s+"
    r"|back\s+)?pain\b",
)
# What is asked of the reader, and what says itself that nothing is known, has no source to name.
ASKS = re.compile(
    r"""["'(]*(?:please\s+)?(?:(?:and|but|so|then|if[^,]{1,80},|for\s[^,]{1,60},|before[^,]{1,60},"
    r"|after[^,]{1,60},)\s*)?"""
    r"(?:ask|tell|talk|speak|read|call|look|see|follow|write|bring|say|take|keep|do\s+not|don't|never|choose|use"
    r"|find|agree"
    r"|note|check|stop|start|sit|drink|eat|wear|plan|show|let|give|have|go|try|press|watch|save|change|start|make|wait"
    r"|think|remember|get|leave|avoid|which|what|how|why|who|where|when|do|does|is|are|can)\b",
    re.IGNORECASE,
)
OPEN = re.compile(
    r"\bwe\s+(?:have\s+)?(?:found|know\s+of|saw|could\s+find|have)\s+(?:no|few|none|only|nothing)\s*(?:such\s+|good\s+"
    r"|general\s+)?(?:stud|trial|research|evidence|report|count|rule|figure|number|at\b|in\b|\.|$)"
    r"|\byou\s+may\s+(?:read|hear)\b|\b(?:nobody|no\s+one)\s+(?:\w+\s+)?(?:knows|has\s+(?:shown|found|studied|tested|compared|counted))\b"
    r"|\b(?:we|they|experts|researchers)\s+(?:do\s+not|don't)\s+(?:yet\s+)?know\b|\b(?:is"
    r"|are)\s+(?:not\s+(?:yet\s+)?known|unknown)\b"
    r"|\b(?:has|have)\s+not\s+(?:yet\s+)?been\s+(?:tested|studied|measured|compared)\b|\bnot\s+tested\b",
    re.IGNORECASE,
)
# What we do ourselves with studies, and what the reader is offered, is no claim about an effect.
INDIRECT = re.compile(
    r"\b(?:what|whether|if|how|why|which)\s+(?:\w+\s+){0,3}?(?:helps?|helped|works?|worked|studies|research|trials?)\b",
    re.IGNORECASE,
)
OURS = re.compile(
    r"""["'(]*(?:in\s+this\s+\w+,?\s+)?(?:then\s+|so\s+|and\s+)?(?:we|this\s+(?:guide|page|site)|each\s+page"
    r"|it\s+(?:tells|shows)\s+you|our\s+\w+|you\s+(?:can|could|may)\s+(?:also\s+)?"""
    r"(?:ask|choose|try|read|stop|say|look|find|check|bring))\b",
    re.IGNORECASE,
)
STRONG = re.compile(
    r"\b(?:helps|helped|works|worked|reliev\w*|reduc\w*|improv\w*|heals?|healed|eases|eased|(?<!we )shows?|proves?"
    r"|proven|effective)\b",
    re.IGNORECASE,
)


def without(plain: str, links: tuple[str, ...]) -> str:
    """The sentence without the words of its links: they name other pages."""
    for link in links:
        plain = plain.replace(link, " ")
    return plain


@kept
def effect(plain: str) -> str:
    """The words by which a sentence claims an effect, a risk or a finding; empty when it claims none."""
    plain = INDIRECT.sub(" ", plain)
    found = EFFECT.search(lowered(plain))
    if not found or plain.rstrip(" \"')").endswith("?") or ASKS.match(plain) or OPEN.search(plain):
        return ""
    if OURS.match(plain) and not STRONG.search(plain):
        return ""
    return plain[found.start() : found.end()]


FREQUENCY = re.compile(
    r"\b(?:(?:very|extremely|quite|fairly|so|too|not|more|less|most)\s+)?(?:rare(?:ly|r|st)?|uncommon(?:ly)?"
    r"|common(?:ly|er|est)?"
    r"|infrequent(?:ly)?|frequent(?:ly)?|seldom|hardly\s+ever|almost\s+never|once\s+in\s+a\s+while)\b"
    r"(?!\s+(?:sense|cold|name|ground|questions?|bleeding|blood|disease|disorders?|illness|genetic))",
    re.IGNORECASE,
)
OF_EFFECTS = re.compile(
    r"\b(?:often|most\s+(?:people|patients|adults|women|men|of\s+(?:them|our\s+patients)))\b", re.IGNORECASE
)
NO_FREQUENCY = re.compile(
    r"\b(?:how|as|so|less|more|too)\s+(?:often|common|rare|frequent(?:ly)?)\b(?!\s+than)|\bin\s+common\b"
    r"|\b(?:is|are|say|word|words|call\w*|something)\s+[\"']?(?:rare|common)[\"']?\s+or\s+[\"']?(?:rare|common)\b",
    re.IGNORECASE,
)
EFFECTS_AND_HARMS = re.compile(
    r"\b(?:pain\w*|sore(?:ness|r)?(?!\s+(?:spots?|muscles?|points?))|bruis\w*|bleed\w*|blood|side[ -]effects?"
    r"|faint\w*|harm\w*|infect\w*|headaches?|tired\w*|drows\w*"
    r"|dizz\w*|better|worse|help\w*|eas(?:e|es|ed)|relie\w+|improv\w*|recover\w*|injur\w*|nause\w*|sick|settle\w*"
    r"|risk\w*"
    r"|complications?|reactions?|problems?|numb\w*|tingl\w*|happens?)\b",
    re.IGNORECASE,
)
EXPLAINS = re.compile(
    r"(?:about|around|roughly|that\s+is|this\s+is|this\s+means|that\s+means|they\s+(?:came|come|happen\w*)"
    r"|it\s+(?:came|comes|happen\w*|was)|up\s+to|fewer\s+than|less\s+than|between|out\s+of|after\s+about)\b",
    re.IGNORECASE,
)


@kept
def frequency(plain: str) -> str:
    """The word that says how often without saying how many; empty when there is none."""
    plain = NO_FREQUENCY.sub(" ", plain)
    if found := FREQUENCY.search(plain):
        return found[0]
    found = OF_EFFECTS.search(plain)
    return found[0] if found and EFFECTS_AND_HARMS.search(plain) else ""


NEGATED = r"(?<!\bno )(?<!\bnot )(?<!\bwithout )(?<!\bnever )(?<!\bno patient )(?<!\bshow no )(?<!\bprint no patient )"
PRAISE = re.compile(
    r"\b(?:one|some|many|several|most|all|two|three|dozens|hundreds|thousands)\s+of\s+(?:our"
    r"|my)\s+(?:\w+\s+)?(?:patients|clients|customers)\b"
    r"|\b(?:our|my|happy|satisfied)\s+(?:\w+\s+)?(?:patients|clients|customers)\s+(?:often\s+|all\s+|always\s+)?"
    r"(?:say|tell|told|love|report|rave|agree|feel|felt|describe|recommend|notice)\w*"
    r"|\b(?:a|another|one)\s+(?:\w+\s+)?(?:patient|client|customer)(?:\s+of\s+ours)?,?\s+(?:\w+\s+)?(?:said|told"
    r"|tells|says|wrote|writes|reports|reported)\b"
    r"|\bpatients\s+(?:rave|love|swear|(?:say|tell\s+us)\s+(?:that\s+)?(?:they|it|we)\s+(?:\w+\s+)?(?:love|feel"
    r"|felt|is|are|was|helped|changed|better))\b"
    rf"|{NEGATED}\b(?:patient\s+)?(?:testimonials?|(?:success|patients?'?|clients?'?|customers?'?)\s+stor(?:y|ies))\b"
    r"|\b(?:google|trustpilot|facebook|yelp|five[- ]star|5[- ]star|customer|patients?'?s?'?|online|client|glowing"
    r"|great|rave)\s+(?:reviews?|ratings?)\b"
    r"|\bread\s+our\s+reviews\b|\b(?:four|five|[45](?:\.\d)?)[ -](?:stars?\b|out\s+of\s+(?:5|five)\b)"
    r"|\brated\s+(?:us\s+)?[45](?:\.\d)?\b|[★⭐]"
    r"|\bchanged\s+(?:my|his|her|their)\s+li(?:fe|ves)\b|\blife[- ]chang\w+|\bgave\s+(?:me|him|her)\s+(?:my|his"
    r"|her)\s+life\s+back\b"
    r"|\bi(?:'d|\s+would|\s+can)?\s+(?:\w+ly\s+)?recommend\b|\bhighly\s+recommend(?:ed)?\b|\bcould(?:n't"
    r"|\s+not)\s+believe\b"
    r"|\bmiracles?\b|\bmiraculous\w*|\bsaved\s+my\b|\blike\s+(?:a\s+)?new\s+(?:man|woman|person)\b"
    r"|\bswears?\s+by\b|\bthank\s+you\s+(?:so\s+much|to)\b|\bthanks\s+to\s+(?:\w+\s+){0,2}(?:clinic|needling|team)\b"
    r"|\b(?:athletes?|footballers?|runners?|celebrit(?:y|ies)|stars?|champions?"
    r"|famous\s+people)\s+(?:\w+\s+){0,2}(?:love|trust|rave|recommend)\w*"
    r"|\bmeet\s+[a-z]{2,},|\b[a-z]{2,}'s\s+story\b|\bhear\s+from\s+(?:our\s+)?patients\b",
)
SIGNED = re.compile(
    r"(?:^|[\"'.!] ?)-{1,2} ?(?:Mrs?\.? |Ms\.? )?[A-Z][a-z]+(?: [A-Z]\.?[a-z]*)?,? (?:aged? )?(?:\d{2}|from [A-Z])"
)
QUOTED = re.compile(r"\"([^\"]{3,400})\"|(?<!\w)'((?:[^']|(?<=\w)'(?=\w)){3,400})'(?!\w)")
FIRST_PERSON = re.compile(r"\b(?:i|i'm|i've|i'd|my|me)\b", re.IGNORECASE)
TOLD = re.compile(
    r"\b(?:felt|feel|was|am|i'm|i've|could|had|have|got|went|came|woke|walked|recovered|tried|love|loved|noticed"
    r"|disappeared"
    r"|gone|helped|worked|can\s+(?:now|finally)|no\s+longer|better|vanished|stopped|cured|fixed|eased|saved|changed|improved|thanks?)\b",
    re.IGNORECASE,
)
TO_SAY = re.compile(
    r"\b(?:say|says?:?|tell\s+(?:them|us|staff)|ask(?:\s+(?:us|them))?|such\s+as|write|called|words?"
    r"|phrase)[\s:,]*[\"']?$",
    re.I,
)
STORY = re.compile(
    r"\b(?:i|we)\s+(?:\w+ly\s+)?(?:felt|woke|no\s+longer|used\s+to)\b|\bi\s+(?:\w+\s+)?(?:could|had|was|got|went"
    r"|came|tried|suffered"
    r"|started|recovered|booked|walked|ran)\b|\bi(?:'ve|\s+have)\s+(?:been|had|never|tried)\b"
    r"|\bmy\s+(?:\w+\s+){0,2}(?:pain|back|neck"
    r"|shoulder|knee|headaches?|migraines?)\s+(?:\w+\s+)?(?:went|was|is|has|had|disappeared|vanished|stopped"
    r"|improved)\b",
    re.IGNORECASE,
)


@kept
def testimony(plain: str) -> str:
    """The words by which a sentence tells a patient's story or praise; empty when it does not."""
    if found := PRAISE.search(lowered(plain)) or SIGNED.search(plain):
        return plain[found.start() : found.end()].strip()
    for found in QUOTED.finditer(plain):
        said = found[1] or found[2]
        if not FIRST_PERSON.search(said) or not TOLD.search(said) or said.rstrip().endswith("?"):
            continue
        if not TO_SAY.search(plain[max(0, found.start() - 60) : found.start()]):
            return said.strip()
    bare = QUOTED.sub(" ", plain)
    found = STORY.search(bare)
    return found[0] if found and not bare.rstrip().endswith("?") else ""

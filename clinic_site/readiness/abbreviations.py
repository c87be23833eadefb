"""Abbreviations in capitals, and whether a sentence says what they stand for. All patterns read levelled text."""

import re

WIDELY_KNOWN = (
    "A&E AIDS AM BBC BSc CD COVID DIY DNA DVD EU FAQ FAQS GP GPS HIV ID IDS IT MSc NHS OK PC PDF PDFS PhD PIN PM PS QR"
    " RSVP SMS TV TVS UK UN UNO URL US USA USB VIP WC WIFI"
)
KNOWN = frozenset(WIDELY_KNOWN.split())
# Whole words that somebody typed in capitals to stress them.
IN_CAPITALS = (
    "A ALL ALSO ALWAYS AN AND ANY ARE AS ASK AT BE BEFORE BUT BY CALL CAN CANNOT DO EACH EVEN EVERY FIRST FOR FROM GO"
    " HAVE HELP HOW I IF IN IS IT JUST KEEP LESS MAY ME MORE MUST MY NEVER NEW NO NONE NOT NOTE NOW OF OFF ON ONE ONLY"
    " OR OUR OUT READ SAY SEE SHOULD SO SOME STAY STOP TAKE TELL THAT THE THEM THEN THERE THESE THEY THIS TO TODAY TOO"
    " UP US USE VERY WAIT WAS WE WHAT WHEN WHO WHY WILL WITH YES YOU YOUR II III VI VII VIII IX XI XII"
)
STRESSED = frozenset(IN_CAPITALS.split())
SHORT = re.compile(
    r"(?<![\w&@/.{-])(?:[A-Z]\.){2,6}|(?<![\w&@/.{-])(?=.[A-Z0-9&]{0,5}[A-Z])[A-Z][A-Z0-9&]{1,6}(?:'?s)?(?![\w@}])"
    r"|(?<![\w&@/.{-])(?=[A-Za-z]{3,6}(?!\w))(?=[A-Z][a-z]?[A-Z])(?:[A-Z][a-z]?){2,5}s?(?!\w)"
)
# "MRI (magnetic resonance imaging)", "NICE, a national body": words that explain come at once.
TOLD_AFTER = re.compile(
    r"\s*(?:\([a-z][^)]*?[a-z]|,\s+(?:an?|the|or|which|who|that\s+is|short\s+for|meaning|our|your)\s|\s?-\s+(?:an?"
    r"|the)?\s*[a-z]"
    r"|\s+(?:stands?\s+for|means?|is\s+short\s+for|is\s+(?:an?|the)\s+(?:\w+\s+)?(?:body|scan|kind|test|way|method"
    r"|group|name|number|illness|condition|medicine))\b)"
)
TOLD_BEFORE = re.compile(
    r"[a-z]{2,}\s*(?:\(\s*(?:called\s+|or\s+|the\s+)?|,\s+(?:or|called|known\s+as|in\s+short)\s+(?:the\s+)?)[\"']?$",
    re.IGNORECASE,
)
MOSTLY = 0.5
NEAR = 80


def unexplained(plain: str, known: set[str], *, learns: bool = True) -> list[str]:
    """Abbreviations that a sentence uses first and does not explain. `known` grows with each one that is met."""
    letters = [sign for sign in plain if sign.isalpha()]
    if len(letters) > 12 and sum(sign.isupper() for sign in letters) > MOSTLY * len(letters):
        return []
    told = []
    for found in SHORT.finditer(plain):
        name = bare(found[0])
        if name in known or name in KNOWN or name in STRESSED or len(name) < 2:
            continue
        is_told = TOLD_AFTER.match(plain, found.end()) or TOLD_BEFORE.search(
            plain[max(0, found.start() - NEAR) : found.start()]
        )
        if learns or is_told:
            known.add(name)
        if not is_told:
            told.append(found[0])
    return told


def bare(words: str) -> str:
    """The abbreviation in the singular and without points."""
    return re.sub(r"'?s$", "", words.replace(".", ""))

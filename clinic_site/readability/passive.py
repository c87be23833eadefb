"""Finding the passive in a sentence, from the words alone: a hint that a person should read it again."""

import re

from .kept import kept

BE = r"(?:am|is|are|was|were|be|been|being|isn't|aren't|wasn't|weren't|(?:it|he|she|we|you|they|i|that)'(?:s|m|re))"
BETWEEN = r"(?:(?:not|never|also|often|always|usually|sometimes|only|still|then|now|being|been|all|both|\w+ly)\s+){0,3}"
SUBJECT = r"(?:(?:it|they|you|we|he|she|this|that|these|those)|(?:the|a|an|my|your|our|any|all|)\s*\w+)\s+"
IRREGULAR = (
    "beaten begun bent bitten blown born bought bound broken brought built burnt caught chosen cut dealt done drawn "
    "driven drunk eaten fed felt forbidden forgiven forgotten fought found frozen given ground grown heard held hidden "
    "hit hurt kept known laid learnt led left lent let lit lost made meant met mistaken overcome overdone overseen "
    "paid proven put read ridden rung said seen sent set sewn shaken shown shut slid sold sought spent split spoken "
    "spread stolen struck stuck sung swept sworn taken taught thought thrown told torn undergone understood undertaken "
    "upheld withdrawn withheld won worn woven written"
)
REGULAR = r"\w{2,}[^\We]ed"
USED = r"used(?!\s+to\s+(?:it|this|that|the|them|\w+ing)\b)"
PARTICIPLE = rf"(?P<done>{'|'.join(IRREGULAR.split())}|{USED}|(?!used\b){REGULAR}|agreed|freed|guaranteed)"
FORWARD = re.compile(rf"\b{BE}\s+{BETWEEN}{PARTICIPLE}\b(?P<by>\s+by\b)?", re.IGNORECASE)
ASKED = re.compile(
    rf"(?:\A|[,:;]\s+|\b(?:what|when|where|why|how|who)\s+)\W*{BE}\s+{SUBJECT}{BETWEEN}{PARTICIPLE}\b(?P<by>\s+by\b)?",
    re.IGNORECASE,
)
# Look like participles and say how someone or something is. "By" after one shows that something was done after all.
_STATES = """
    accustomed advanced aged agitated alarmed amazed annoyed ashamed bent bored bothered broken bruised
    closed committed complicated concerned confused congested connected crowded dedicated delighted depressed detailed
    determined disabled disappointed disgusted dissatisfied distressed embarrassed excited exhausted experienced
    fatigued finished frightened frustrated gifted hurt infected inflamed interested involved irritated
    left limited located married mixed nauseated overwhelmed pleased prepared
    qualified reassured refreshed registered related relaxed relieved retired rushed satisfied scared
    set shocked skilled stressed stuck supposed surprised talented tired trained undecided
    uneducated unexpected uninterested unlimited unqualified unrelated unskilled untrained unused upset varied
    worn worried
"""
STATES = frozenset(_STATES.split())
NOT_PARTICIPLES = frozenset(("hundred", "indeed", "naked", "rugged", "sacred", "wicked"))


@kept
def passive(sentence: str) -> str | None:
    """The first words that make the sentence passive, as written ("was given", "is being done by"), or None.

    Ways of being ("is tired", "are worried") are not passive unless "by" follows them.
    """
    plain = sentence.replace("’", "'")
    found = [match for pattern in (FORWARD, ASKED) for match in pattern.finditer(plain) if _is_done_to(match)]
    first = min(found, key=lambda match: match.start(), default=None)
    return sentence[first.start() : first.end()].strip(" ,;:\n\t") if first else None


def _is_done_to(match: re.Match[str]) -> bool:
    done = match["done"].lower()
    return done not in NOT_PARTICIPLES and (done not in STATES or bool(match["by"]))

"""Word-by-word differences between two signed texts, and what may not be called a small fix.

Words are compared with the spaces behind them, never letter by letter: 24 to 48 must read as 24 to 48.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

TOKEN = re.compile(r"\S+\s*")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
NUMBER_WORD = re.compile(
    r"\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|twenty|thirty|forty|fifty|sixty"
    r"|seventy|eighty|ninety|hundred|thousand|million|half|quarter|third|once|twice|first|second|double)s?\b",
    re.IGNORECASE,
)
UNIT = re.compile(
    r"%|\b(?:percent|per cent|mm|cm|mg|ml|g|kg|minutes?|hours?|days?|weeks?|months?|years?|seconds?|points?)\b",
    re.IGNORECASE,
)
NEGATION = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|nor|without|cannot|avoid|stop|unless|except|only|\w+n['’]t)\b",
    re.IGNORECASE,
)
LINK = re.compile(r"\]\([^)]*\)|<[a-z]+:[^>]*>|\bhttps?://\S+", re.IGNORECASE)
CITATION = re.compile(r"\[@[^\]]*\]")
PLACEHOLDER = re.compile(r"\{\{\s*\w+\s*\}\}")
CALLOUT = re.compile(r"^:::.*?^:::\s*$", re.MULTILINE | re.DOTALL)
NEXT_WORD = re.compile(r"\W*(\w+)")
ALWAYS_CLINICAL = (
    "short_answer",
    "points",
    "items",
    "topics",
    "flags",
    "risk",
    "applies_to",
    "applies_value",
    "position",
    "look",
)

# Pairs of words: up to the first every word counts, above the second nobody waits for the answer.
QUICKLY_COMPARED, LONGEST_COMPARED = 40_000, 4_000_000

# Readers don't see these, so a number in them is no change of meaning.
UNREAD = {"search_words", "related", "supports", "reasons"}


@dataclass(frozen=True)
class Piece:
    """A run of words: same, added or removed."""

    change: str
    text: str


def steps_between(before: Sequence, after: Sequence) -> Iterator[tuple[str, int, int, int, int]]:
    """How one sequence becomes the other, as SequenceMatcher tells it.

    What both begin and end with is set aside first; a middle that would take seconds is called replaced as a whole.
    """
    shorter = min(len(before), len(after))
    start = next((place for place in range(shorter) if before[place] != after[place]), shorter)
    end = 0
    while end < shorter - start and before[-1 - end] == after[-1 - end]:
        end += 1
    left, right = before[start : len(before) - end], after[start : len(after) - end]
    if start:
        yield "equal", 0, start, 0, start
    if left or right:
        if len(left) * len(right) > LONGEST_COMPARED:
            steps = [("replace", 0, len(left), 0, len(right))]
        else:
            steps = SequenceMatcher(None, left, right, autojunk=len(left) * len(right) > QUICKLY_COMPARED).get_opcodes()
        for change, *places in steps:
            yield change, *(place + start for place in places)
    if end:
        yield "equal", len(before) - end, len(before), len(after) - end, len(after)


def words(old: str, new: str) -> list[Piece]:
    before, after = TOKEN.findall(old), TOKEN.findall(new)
    pieces = []
    for change, old_from, old_to, new_from, new_to in steps_between(before, after):
        if change == "equal":
            pieces.append(Piece("same", "".join(after[new_from:new_to])))
            continue
        if old_to > old_from:
            pieces.append(Piece("removed", "".join(before[old_from:old_to])))
        if new_to > new_from:
            pieces.append(Piece("added", "".join(after[new_from:new_to])))
    return pieces


def lines(old: str, new: str) -> list[Piece]:
    """Lines first, then words within changed lines, so that a long text stays quick to compare."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    pieces = []
    for change, old_from, old_to, new_from, new_to in steps_between(before, after):
        left, right = "".join(before[old_from:old_to]), "".join(after[new_from:new_to])
        pieces += [Piece("same", right)] if change == "equal" else words(left, right)
    return pieces


def as_text(value) -> str:
    return "\n".join(value) if isinstance(value, list) else str(value)


def in_order(pattern: re.Pattern, text: str) -> list[tuple[str, str]]:
    """Every mark with the word behind it: a “not” or a number that only changed places is a change as well."""
    return [
        (match[0].casefold(), next_word[1].casefold() if (next_word := NEXT_WORD.match(text, match.end())) else "")
        for match in pattern.finditer(text)
    ]


def clinical_reasons(old: dict, new: dict) -> list[str]:
    """Why the change from one wording to the other can't be minor; empty when it can."""
    reasons = []
    marks = (
        (NUMBER, _("a number")),
        (NUMBER_WORD, _("a number word")),
        (UNIT, _("a unit")),
        (NEGATION, _("a word such as “not” or “only”")),
        (LINK, _("a link or picture")),
        (CITATION, _("a source")),
        (PLACEHOLDER, _("a value of the clinic profile")),
        (CALLOUT, _("a callout")),
    )
    read = [name for name in sorted(new) if name not in UNREAD]
    before, after = ("\n".join(as_text(text.get(name, "")) for name in read) for text in (old, new))
    for pattern, what in marks:
        if in_order(pattern, before) != in_order(pattern, after):
            reasons.append(what)
    if any(name in new and old.get(name) != new[name] for name in ALWAYS_CLINICAL):
        reasons.append(_("the short answer, or what decides about safety texts"))
    return reasons

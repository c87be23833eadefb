import re
from collections.abc import Iterator
from dataclasses import dataclass

from .kept import kept

# Shortened words that stand before what they belong to: no sentence ends with them.
_BEFORE_A_NAME = "dr mr mrs ms prof rev sr fig figs nos vs cf ca approx dept tel ext vol pp e.g i.e eg ie"
NEVER_LAST = frozenset(_BEFORE_A_NAME.split())
CAN_BE_LAST = re.compile(r"no|etc|al|[ap]\.?m|(?:[a-z]\.)+[a-z]")
INITIAL = re.compile(r"[A-HJ-Z]")
LONGEST_WORD = 40
CLOSERS = "\"'”’»)]}*_"
END = re.compile(rf"(?<![.!?…])([.!?…]+)([{re.escape(CLOSERS)}]*)(?=\s|\Z)")
LAST_WORD = re.compile(r"[^\s(\[\"“‘']*\Z")
OPENERS = re.compile(r"[\s\"'“‘«(\[*_]*")


@dataclass(frozen=True)
class Sentence:
    """A stretch of a text without the white space around it; `text` is what stands from `start` to `end`."""

    text: str
    start: int
    end: int


def sentences(text: str) -> list[Sentence]:
    """The sentences of one block. Closing marks are not needed; without letters and digits there is no sentence."""
    return list(_sentences(text))


@kept
def _sentences(text: str) -> tuple[Sentence, ...]:
    """A dozen checks ask for those of the same block, at each step to publication."""
    found, start, seen = [], 0, 0
    for end in (*_ends(text), len(text)):
        if any(letter.isalnum() for letter in text[seen:end]):
            found.append(_trimmed(text, start, end))
            start = end
        seen = end
    return tuple(found)


def _trimmed(text: str, start: int, end: int) -> Sentence:
    stretch = text[start:end]
    start += len(stretch) - len(stretch.lstrip())
    return Sentence(stretch.strip(), start, start + len(stretch.strip()))


def _ends(text: str) -> Iterator[int]:
    return (mark.end() for mark in END.finditer(text) if _closes(text, mark))


def _closes(text: str, mark: re.Match[str]) -> bool:
    follows = _next_letter(text, mark.end())
    if follows.islower():
        # "Wait... what?", "at 9 a.m. on Monday" and "“Does it hurt?” he asks" go on; "Sore? that is usual" does not.
        return mark[1] in ("!", "?") and not mark[2]
    if mark[1] != "." or not follows:
        return True
    before = LAST_WORD.search(text, max(0, mark.start() - LONGEST_WORD), mark.start())
    word = before.group().lower()
    if word in NEVER_LAST:
        return False
    if CAN_BE_LAST.fullmatch(word):
        return not follows.isdigit()
    return not (INITIAL.fullmatch(before.group()) or _is_mark_of_order(text, before))


def _is_mark_of_order(text: str, number: re.Match[str]) -> bool:
    """The 1 of "1. Rest", which stands before what it belongs to."""
    before = text[max(0, number.start() - LONGEST_WORD) : number.start()].rstrip()
    return number.group().isdigit() and (not before or before.endswith((".", "!", "?", ":", ";")))


def _next_letter(text: str, position: int) -> str:
    after = OPENERS.match(text, position).end()
    return text[after : after + 1]

"""What a text claims that a rule names. Pure: rules and text in, matches out; nothing is looked up."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from clinic_site.claims.machines import Machine, backward_machine, machine
from clinic_site.claims.words import Word, words_of

# The passages of a few long pages. A longer one, in characters, is looked at each time.
MOST_KEPT, LONGEST_KEPT = 2048, 4000


class ClaimRule(NamedTuple):
    """Either `term` or `pattern` is empty. `allowed_after` has one pattern a line."""

    key: str
    term: str
    pattern: str
    allowed_after: str
    reason: str
    suggestion: str
    source: str


@dataclass(frozen=True)
class Match:
    """`words` are as written: the characters from `start` up to `end` of the text. `rule` is the key."""

    rule: str
    words: str
    start: int
    end: int
    reason: str
    suggestion: str
    source: str


class Book:
    """Rules made ready to be looked for in many texts. What was found in the passages of late is remembered: of a page
    that somebody writes on, most stay as they are.

    A rule with a fault in its pattern raises PatternFault; the admin and the loader let none in.
    """

    def __init__(self, rules: Iterable[ClaimRule]):
        self.rules = [(rule, machine(rule.term or rule.pattern)) for rule in rules]
        self.opened_by: dict[str, list[int]] = defaultdict(list)
        for place, (_rule, reader) in enumerate(self.rules):
            for form in reader.openings:
                self.opened_by[form].append(place)
        self._remembered = lru_cache(maxsize=MOST_KEPT)(self._matches)

    def found_in(self, text: str) -> list[Match]:
        """Every match in the order of the text. The time grows with the length of the text and no faster."""
        return list(self._remembered(text) if len(text) <= LONGEST_KEPT else self._matches(text))

    def _matches(self, text: str) -> tuple[Match, ...]:
        words = words_of(text)
        starts: dict[int, list[int]] = defaultdict(list)
        for place, word in enumerate(words):
            for number in self.opened_by.get(word.form, ()):
                starts[number].append(place)
        matches = [match for number, begins in starts.items() for match in self._of(number, text, words, begins)]
        return tuple(sorted(matches, key=lambda match: (match.start, match.end, match.rule)))

    def _of(self, number: int, text: str, words: list[Word], starts: list[int]) -> Iterator[Match]:
        rule, reader = self.rules[number]
        allowed = [backward_machine(line) for line in lines_of(rule.allowed_after)]
        for first, last in spans(reader, words, starts):
            if not any(ends_before(first, before, words) for before in allowed):
                start, end = words[first].start, words[with_tail(last, reader.tail, words)].end
                said = (rule.reason, rule.suggestion, rule.source)
                yield Match(rule.key, text[start:end], start, end, *said)


def lines_of(allowed_after: str) -> list[str]:
    return [line.strip() for line in allowed_after.splitlines() if line.strip()]


def spans(reader: Machine, words: list[Word], starts: list[int]) -> Iterator[tuple[int, int]]:
    """First and last word of each match, none overlapping: the earliest start of the earliest end."""
    threads: dict[int, int] = {}
    waiting = iter([*starts, len(words)])
    start, place = next(waiting), 0
    while threads or start < len(words):
        place = place if threads else start
        if place == len(words):
            return
        if words[place].opens:
            threads = {}
        if place == start:
            threads.setdefault(0, place)
            start = next(waiting)
        threads = stepped(reader, threads, words[place].form)
        ended = [first for at, first in threads.items() if at in reader.ends]
        if ended:
            yield min(ended), place
            threads = {}
        place += 1


def stepped(reader: Machine, threads: dict[int, int], form: str) -> dict[int, int]:
    """Where each thread is after one more word; of two at one place the earlier is kept."""
    after: dict[int, int] = {}
    for at, first in threads.items():
        for forms, place in reader.steps[at]:
            if forms is None or form in forms:
                after[place] = min(first, after.get(place, first))
    return after


def ends_before(first: int, before: Machine, words: list[Word]) -> bool:
    """Whether words that make the claim harmless stand right before it."""
    threads, place = {0: 0}, first
    while threads and place > 0 and not words[place].opens:
        place -= 1
        threads = stepped(before, threads, words[place].form)
        if not before.ends.isdisjoint(threads):
            return True
    return False


def with_tail(last: int, tail: int, words: list[Word]) -> int:
    """The last word to show, where a rule ends with a gap."""
    while tail and last + 1 < len(words) and not words[last + 1].opens:
        last, tail = last + 1, tail - 1
    return last

"""Turns what was parsed into a machine that reads each word of a text once.

A machine holds no more threads than it has places, so no rule and no text makes it slow.
"""

from dataclasses import dataclass
from functools import lru_cache

from clinic_site.claims.patterns import Element, Form, parsed

Step = tuple[Form | None, int]


@dataclass(frozen=True)
class Machine:
    """`steps[place]` lists what may be read there and where it leads; None reads any word. Place 0 is the start.

    `openings` are the words that a match can start with. `tail` is how many words after the last one are shown too.
    """

    steps: tuple[tuple[Step, ...], ...]
    ends: frozenset[int]
    openings: Form
    tail: int


@lru_cache(maxsize=2048)
def machine(text: str) -> Machine:
    """The machine of a term or pattern. Raises PatternFault."""
    elements = parsed(text)
    tail = elements.pop() if isinstance(elements[-1], int) else 0
    return built(elements, tail)


@lru_cache(maxsize=2048)
def backward_machine(text: str) -> Machine:
    """The same, to be fed with words from right to left. Raises PatternFault."""
    turned: list[Element] = []
    for element in reversed(parsed(text)):
        turned.append(element if isinstance(element, int) else tuple(option[::-1] for option in element))
    return built(turned)


def built(elements: list[Element], tail: int = 0) -> Machine:
    """A machine without empty moves: what may be left out is worked out here, once."""
    frame, here = Frame(), 0
    for element in elements:
        beyond = frame.place()
        if isinstance(element, int):
            frame.lay_gap(element, here, beyond)
        else:
            for option in element:
                frame.lay_words(option, here, beyond)
        here = beyond
    reached = [frame.reached(start) for start in range(len(frame.steps))]
    steps = tuple(tuple(step for at in places for step in frame.steps[at]) for places in reached)
    ends = frozenset(start for start, places in enumerate(reached) if here in places)
    return Machine(steps, ends, frozenset().union(*(forms for forms, _place in steps[0] if forms)), tail)


class Frame:
    """Places with the steps between them, and the skips that read nothing."""

    def __init__(self):
        self.steps: list[list[Step]] = [[]]
        self.skips: list[list[int]] = [[]]

    def place(self) -> int:
        self.steps.append([])
        self.skips.append([])
        return len(self.steps) - 1

    def lay_gap(self, length: int, here: int, beyond: int) -> None:
        self.skips[here].append(beyond)
        for _word in range(length):
            after = self.place()
            self.steps[here].append((None, after))
            self.skips[after].append(beyond)
            here = after

    def lay_words(self, option: tuple[Form, ...], here: int, beyond: int) -> None:
        if not option:
            self.skips[here].append(beyond)
        for count, forms in enumerate(option, 1):
            after = beyond if count == len(option) else self.place()
            self.steps[here].append((forms, after))
            here = after

    def reached(self, start: int) -> list[int]:
        """The places where one may be without reading a word."""
        found = [start]
        for at in found:
            found += [place for place in self.skips[at] if place not in found]
        return found

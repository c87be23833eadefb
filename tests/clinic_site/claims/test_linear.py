"""Time is counted in lines of code that ran, so a busy machine changes nothing."""

import sys

import pytest

from clinic_site.claims import machines, matching, words
from clinic_site.claims.matching import Book
from tests.clinic_site.claims.rules import PlainRule

COUNTED = {module.__file__ for module in (machines, matching, words)}


def steps(text: str, rule: PlainRule) -> int:
    Book([rule]).found_in("")
    count = 0

    def line(frame, event, argument):
        nonlocal count
        count += event == "line"
        return line

    def call(frame, event, argument):
        return line if frame.f_code.co_filename in COUNTED else None

    earlier = sys.gettrace()
    sys.settrace(call)
    try:
        Book([rule]).found_in(text)
    finally:
        sys.settrace(earlier)
    return count


@pytest.mark.parametrize(
    ("rule", "unit"),
    [
        (PlainRule(pattern="a * " * 40 + "b"), "a "),
        (PlainRule(pattern="a … " * 40 + "b"), "a "),
        (PlainRule(pattern="a (a|) (a a|a|) (a|a a a|) * b"), "a "),
        (PlainRule(pattern="a * a", allowed_after="\n".join(["a * " * 40 + "b"] * 5)), "a "),
        (PlainRule(term="cure"), "cure, "),
        (PlainRule(term="cure"), "c\u00ad\u0332"),
        (PlainRule(term="cure"), "’ ' ` "),
        (PlainRule(term="cure"), " \n"),
        (PlainRule(term="cure"), "ﷺ"),
    ],
)
def test_a_text_of_twice_the_length_takes_twice_the_steps(rule: PlainRule, unit: str):
    once, twice = steps(unit * 200, rule), steps(unit * 400, rule)

    assert twice <= 2.2 * once


def test_no_rule_takes_more_threads_than_it_has_places():
    reader = machines.machine("a … " * 40 + "b")

    assert len(reader.steps) <= 40 * (8 + 2) + 2
    assert sum(map(len, reader.steps)) <= 3 * len(reader.steps)

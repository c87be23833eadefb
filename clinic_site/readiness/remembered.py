"""What the checks said about the texts that were looked at last: a text is checked when it is opened, sent, read and
published, and it is the same text each time.

A check reads its Draft and what it asks its Facts, nothing else. So what it said holds for as long as the draft is
equal in every field, the words are of one language, and each of its questions still has the answer it had: all of them
are asked again, now, before anything is taken from here. What differs in the least is worked out anew.
"""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, fields
from itertools import islice
from threading import Lock
from typing import Any

from django.utils.translation import get_language

from clinic_site.readiness.draft import Draft, Facts

# The texts that a few people work on. One of the longest takes about half a megabyte.
MOST = 8
# Of one kind, in one text; nobody reads as many. One more tells that there are more.
MOST_FOUND = 1000

Question = tuple[str, tuple | None]
_lock = Lock()
_kept: "OrderedDict[tuple, Text]" = OrderedDict()


@dataclass(frozen=True)
class Said:
    """What a check found, and the answers it was given."""

    found: tuple
    answers: dict[Question, Any]

    def holds(self, facts: Facts) -> bool:
        return all(_still(answer_of(facts, question)) == answer for question, answer in self.answers.items())


class Asked:
    """The facts, as a check knows them; notes what it asks."""

    def __init__(self, facts: Facts):
        self._facts = facts
        self._heard: dict[Question, Any] = {}
        self.answers: dict[Question, Any] = {}

    def __getattr__(self, name: str):
        if callable(getattr(self._facts, name)):
            return lambda *args: self._noted((name, args))
        return self._noted((name, None))

    def _noted(self, question: Question) -> Any:
        # A text may link to one page a thousand times.
        if question not in self._heard:
            self._heard[question] = answer_of(self._facts, question)
            self.answers[question] = _still(self._heard[question])
        return self._heard[question]


def answer_of(facts: Facts, question: Question) -> Any:
    name, args = question
    fact = getattr(facts, name)
    return fact if args is None else fact(*args)


class Text:
    """What was said about one draft in one language."""

    def __init__(self) -> None:
        self.said: dict[Callable, Said] = {}

    def found_by(self, run: Callable, draft: Draft, facts: Facts) -> tuple:
        said = self.said.get(run)
        if said is None or not said.holds(facts):
            asked = Asked(facts)
            said = self.said[run] = Said(tuple(islice(run(draft, asked), MOST_FOUND + 1)), asked.answers)
        return said.found


def text_of(draft: Draft) -> Text:
    """The one that this very draft was given before, or a new one."""
    key = (get_language(), *(_still(getattr(draft, field.name)) for field in fields(draft)))
    with _lock:
        text = _kept.setdefault(key, Text())
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return text


def _still(value: Any) -> Any:
    """The value as it is now: a list of a wording belongs to a page, and the page may change it."""
    if isinstance(value, dict):
        return tuple((name, _still(part)) for name, part in value.items())
    if isinstance(value, list | tuple):
        return tuple(map(_still, value))
    return value


def forget() -> None:
    with _lock:
        _kept.clear()

"""Sheets of A4: cards to cut apart, a list for the wall, one page each for a desk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.content.parts import Part
from clinic_site.content.shared import Shared, TopicShown
from clinic_site.handouts import days
from clinic_site.handouts.around import Around, around
from clinic_site.handouts.item import Item
from clinic_site.numbers import qr
from clinic_site.numbers.several import MOST as MOST_IN_A_HANDOUT

CARDS_ON_A_SHEET = 4
ROWS_ON_A_WALL = 12
# One more heading gathers what is left.
HEADINGS_ON_A_WALL = 3


# Millimetres of the front of a card that its title, answer and notes share, and letters in a line of each.
FRONT = 92
TITLE, ANSWER, NOTE = (6.4, 27), (5.3, 46), (4.3, 52)
GAP = 1.5


@dataclass(frozen=True)
class Card:
    """One page on a piece of paper of its own, with all that must be said with it. On a card of two sides what the
    front has no room for stands on the back."""

    item: Item
    around: Around

    @property
    def notes(self) -> list[Part]:
        return [*self.around.before, *self.around.after]

    @property
    def front(self) -> list[Part]:
        room = FRONT - height(self.item.title, *TITLE) - height(self.item.short_answer, *ANSWER)
        room -= sum(height(f"{part.title}. {part.text}", *NOTE) for part in self.around.frame.first)
        ends = accumulate(height(f"{part.title}. {part.text}", *NOTE) for part in self.notes)
        return self.notes[: sum(end <= room for end in ends)]

    @property
    def back(self) -> list[Part]:
        return self.notes[len(self.front) :]

    @property
    def code(self) -> str:
        return qr.svg(qr.coded_address(self.item.number))

    @property
    def short_address(self) -> str:
        return qr.short_address(self.item.number)


@dataclass(frozen=True)
class Group:
    title: str
    items: list[Item]


@dataclass(frozen=True)
class Wall:
    title: str
    groups: list[Group]
    around: Around
    code: str
    short_address: str


def height(text: str, line: float, letters: int) -> float:
    return ceil(len(text) / letters) * line + GAP


def cards(items: Sequence[Item], common: Shared) -> list[Card]:
    return [Card(item, around((item,), common)) for item in items]


def parted(rows: Sequence, most: int) -> list[Sequence]:
    return [rows[start : start + most] for start in range(0, len(rows), most)]


def walls(items: Sequence[Item], topic: TopicShown | None, common: Shared) -> list[Wall]:
    found = grouped(items, topic, common)
    in_order = [item for group in found for item in group.items]
    return [wall(tuple(part), topic, common) for part in parted(in_order, ROWS_ON_A_WALL)]


def wall(items: tuple[Item, ...], topic: TopicShown | None, common: Shared) -> Wall:
    """Its code opens them all: as the topic, as a handout while they fit in one, or by the box for a number."""
    groups, parts = grouped(items, topic, common), around(items, common)
    if topic:
        code, where = qr.coded_address(topic.number), topic.number
        return Wall(topic.title, groups, parts, qr.svg(code), qr.short_address(where))
    title = _("Questions people ask us")
    if len(items) <= MOST_IN_A_HANDOUT:
        numbers = "-".join(item.number for item in items)
        where = f"h/{numbers}/{days.written(timezone.localdate())}"
        return Wall(title, groups, parts, qr.svg(qr.coded_address(where)), qr.short_address(f"h/{numbers}"))
    return Wall(title, groups, parts, qr.svg(qr.address("h/")), qr.short_address("h/"))


def grouped(items: Sequence[Item], topic: TopicShown | None, common: Shared) -> list[Group]:
    """Under their main topics in the order of those, the few with most pages; what has another stands last."""
    if topic:
        return [Group("", list(items))]
    mains = Counter(slug for item in items if (slug := main(item)) in common.topics)
    named = {slug for slug, _count in mains.most_common(HEADINGS_ON_A_WALL)}
    titles = {slug: one.title for slug, one in common.topics.items() if slug in named}
    groups = [Group(title, [item for item in items if main(item) == slug]) for slug, title in titles.items()]
    rest = [item for item in items if main(item) not in named]
    return [*groups, Group(_("More questions") if groups else "", rest)] if rest else groups


def main(item: Item) -> str:
    return item.facts.topics[0] if item.facts.topics else ""

"""Which pages a set for paper holds: those of some numbers, or all of a topic."""

import re
from dataclasses import dataclass, replace

from clinic_site.content.shared import Shared, TopicShown
from clinic_site.handouts import copies
from clinic_site.handouts.bundle import KINDS, Bundle, look_up
from clinic_site.handouts.item import Item, item_of
from clinic_site.numbers.several import LONGEST, read

MOST = 30
TOPIC = "topic:"
# Of what was typed only this is ever shown again: a name among it is not.
NUMBERS_ALONE = re.compile(r"[0-9\s.,\-\u2010-\u2015]*")


@dataclass(frozen=True)
class PrintedSet:
    """`late` are public, but nobody checked them for 90 days past their date; they are not in the bundle.
    `lost` are the numbers that lead nowhere; `written` is the set as its address holds it, `asked` the same without
    them."""

    bundle: Bundle
    late: tuple[Item, ...] = ()
    lost: tuple[str, ...] = ()
    topic: TopicShown | None = None
    written: str = ""
    asked: str = ""

    @property
    def items(self) -> tuple[Item, ...]:
        return self.bundle.items


def look_up_set(typed: str, common: Shared) -> PrintedSet:
    """A topic is named by `topic:` and its slug, or by its number. What was merged is stood for by its successor."""
    typed = typed.strip()[:LONGEST]
    several = read(typed, MOST)
    topic = next((topic for topic in common.topics.values() if typed in (TOPIC + topic.slug, topic.number)), None)
    if topic:
        items = items_in(topic, common)
        found = Bundle(tuple(items[:MOST]), (), 0, len(items[MOST:]))
        return without_late(PrintedSet(found, topic=topic, written=TOPIC + topic.slug, asked=TOPIC + topic.slug))
    found = look_up(several, common)
    lost = found.nowhere + tuple(word for word in several.wrong if word.isdecimal())
    written = typed if several.wrong and NUMBERS_ALONE.fullmatch(typed) else several.address
    asked = "-".join(number for number in several.numbers if number not in found.nowhere)
    return without_late(PrintedSet(found, lost=lost, written=written, asked=asked))


def items_in(topic: TopicShown, common: Shared) -> list[Item]:
    """Its named handouts come last: they say again what its pages say."""
    rows = [row for row in copies.public_now(KINDS) if topic.slug in row["topics"]]
    return [item_of(row, common) for row in sorted(rows, key=in_order)]


def in_order(row: dict) -> tuple:
    return row["kind"] == "handout", row["kind"], row["title"]


def without_late(found: PrintedSet) -> PrintedSet:
    late = tuple(item for item in found.items if item.too_late)
    kept = tuple(item for item in found.items if item not in late)
    return replace(found, bundle=replace(found.bundle, items=kept), late=late)

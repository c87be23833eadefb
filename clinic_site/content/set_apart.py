"""What a reviewer must not miss in a long difference, told apart from it: numbers, sources and where links lead."""

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from clinic_site.content import fallen
from clinic_site.content.blocks import HEADING, Block, said
from clinic_site.content.compare import NUMBER, NUMBER_WORD, steps_between
from clinic_site.content.fields import FieldDifference
from clinic_site.references.status import standing_of

# A number with what it counts: "24 hours", "1 in 10 people", "10 to 12 sessions", "19 of 100".
COUNTED = re.compile(
    rf"(?:{NUMBER.pattern}|{NUMBER_WORD.pattern})"
    rf"(?:\s*(?:to|in|of|out of|and|-|–|/)\s*(?:every\s+)?(?:{NUMBER.pattern}|{NUMBER_WORD.pattern}))*"
    r"(?:\s*%|[\s-]+(?:per cent|percent|[a-z]+))?",
    re.IGNORECASE,
)
# Marks of sources have digits in their keys, and files in their names.
UNCOUNTED = {"source", "picture", "place"}


@dataclass(frozen=True)
class NumberChange:
    """The numbers of one place, in pairs of old and new; one of the two is empty when a number came or went."""

    place: str
    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class SourceChange:
    """A source that came, went, or is printed in other words than before. `warning`: how it stands now."""

    change: str
    key: str
    text: str
    label: str
    finding: str
    supports: str
    warning: str
    was: str = ""


def all_of(fields: list[FieldDifference], old, new) -> dict:
    """What `compare_apart.html` shows. Against nothing, no number and no link has changed."""
    return {
        "numbers": numbers_changed(fields) if old else [],
        "sources": sources_changed(old, new) if new else [],
        "links": links_changed(fields) if old else [],
    }


def numbers_changed(fields: list[FieldDifference]) -> list[NumberChange]:
    found = []
    for field in fields:
        heading = ""
        for row in field.rows:
            if row.block.kind == HEADING:
                heading = row.block.text
            if row.change == "same" or field.is_behind:
                continue
            place = _("%(field)s, “%(heading)s”") if heading else "%(field)s"
            place %= {"field": field.label, "heading": heading}
            if pairs := number_pairs(counted(row.old), counted(row.new)):
                found.append(NumberChange(place, tuple(pairs)))
    kept = groupby(without_moved(found), key=lambda change: change.place)
    return [NumberChange(place, tuple(pair for one in changes for pair in one.pairs)) for place, changes in kept]


def counted(block: Block | None) -> list[str]:
    if block is None:
        return []
    text = " | ".join(said(word for word in cell if not UNCOUNTED & set(word.marks)) for cell in block.cells)
    return [" ".join(match[0].split()) for match in COUNTED.finditer(text)]


def number_pairs(old: list[str], new: list[str]) -> list[tuple[str, str]]:
    """In order, so that each number stands beside the one that took its place."""
    found = []
    for change, old_from, old_to, new_from, new_to in steps_between(old, new):
        if change == "equal":
            continue
        left, right = old[old_from:old_to], new[new_from:new_to]
        longest = max(len(left), len(right))
        left, right = left + [""] * (longest - len(left)), right + [""] * (longest - len(right))
        for pair in zip(left, right, strict=True):
            found += [pair] if counts_the_same(*pair) else [(pair[0], ""), ("", pair[1])]
    return [pair for pair in found if any(pair)]


def counts_the_same(old: str, new: str) -> bool:
    """“24 hours” and “48 hours”, “1 day” and “2 days”; else the two only happen to stand in the same place."""
    left, right = ({word.rstrip("s") for word in text.casefold().split()} for text in (old, new))
    return bool(left & right)


def without_moved(found: list[NumberChange]) -> list[NumberChange]:
    """A block that only went to another place takes its numbers with it: nothing of them has changed."""
    gone = Counter(one.pairs for one in found if not any(new for _old, new in one.pairs))
    come = Counter(turned(one.pairs) for one in found if not any(old for old, _new in one.pairs))
    moved = gone & come
    spare = moved + Counter({turned(pairs): times for pairs, times in moved.items()})
    kept = []
    for one in found:
        if spare[one.pairs]:
            spare[one.pairs] -= 1
        else:
            kept.append(one)
    return kept


def turned(pairs: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((new, old) for old, new in pairs)


def sources_changed(old, new) -> list[SourceChange]:
    before = {row["key"]: row for row in (old.printed if old else [])}
    after = {row["key"]: row for row in new.printed}
    standing = standing_of([*before, *after])
    supports = given_supports(new.supports)

    def told(change: str, row: dict, was: str = "") -> SourceChange:
        key = row["key"]
        warning = fallen.line(standing[key].standing) if key in standing else ""
        return SourceChange(change, key, row["text"], row["label"], row["finding"], supports.get(key, ""), warning, was)

    found = [told("added", row) for key, row in after.items() if key not in before]
    found += [told("removed", row) for key, row in before.items() if key not in after]
    found += [told("changed", row, before[key]["finding"]) for key, row in after.items()
              if key in before and printed(before[key]) != printed(row)]  # fmt: skip
    return found


def printed(row: dict) -> tuple[str, str, str]:
    return row["text"], row["label"], row["finding"]


def given_supports(lines: list[str]) -> dict[str, str]:
    pairs = (line.partition(":") for line in lines)
    return {key.strip(): said.strip() for key, _colon, said in pairs}


def fallen_sources(text) -> list[tuple[str, str]]:
    """Sources of the text that no longer stand, changed or not: their printed line, and how they stand."""
    standing = standing_of([row["key"] for row in text.printed])
    return [(row["text"], fallen.line(standing[row["key"]].standing)) for row in text.printed if row["key"] in standing]


def links_changed(fields: list[FieldDifference]) -> list[tuple[str, str]]:
    """Pairs of added or removed and where the link leads, for links of the text."""
    old, new = Counter(), Counter()
    for field in fields:
        for row in field.rows:
            for block, places in ((row.old, old), (row.new, new)):
                places.update(places_in(block) if row.change != "same" else ())
    found = [("removed", place) for place in (old - new).elements()]
    return found + [("added", place) for place in (new - old).elements()]


def places_in(block: Block | None) -> list[str]:
    words = block.words if block else []
    return [word.text.removeprefix("(→").removesuffix(")").strip() for word in words if "place" in word.marks]

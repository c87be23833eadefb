"""What a clinician is about to give out: the pages of some numbers, and what has become of the others."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import F
from django.utils.translation import gettext as _

from clinic_site.content import compose, registry
from clinic_site.content.picks import Pick, picks
from clinic_site.content.reading import Link
from clinic_site.content.revision import State
from clinic_site.content.shared import Shared
from clinic_site.views import guessing

COLUMNS = guessing.COLUMNS | {"successor": lambda model: F("successor")}

# In characters, of a message to a phone: what fits in one.
LONGEST = 160
# In characters: with less of a title nobody knows what it is, so the telephone number gives way first.
ENOUGH = 24
SHORTER_NAME = 30


@dataclass(frozen=True)
class Retired:
    """A page that is gone. `read` is what to give instead, each with the address of its show screen."""

    title: str
    read: list[Link]


@dataclass(frozen=True)
class Given:
    """`items` in the order of the numbers; `late` are public but nobody checked them for 90 days past their date."""

    items: list[Pick] = field(default_factory=list)
    late: list[Pick] = field(default_factory=list)
    retired: list[Retired] = field(default_factory=list)
    unknown: int = 0

    @property
    def numbers(self) -> str:
        return "-".join(pick.number for pick in self.items)

    @property
    def overdue(self) -> list[Pick]:
        return [pick for pick in self.items if pick.overdue]


def look_up(numbers: Sequence[str], common: Shared, kinds: frozenset[str]) -> Given:
    """A page that was merged into another is stood for by that one, once."""
    found = {pick.number: pick for pick in picks(common, kinds, page__number_id__in=numbers)}
    gone = withdrawn([number for number in numbers if number not in found], kinds)
    wanted = [number for row in gone.values() for number in (row["successor"], *row["read_instead"]) if number]
    instead = registry.locate_or_follow(wanted) if wanted else {}
    heirs = {number: instead[row["successor"]].number for number, row in gone.items() if row["successor"] in instead}
    if set(heirs.values()) - set(found):
        found |= {pick.number: pick for pick in picks(common, kinds, page__number_id__in=list(heirs.values()))}
    public = [found[number] for number in dict.fromkeys(heirs.get(number, number) for number in numbers)
              if number in found]  # fmt: skip
    return Given(
        [pick for pick in public if not pick.too_late],
        [pick for pick in public if pick.too_late],
        [retired(row, instead, common) for number, row in gone.items() if number not in heirs],
        len([number for number in numbers if number not in found and number not in gone]),
    )


def withdrawn(numbers: Sequence[str], kinds: frozenset[str]) -> dict[str, dict]:
    """Number -> its last signed copy, of those that are gone."""
    if not numbers:
        return {}
    rows = registry.public_rows(COLUMNS, (State.WITHDRAWN,), kinds=kinds, page__number_id__in=numbers)
    by_revision = sorted((dict(zip(COLUMNS, row, strict=True)) for row in rows), key=lambda row: row["revision"])
    return {row["number"]: row for row in by_revision}


def retired(row: dict, instead: dict[str, registry.Located], common: Shared) -> Retired:
    read = [link_to(instead[number], common) for number in row["read_instead"] if number in instead]
    return Retired(compose.fill_text(row["title"], common.profile), read)


def link_to(page: registry.Located, common: Shared) -> Link:
    return Link(compose.fill_text(page.title, common.profile), f"/show/{page.number}/")


def message(clinic: str, title: str, address: str, phone: str) -> str:
    """At most 160 characters about a page, and nothing about a person. The address is never cut."""
    ask = _("Questions? Call %(phone)s.") % {"phone": phone}
    for end in [ask, ""] if phone else [""]:
        for name in (clinic, cut(clinic, SHORTER_NAME)):
            room = LONGEST - len(written(name, "", address, end))
            if room >= min(len(title), ENOUGH):
                return written(name, cut(title, room), address, end)
    return address


def written(clinic: str, title: str, address: str, end: str) -> str:
    beginning = _("From %(clinic)s:") % {"clinic": clinic} if clinic else ""
    # Not dropped when empty: the room for it is counted with the space beside it.
    return " ".join(part for part in (beginning, f"{title} {address}", end) if part)


def cut(text: str, room: int) -> str:
    """Three full stops instead of the sign for them, with which a message costs and holds as much as two do."""
    return text if len(text) <= room else text[: room - 3].rstrip() + "..."

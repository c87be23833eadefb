"""Several pages that a clinician chose, in the order of the address. Nothing is kept, least of all who they are for."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils import timezone

from clinic_site.content import compose, registry
from clinic_site.content.reading import Link
from clinic_site.content.shared import Shared
from clinic_site.handouts import copies as signed
from clinic_site.handouts.changes import changes_since
from clinic_site.handouts.copies import Copies
from clinic_site.handouts.item import Item, item_of
from clinic_site.numbers.several import Several

# What a named handout may hold. Disclaimers stand on the pages they belong to.
PAGES = frozenset({"article", "question"})
KINDS = PAGES | {"handout"}


@dataclass(frozen=True)
class Instead(Link):
    number: str


@dataclass(frozen=True)
class Retired:
    """`read` is empty where none of the pages it named is public any more."""

    title: str
    on: date
    read: list[Instead]
    number: str = ""


@dataclass(frozen=True)
class Bundle:
    """`unknown` is how many numbers lead nowhere or have a wrong digit, `beyond` how many more there were than it
    holds; `nowhere` are those of the unknown that have no slip of a digit."""

    items: tuple[Item, ...]
    retired: tuple[Retired, ...]
    unknown: int
    beyond: int
    nowhere: tuple[str, ...] = ()

    @property
    def address(self) -> str:
        return "-".join(item.number for item in self.items)

    @property
    def gone(self) -> tuple[str, ...]:
        """The numbers of what is no longer public."""
        return tuple(page.number for page in self.retired)

    @property
    def is_changed(self) -> bool:
        return any(item.changes for item in self.items)


def look_up(several: Several, common: Shared, since: date | None = None, kinds: frozenset[str] = KINDS) -> Bundle:
    """One query; one more for each of what is gone and what that named."""
    return chosen(several, signed.read(several.numbers), common, since, kinds)


def chosen(
    several: Several,
    copies: dict[str, Copies],
    common: Shared,
    since: date | None = None,
    kinds: frozenset[str] = KINDS,
) -> Bundle:
    """A page that was merged is stood for by its successor, once. Without a day no changes are told."""
    gone = {number: copies[number].withdrawn for number in several.numbers if number in copies}
    gone = {number: row for number, row in gone.items() if row}
    now = followed(gone, copies, common.at)
    items: dict[str, Item] = {}
    retired, nowhere = [], []
    for number in several.numbers:
        row = gone.get(number)
        stands = now.get(row["successor"]) if row else number
        if is_item(stands, copies, kinds):
            stood_for = compose.fill_text(row["title"], common.profile) if row else ""
            found = items.get(stands) or item_of(copies[stands].public, common, changes(copies[stands], since))
            items[stands] = found.standing_for(stood_for)
        elif row and row["kind"] in kinds:
            retired.append(retired_of(row, now, copies, common))
        else:
            nowhere.append(number)
    unknown = len(several.wrong) + len(nowhere)
    return Bundle(tuple(items.values()), tuple(retired), unknown, several.beyond, tuple(nowhere))


def is_item(number: str | None, copies: dict[str, Copies], kinds: frozenset[str]) -> bool:
    public = copies[number].public if number in copies else None
    return bool(public and public["kind"] in kinds)


def changes(copies: Copies, since: date | None) -> tuple[str, ...]:
    return changes_since(since, copies) if since else ()


def followed(gone: dict[str, dict], copies: dict[str, Copies], at: datetime | None) -> dict[str, str]:
    """For each page that a gone one names to read instead: the number it is public under now. Adds their copies."""
    named = list(dict.fromkeys(number for row in gone.values() for number in row["read_instead"]))
    copies |= signed.read((number for number in named if number not in copies), at)
    lost = [number for number in named if number not in copies or not copies[number].public]
    located = registry.locate_or_follow(lost, at=at)
    copies |= signed.read((page.number for page in located.values() if page.number not in copies), at)
    now = {number: number for number in named if number not in lost}
    return now | {number: page.number for number, page in located.items()}


def retired_of(row: dict, now: dict[str, str], copies: dict[str, Copies], common: Shared) -> Retired:
    numbers = dict.fromkeys(now[number] for number in row["read_instead"] if number in now)
    public = [copies[number].public for number in numbers]
    read = [
        Instead(compose.fill_text(page["title"], common.profile), signed.path_of(page), page["number"])
        for page in public
    ]
    return Retired(compose.fill_text(row["title"], common.profile), timezone.localdate(row["withdrawn_at"]), read,
                   row["number"])  # fmt: skip

"""One page as it stands in a handout: its short answer, and what must be said with it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils import timezone

from clinic_site.content import compose, registry
from clinic_site.content.parts import Facts
from clinic_site.content.picks import is_too_late
from clinic_site.content.shared import Shared
from clinic_site.handouts.copies import path_of
from clinic_site.readability.sentences import sentences

# Three words alone ("It can.") remind nobody of anything.
FEWEST_WORDS = 6


@dataclass(frozen=True)
class Item:
    """`stood_for` are titles of merged pages that this one answers for; `changes` are ready to read."""

    number: str
    kind: str
    title: str
    short_answer: str
    url: str
    language: str
    checked: date | None
    due: date | None
    revision: int
    digest: str
    owes_second_reading: bool
    facts: Facts
    changes: tuple[str, ...] = ()
    stood_for: tuple[str, ...] = ()
    at: datetime | None = None

    @property
    def overdue(self) -> bool:
        return bool(self.due and self.due < timezone.localdate(self.at))

    @property
    def too_late(self) -> bool:
        """Past its date for so long that nobody should give it out."""
        return is_too_late(self.due)

    @property
    def point(self) -> str:
        """What to remember: how the short answer begins, in whole sentences."""
        said = ""
        for sentence in sentences(self.short_answer):
            said = f"{said} {sentence.text}".strip()
            if len(said.split()) >= FEWEST_WORDS:
                break
        return said

    def standing_for(self, title: str) -> "Item":
        return replace(self, stood_for=(*self.stood_for, title)) if title else self


def item_of(row: dict, common: Shared, changes: tuple[str, ...] = ()) -> Item:
    """`row` is a public signed copy. Nobody has checked example content, so of that no day is told."""
    profile = common.profile
    return Item(
        number=row["number"],
        kind=row["kind"],
        title=compose.fill_text(row["title"], profile),
        short_answer=compose.fill_text(row["summary"], profile),
        url=path_of(row),
        language=row["language"],
        checked=None if profile.is_example else row["checked"],
        due=row["due"],
        revision=row["revision"],
        digest=row["digest"],
        owes_second_reading=row["single_signature"] and row["second_read_at"] is None,
        facts=facts_of(row),
        changes=changes,
        at=common.at,
    )


def facts_of(row: dict) -> Facts:
    """What decides which disclaimers go with it, from the signed wording alone."""
    wording = {"flags": row["flags"], "topics": row["topics"], "language": row["language"]}
    cards = tuple(row["cards"])
    return Facts(
        kind=row["kind"],
        topics=tuple(row["topics"]),
        flags=tuple(row["flags"]),
        required=registry.page_type(row["kind"])().required_disclaimers(wording, cards),
        cards=cards,
        sources=tuple(source["key"] for source in row["printed"]),
        numbers=(row["number"],),
    )

"""What stands around several items: each disclaimer that one of them needs, once, and always the emergency card."""

from dataclasses import dataclass
from datetime import date

from clinic_site.content import compose
from clinic_site.content.parts import Facts, Part, Parts
from clinic_site.content.reading import Frame, cards_of, frame_of
from clinic_site.content.shared import Shared
from clinic_site.handouts.item import Item

ALWAYS = "emergency"
MOST_POINTS = 3


@dataclass(frozen=True)
class Point:
    """What to remember, after the question that it answers."""

    question: str
    words: str

    def __str__(self) -> str:
        colon = "" if self.question.endswith(("?", ":")) else ":"
        return f"{self.question}{colon} {self.words}"


@dataclass(frozen=True)
class Around:
    frame: Frame
    cards: list[Part]
    before: list[Part]
    after: list[Part]
    points: list[Point]
    # The oldest check and the earliest day by which one is due again; none where nobody has checked an item.
    checked_on: date | None
    due_on: date | None
    overdue: list[Item]


def around(
    items: tuple[Item, ...], common: Shared, own: Facts | None = None, asked_for: tuple[str, ...] = ()
) -> Around:
    """`own` is what decides which disclaimers a named handout needs besides those of its items; `asked_for` are numbers
    whose notices it shows, whatever stands for them now."""
    facts = [*filter(None, [own]), *(item.facts for item in items)]
    every = [compose.parts_for(one, common) for one in facts]
    required = dict.fromkeys(key for one in facts for key in (*one.required, *one.cards))
    required[ALWAYS] = None
    merged = Parts(
        *(once(getattr(parts, place) for parts in every) for place in ("first", "before", "after", "footer"))
    )
    merged.first = once([merged.first, compose.notices(asked_for, common)])
    dues = [item.due for item in items if item.due]
    checks = [item.checked for item in items]
    return Around(
        frame=frame_of(common, merged, required=tuple(required)),
        cards=[card for card in cards_of(common) if card.key in required],
        before=merged.before,
        after=merged.after,
        points=[Point(item.title, item.point) for item in items if item.point][:MOST_POINTS],
        checked_on=min(checks) if checks and all(checks) else None,
        due_on=min(dues) if dues and not common.profile.is_example else None,
        overdue=[item for item in items if item.overdue],
    )


def once(lists) -> list[Part]:
    return list({part.key: part for parts in lists for part in parts}.values())

"""A named handout as readers see it: its own signed words, and its items as they are public now."""

from copy import copy
from dataclasses import dataclass, replace
from datetime import date

from clinic_site.content import compose
from clinic_site.content.parts import Part
from clinic_site.content.reading import Frame, Link, facts_of, shown
from clinic_site.content.registry import Located
from clinic_site.content.revision import State
from clinic_site.content.shared import Shared
from clinic_site.content.wording import Risk
from clinic_site.handouts import copies
from clinic_site.handouts.around import Around, around
from clinic_site.handouts.bundle import Bundle, chosen
from clinic_site.handouts.copies import Copies
from clinic_site.numbers import qr
from clinic_site.numbers.several import Several


@dataclass(frozen=True)
class Remember:
    """The three things, the cards that no text of the page places, and the first day something on it is due."""

    points: list[str]
    cards: list[Part]
    last_day: date | None


def put_together(revision, common: Shared, trail: list[Link] = ()) -> tuple[dict, Frame]:
    """What its templates need. It never lacks the disclaimers of its items, though it names only its own."""
    numbers = [*revision.pages_named, *(link.partition("#")[0] for link in revision.links)]
    read = copies.read(numbers, common.at)
    located = {number: located_at(number, one) for number, one in read.items() if one.public}
    bundle = chosen(Several(tuple(revision.items), (), 0), read, common)
    # As on every handout, the emergency card comes first.
    first = copy(revision)
    first.risk = Risk.HIGH
    page, _own_frame = shown(first, common, trail, located)
    parts = around(bundle.items, common, facts_of(revision), bundle.gone)
    page = replace(page, risk=revision.risk, before=parts.before, after=parts.after, required=parts.frame.required)
    context = {
        "page": page,
        "bundle": bundle,
        "around": parts,
        "remember": remember(revision, page, parts, bundle, common),
        "nothing_left": None if bundle.items else farewell(bundle),
        "own_code": qr.svg(qr.coded_address(page.number)) if page.number else "",
    }
    return context, parts.frame


def farewell(bundle: Bundle) -> dict:
    """What readers are told of a handout when none of its pages is public any more."""
    return {"retired": bundle.retired, "unknown": bundle.unknown}


def located_at(number: str, one: Copies) -> Located:
    row = one.public
    return Located(number, row["kind"], row["slug"], row["title"], State.PUBLISHED)


def remember(revision, page, parts: Around, bundle: Bundle, common: Shared) -> Remember:
    dues = [day for day in (page.trust.due_on, parts.due_on) if day]
    return Remember(
        points=[compose.fill_text(point, common.profile) for point in revision.points],
        cards=[card for card in parts.cards if card.key not in revision.cards],
        last_day=min(dues) if dues and not common.profile.is_example else None,
    )

"""How far a disclaimer reaches: the public pages that show it now, and those that would with other words.

Decided by the rule that composing goes by, over what is public, in one query for each kind of page.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from clinic_site.content import registry
from clinic_site.content.parts import Facts
from clinic_site.content.reading import facts_of
from clinic_site.content.required import BY_FLAG, CARDS
from clinic_site.content.required import EVERYWHERE as EVERY_PAGE
from clinic_site.content.wording import Flag
from clinic_site.disclaimers.models import Disclaimer, Look, Position, Rule
from clinic_site.disclaimers.provider import applies

NOT_NEEDED = ("html", "headings", "findings", "terms", "links", "pictures")
LISTS = Facts(kind="list", required=EVERY_PAGE)


@dataclass(frozen=True)
class Place:
    """A public page, with what decides which disclaimers it shows."""

    number: str
    title: str
    path: str
    length: int
    facts: Facts


@dataclass(frozen=True)
class Reach:
    """`now` show the public text; `then` would show the other one. Both in the order of their numbers."""

    now: list[Place]
    then: list[Place]
    on_lists: bool = False

    @property
    def changed(self) -> list[Place]:
        found = {place.number: place for place in (*self.now, *self.then)}
        return [found[number] for number in sorted(found)]

    @property
    def added(self) -> list[Place]:
        return [place for place in self.then if place not in self.now]

    @property
    def dropped(self) -> list[Place]:
        return [place for place in self.now if place not in self.then]

    @property
    def samples(self) -> list[Place]:
        """The shortest and the longest page to look at the new words on; one alone when there is no other."""
        pages = [place for place in self.then if place.facts.kind != Disclaimer.kind] or self.then
        by_length = sorted(pages, key=lambda place: (place.length, place.number))
        return list(dict.fromkeys(by_length[:1] + by_length[-1:]))


def places() -> list[Place]:
    """Every public page, in the order of their numbers."""
    found = []
    for model in registry.page_types():
        rows = model.revision_class.objects.published().select_related("page").defer(*NOT_NEEDED)
        found += [
            Place(row.page.number_id, row.list_heading, row.page.path, len(row.body), facts_of(row)) for row in rows
        ]
    return sorted(found, key=lambda place: place.number)


def rule_of(wording, key: str) -> dict[str, str]:
    """What decides where the words go, of a desk or a revision, as composing reads it."""
    return {"key": key} | {name: getattr(wording, name) for name in ("applies_to", "applies_value", "position", "look")}


def is_card(rule: dict) -> bool:
    return rule["look"] in {Look.EMERGENCY, Look.SAME_DAY}


def shows(rule: dict, facts: Facts) -> bool:
    """A card stands where a text places it; everything else goes by the rule and by what pages require."""
    return rule["key"] in facts.cards if is_card(rule) else applies(rule, facts)


def shown_on_lists(rule: dict) -> bool:
    """Lists and messages have a footer, and those without a text of their own show the cards."""
    if is_card(rule):
        return rule["key"] in CARDS
    return rule["position"] == Position.FOOTER and applies(rule, LISTS)


def reach_of(page: Disclaimer, wording=None, public=None, among: list[Place] | None = None) -> Reach:
    """From the public revision to this wording; to the desk's own when none is given."""
    among = places() if among is None else among
    then = rule_of(wording or page, page.slug)
    now = public and rule_of(public, page.slug)
    return Reach(
        [place for place in among if now and shows(now, place.facts)],
        [place for place in among if shows(then, place.facts)],
        shown_on_lists(then) or bool(now and shown_on_lists(now)),
    )


def rule_words(rule: dict, topics: dict[str, str]) -> str:
    """Where the words go, for staff; `topics` are the titles by address."""
    if rule["key"] in EVERY_PAGE:
        return _("every page and every list")
    value = rule["applies_value"]
    own = {
        Rule.EVERYWHERE: _("every page"),
        Rule.KIND: _("pages of the kind “%s”") % kind_words(value),
        Rule.TOPIC: _("pages of the topic “%s”") % topics.get(value, value),
        Rule.FLAG: marked(value),
        Rule.PLACED: _("where a writer places the card") if is_card(rule) else "",
    }[rule["applies_to"]]
    required = [marked(flag) for flag, key in BY_FLAG.items() if key == rule["key"] and not is_card(rule)]
    return _(" and ").join(dict.fromkeys(filter(None, [own, *required]))) or _("no page: nothing brings it there")


def marked(flag: str) -> str:
    return _("pages marked “%s”") % (Flag(flag).label if flag in Flag.values else flag)


def kind_words(kind: str) -> str:
    model = next((model for model in registry.page_types() if model.kind == kind), None)
    return str(model._meta.verbose_name) if model else kind

"""Small registered checks. A stop can't be argued with; a look asks for a reason; a note only tells."""

import re
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass

from django.utils.translation import gettext as _

from clinic_site.readiness.draft import Draft, Facts

STOP, LOOK, NOTE = "stop", "look", "note"
SHORT_ANSWER_WORDS = 50
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLACEHOLDERS = frozenset(
    {
        "clinic_name", "phone", "email", "address", "opening_hours", "when_closed", "emergency_number",
        "emergency_department", "practitioner", "regulator",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Finding:
    level: str
    place: str
    why: str
    fix: str

    def as_dict(self) -> dict[str, str]:
        return asdict(self)


Check = Callable[[Draft, Facts], Iterator[Finding]]
_registered: list[tuple[Check, frozenset[str]]] = []


def register(check: Check, kinds: frozenset[str] = frozenset()) -> Check:
    """Adds a check for the page kinds named, or for all. Registering it again changes nothing."""
    if (check, kinds) not in _registered:
        _registered.append((check, kinds))
    return check


def findings(draft: Draft, facts: Facts) -> list[Finding]:
    return [
        finding for check, kinds in _registered if not kinds or draft.kind in kinds for finding in check(draft, facts)
    ]


def stops(found: list[Finding]) -> list[Finding]:
    return [finding for finding in found if finding.level == STOP]


@register
def markdown_is_sound(draft: Draft, facts: Facts) -> Iterator[Finding]:
    for problem in draft.problems:
        yield Finding(STOP, _("Text, line %(line)d") % {"line": problem.line}, str(problem.message), "")


@register
def words_are_there(draft: Draft, facts: Facts) -> Iterator[Finding]:
    for name, text in draft.summaries.items():
        if not text.strip():
            yield Finding(STOP, name, _("It is empty."), _("Write it: readers see it first."))
        if "[@" in text:
            yield Finding(STOP, name, _("Sources are not shown here."), _("Move the source into the text below."))
        for placeholder in PLACEHOLDER.findall(text):
            if placeholder not in PLACEHOLDERS:
                yield Finding(
                    STOP,
                    name,
                    _("{{%(name)s}} is not a value we know.") % {"name": placeholder},
                    _("Check its spelling."),
                )
    if not draft.wording.get("body", "").strip():
        yield Finding(STOP, _("Text"), _("It is empty."), _("Write the text."))


@register
def short_answer_is_short(draft: Draft, facts: Facts) -> Iterator[Finding]:
    words = len(draft.wording.get("short_answer", "").split())
    if words > SHORT_ANSWER_WORDS:
        why = _("It has %(words)d words; a short answer has 50 or fewer.") % {"words": words}
        yield Finding(STOP, _("Short answer"), why, _("Keep the answer, move the rest into the text."))


@register
def links_lead_somewhere(draft: Draft, facts: Facts) -> Iterator[Finding]:
    for target in draft.links:
        number, _hash, anchor = target.partition("#")
        if number == draft.number:
            continue
        if not facts.is_public(number):
            why = _("The link to page %(number)s leads nowhere: no such page is public.") % {"number": number}
            yield Finding(
                STOP, _("Text"), why, _("Publish that page first, or together with this one, or drop the link.")
            )
        elif anchor and anchor not in facts.anchors(number):
            why = _("Page %(number)s has no heading “%(anchor)s”.") % {"number": number, "anchor": anchor}
            yield Finding(STOP, _("Text"), why, _("Link to the page itself, or to a heading it has."))


@register
def related_pages_exist(draft: Draft, facts: Facts) -> Iterator[Finding]:
    for number in draft.wording.get("related", []):
        if number == draft.number or not facts.is_public(number):
            why = _("Page %(number)s is not public, or is this page.") % {"number": number}
            yield Finding(STOP, _("Related pages"), why, _("Publish it first or together with this one, or remove it."))


@register
def topics_exist(draft: Draft, facts: Facts) -> Iterator[Finding]:
    topics = draft.wording.get("topics", [])
    if draft.needs_topic and not topics:
        yield Finding(
            STOP, _("Topics"), _("No topic is chosen."), _("Choose at least one: it gives the page its place.")
        )
    for slug in topics:
        if not facts.topic(slug):
            why = _("There is no topic “%(slug)s” that readers can see.") % {"slug": slug}
            yield Finding(STOP, _("Topics"), why, _("Choose another topic, or have this one confirmed first."))


@register
def required_disclaimers_are_there(draft: Draft, facts: Facts) -> Iterator[Finding]:
    for key in draft.required_disclaimers:
        if not facts.disclaimer(key):
            why = _("The page needs the disclaimer “%(key)s”, which is not public.") % {"key": key}
            yield Finding(STOP, _("Disclaimers"), why, _("Publish that disclaimer first, or together with this page."))


@register
def risk_carries_the_card(draft: Draft, facts: Facts) -> Iterator[Finding]:
    if draft.wording.get("risk") == "high" and draft.kind != "disclaimer" and "emergency" not in draft.cards:
        why = _("The page is marked as high risk and has no emergency card.")
        yield Finding(STOP, _("Text"), why, _("Put ::: emergency and ::: near the top of the text."))


@register
def a_card_stands_once(draft: Draft, facts: Facts) -> Iterator[Finding]:
    for card in ("emergency", "same-day"):
        if draft.html.count(f'data-card="{card}"') > 1:
            why = _("The %(card)s card stands on the page more than once.") % {"card": card}
            yield Finding(STOP, _("Text"), why, _("Keep the first one: people must find it at once."))

"""What no page may lack, whatever it is about: sound Markdown, words, links, topics and safety texts."""

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from clinic_site.readiness.draft import Draft, Facts
from clinic_site.readiness.registry import STOP, Found, check

SHORT_ANSWER_WORDS = 50
PLACEHOLDER = re.compile(r"\{\{\s*(\w+)\s*\}\}")
PLACEHOLDERS = frozenset(
    {
        "clinic_name", "phone", "email", "address", "opening_hours", "when_closed", "emergency_number",
        "emergency_department", "practitioner", "regulator",
    }
)  # fmt: skip


@check(
    "sound-markdown",
    STOP,
    sees=gettext_lazy(
        "House syntax that makes no sense: a box without an end, an unknown source, picture or term, two boxes of"
        " numbers with the same denominator."
    ),
    fix=gettext_lazy("Mend the line that is named."),
)
def markdown_is_sound(draft: Draft, facts: Facts) -> Iterator[Found]:
    for problem in draft.problems:
        yield Found("body", str(problem.message), line=problem.line)


@check(
    "words-missing",
    STOP,
    sees=gettext_lazy("An empty title, short answer, main message or text, and what can’t stand in such a field."),
    fix=gettext_lazy("Write it: readers see it first."),
)
def words_are_there(draft: Draft, facts: Facts) -> Iterator[Found]:
    for name, text in draft.summaries.items():
        if not text.strip():
            yield Found(name, _("It is empty."), _("Write it: readers see it first."))
        if "[@" in text:
            yield Found(name, _("Sources are not shown here."), _("Move the source into the text below."))
        for placeholder in PLACEHOLDER.findall(text):
            if placeholder not in PLACEHOLDERS:
                yield Found(
                    name,
                    _("{{%(name)s}} is not a value we know.") % {"name": placeholder},
                    _("Check its spelling."),
                )
    if draft.needs_body and not draft.wording.get("body", "").strip():
        yield Found("body", _("It is empty."), _("Write the text."))


@check(
    "short-answer",
    STOP,
    sees=gettext_lazy("A short answer of more than 50 words."),
    fix=gettext_lazy("Keep the answer, move the rest into the text."),
)
def short_answer_is_short(draft: Draft, facts: Facts) -> Iterator[Found]:
    words = len(draft.wording.get("short_answer", "").split())
    if words > SHORT_ANSWER_WORDS:
        why = _("It has %(words)d words; a short answer has 50 or fewer.") % {"words": words}
        yield Found("short_answer", why, _("Keep the answer, move the rest into the text."))


@check(
    "inside-link",
    STOP,
    sees=gettext_lazy("A link to one of our pages, or to a heading of one, that readers can’t open."),
    fix=gettext_lazy("Publish that page first, or together with this one, or drop the link."),
)
def links_lead_somewhere(draft: Draft, facts: Facts) -> Iterator[Found]:
    for target in draft.links:
        number, _hash, anchor = target.partition("#")
        if number == draft.number:
            continue
        if not facts.is_public(number):
            why = _("The link to page %(number)s leads nowhere: no such page is public.") % {"number": number}
            yield Found("body", why, _("Publish that page first, or together with this one, or drop the link."))
        elif anchor and anchor not in facts.anchors(number):
            why = _("Page %(number)s has no heading “%(anchor)s”.") % {"number": number, "anchor": anchor}
            yield Found("body", why, _("Link to the page itself, or to a heading it has."))


@check(
    "related-page",
    STOP,
    sees=gettext_lazy("A related page that is not public, or is this page."),
    fix=gettext_lazy("Publish it first or together with this one, or remove it."),
)
def related_pages_exist(draft: Draft, facts: Facts) -> Iterator[Found]:
    for number in draft.wording.get("related", []):
        if number == draft.number or not facts.is_public(number):
            why = _("Page %(number)s is not public, or is this page.") % {"number": number}
            yield Found("related", why, _("Publish it first or together with this one, or remove it."))


@check(
    "topic",
    STOP,
    sees=gettext_lazy("No topic, or one that readers can’t see."),
    fix=gettext_lazy("Choose another topic, or have this one confirmed first."),
)
def topics_exist(draft: Draft, facts: Facts) -> Iterator[Found]:
    topics = draft.wording.get("topics", [])
    if draft.needs_topic and not topics:
        yield Found("topics", _("No topic is chosen."), _("Choose at least one: it gives the page its place."))
    for slug in topics:
        if not facts.topic(slug):
            why = _("There is no topic “%(slug)s” that readers can see.") % {"slug": slug}
            yield Found("topics", why, _("Choose another topic, or have this one confirmed first."))


@check(
    "disclaimer",
    STOP,
    sees=gettext_lazy("A safety text that the page must carry and that is not public."),
    fix=gettext_lazy("Publish that disclaimer first, or together with this page."),
)
def required_disclaimers_are_there(draft: Draft, facts: Facts) -> Iterator[Found]:
    for key in draft.required_disclaimers:
        if not facts.disclaimer(key):
            why = _("The page needs the disclaimer “%(key)s”, which is not public.") % {"key": key}
            yield Found("flags", why, _("Publish that disclaimer first, or together with this page."))


@check(
    "emergency-card",
    STOP,
    sees=gettext_lazy("A page of high risk, or one that names danger signs, without the emergency card."),
    fix=gettext_lazy("Put ::: emergency and ::: near the top of the text."),
)
def risk_carries_the_card(draft: Draft, facts: Facts) -> Iterator[Found]:
    if draft.wording.get("risk") == "high" and draft.kind != "disclaimer" and "emergency" not in draft.cards:
        why = _("The page is marked as high risk and has no emergency card.")
        yield Found("body", why, _("Put ::: emergency and ::: near the top of the text."))


@check(
    "card-once",
    STOP,
    sees=gettext_lazy("The same card twice on a page."),
    fix=gettext_lazy("Keep the first one: people must find it at once."),
)
def a_card_stands_once(draft: Draft, facts: Facts) -> Iterator[Found]:
    for card in ("emergency", "same-day"):
        if draft.html.count(f'data-card="{card}"') > 1:
            why = _("The %(card)s card stands on the page more than once.") % {"card": card}
            yield Found("body", why, _("Keep the first one: people must find it at once."))

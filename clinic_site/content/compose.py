"""Puts a public page together at reading time from signed and dated parts only.

What is frozen in a revision holds named places: values of the clinic profile, links by number, cards, drawings,
dots. Here they are filled and escaped. A required disclaimer that no provider brings is replaced by the built-in text
and reported; a page is never shown without one.
"""

import logging
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial

from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.translation import gettext as _

from clinic_site.content import fallback, registry, shared
from clinic_site.content.figures import place_dots, place_drawings
from clinic_site.content.parts import Facts, Notice, Part, Parts
from clinic_site.content.shared import Rows, Shared, TopicShown

log = logging.getLogger("clinic_site.faults")

FILL = re.compile(r'<span data-fill="(\w+)"></span>')
TYPED = re.compile(r"\{\{\s*(\w+)\s*\}\}")
NUMBER_LINK = re.compile(r'<a href="/(\d{4,5})(#[^"]*)?" data-page="\d{4,5}"([^>]*)>(.*?)</a>', re.DOTALL)
CARD = re.compile(r'<div data-card="([a-z-]+)">(.*?)</div>', re.DOTALL)
LAST_ITEM = re.compile(r"</ul>", re.IGNORECASE)


Provider = Callable[[Facts, list[dict]], Parts]
_providers: dict[str, Provider] = {}


def register_part(slot: str, provider: Provider, rows: Rows) -> None:
    """`rows` makes the query of what the provider may choose from, now or at a moment; it is read together with what
    all pages share."""
    _providers[slot] = provider
    shared.add_source(slot, rows)


def unregister_part(slot: str) -> None:
    _providers.pop(slot, None)
    shared.remove_source(slot)


def has_part(slot: str) -> bool:
    return slot in _providers


def values(profile) -> dict[str, str]:
    return {
        "clinic_name": profile.clinic_name,
        "phone": profile.phone or _("the clinic"),
        "email": profile.email or _("(we have no e-mail for patients)"),
        "address": profile.address,
        "opening_hours": profile.opening_hours,
        "when_closed": profile.when_closed,
        "emergency_number": profile.emergency_number or _("your emergency number"),
        "emergency_department": profile.emergency_department,
        "practitioner": profile.practitioner,
        "regulator": profile.regulator,
    }


def fill_text(text: str, profile) -> str:
    """A plain field with its named values; the template escapes it."""
    # Few titles name one, and a list asks for hundreds.
    if "{{" not in text:
        return text
    known = values(profile)
    return TYPED.sub(lambda match: known.get(match[1], match[0]), text)


def fill(html: str, profile) -> str:
    """Signed HTML with its named values; numbers to call and the e-mail address become links, but not inside one."""
    known = values(profile)
    links = {
        "phone": profile.phone_href,
        "emergency_number": profile.emergency_href,
        "email": f"mailto:{profile.email}" if profile.email else "",
    }
    # How many links are open at the last place that was filled.
    depth, seen = 0, 0

    def value(match) -> str:
        nonlocal depth, seen
        depth += html.count("<a ", seen, match.start()) - html.count("</a>", seen, match.start())
        name, seen = match[1], match.start()
        if links.get(name) and depth == 0:
            return format_html('<a href="{}">{}</a>', links[name], known[name])
        return escape(known.get(name, ""))

    return FILL.sub(value, html)


def place_links(html: str, located: dict[str, registry.Located], topics: dict[str, TopicShown]) -> str:
    """Links by number get today's address; a link to a page that is no longer public becomes plain words."""
    by_number = {topic.number: topic.url for topic in topics.values()}

    def link(match) -> str:
        number, anchor, rest, words = match[1], match[2] or "", match[3], match[4]
        path = located[number].path if number in located else by_number.get(number)
        return f'<a href="{escape(path)}{anchor}"{rest}>{words}</a>' if path else words

    return NUMBER_LINK.sub(link, html)


def place_cards(html: str, cards: dict[str, Part]) -> str:
    def card(match) -> str:
        part = cards.get(match[1]) or fallback.card(match[1])
        extra = "".join(re.findall(r"<li>.*?</li>", match[2], re.DOTALL))
        body = LAST_ITEM.sub(lambda end: extra + end[0], part.html, count=1) if extra else part.html
        if extra and body == part.html:
            body = f"<ul>{extra}</ul>{part.html}"
        shown = Part(part.key, part.title, body, part.text, part.look, part.url, part.is_fallback)
        return render_to_string("components/card.html", {"part": shown, "heading_level": 2})

    return CARD.sub(card, html)


def parts_for(facts: Facts, common: Shared) -> Parts:
    """Every registered part that applies, and the built-in text for each required one that is missing."""
    found = Parts()
    for slot, provider in _providers.items():
        brought = provider(facts, common.rows.get(slot, []))
        found.first += brought.first
        found.before += brought.before
        found.after += brought.after
        found.footer += brought.footer
        found.cards |= brought.cards
    present = found.present()
    for key in dict.fromkeys((*facts.required, *facts.cards)):
        if key not in present:
            if common.was_read:
                # Said once of each state of the site: a new one has a dozen lists that all lack the same.
                common.once(("told", facts.kind, key), partial(tell_missing, facts.kind, key))
            fallback.add(found, key)
    return filled(found, common)


def tell_missing(kind: str, key: str) -> None:
    log.error("a %s was composed with the built-in text for the missing disclaimer %s", kind, key)


def notices(numbers: Iterable[str], common: Shared) -> list[Notice]:
    """What has to be read first wherever one of these numbers leads."""
    facts = Facts(kind="list", numbers=tuple(numbers))
    found = [one for slot, provider in _providers.items() for one in provider(facts, common.rows.get(slot, [])).first]
    return filled(Parts(first=found), common).first


def filled(parts: Parts, common: Shared) -> Parts:
    profile = common.profile

    def done(part: Part) -> Part:
        return common.once(("filled", part), lambda: made(part))

    def made(part: Part) -> Part:
        title, text = fill_text(part.title, profile), fill_text(part.text, profile)
        html = fill(part.html, profile)
        when_closed = escape(profile.when_closed)
        if part.look == "same-day" and when_closed and when_closed not in html:
            # "Call us today" is no help at night, so the line is there whatever was signed.
            html += f"<p>{when_closed}</p>"
        more = ("about_title", "do") if isinstance(part, Notice) else ()
        words = {name: fill_text(getattr(part, name), profile) for name in more}
        return replace(part, title=title, html=html, text=text, **words)

    return Parts(
        [done(part) for part in parts.first],
        [done(part) for part in parts.before],
        [done(part) for part in parts.after],
        [done(part) for part in parts.footer],
        {key: done(part) for key, part in parts.cards.items()},
    )


def hoisted(html: str, cards: dict[str, Part]) -> tuple[Part | None, str]:
    """The emergency card of a page of high risk, for the top of the page, and the text with the way to it."""
    found = CARD.search(html)
    while found and found[1] != "emergency":
        found = CARD.search(html, found.end())
    if found is None:
        return None, html
    card = Part("emergency", "", place_cards(found[0], cards), "", "plain")
    title = (cards.get("emergency") or fallback.card("emergency")).title
    way = format_html(
        '<p><a href="#care-emergency">{}</a></p>', _("%(title)s See the top of this page.") % {"title": title}
    )
    return card, html[: found.start()] + (way if found.start() else "") + html[found.end() :]


def body(html: str, parts: Parts, common: Shared, located: dict) -> str:
    """The frozen HTML with everything placed and filled."""
    html = place_links(html, located, common.topics)
    html = fill(html, common.profile)
    return place_dots(place_drawings(place_cards(html, parts.cards)))

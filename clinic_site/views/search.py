"""Answers to the reader's own words. The page depends on the words alone; they stand in no address but the reader's
own, in no cache and in no link that leads away."""

import re
import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from clinic_site.content import compose, listing, registry, remembered, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.content.shared import Shared
from clinic_site.numbers.damm import is_valid, normalise
from clinic_site.search.danger import danger_of
from clinic_site.search.query import ask
from clinic_site.search.term_log import heard
from clinic_site.views import guessing

ON_A_PAGE = 10
# In characters, of what was typed: so much is shown again, and so much is searched for danger.
LONGEST_SHOWN = 200
LONGEST_READ = 2000
# Signs that would turn the words around them.
TURNING = dict.fromkeys((*range(0x200E, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A)))
LIKE_A_NUMBER = re.compile(r"[0-9]{1,6}")
# Disclaimers stand on the pages they belong to.
FOUND = frozenset({"article", "question", "handout"})
COLUMNS = ("topics", "number", "kind", "title")


@dataclass(frozen=True)
class Opens:
    """The page whose number was typed. The title is empty where it is no longer public, or a topic."""

    number: str
    path: str
    title: str


@dataclass(frozen=True)
class Topical:
    """All that must be known of a page to tell which topics have pages, and which questions come first."""

    topics: list[str]
    number: str
    kind: str
    title: str


@dataclass(frozen=True)
class WaysOn:
    """Where to go on when nothing fits: addresses of topics, and numbers of the questions that come first."""

    topics: frozenset[str]
    first: list[str]
    has_pages: bool


@dataclass(frozen=True)
class Found:
    """Numbers of public pages, the best first, and of those that come near where there are none."""

    numbers: list[str]
    nearest: list[str]
    best: str
    meant: str
    opens: Opens | None

    @property
    def total(self) -> int:
        return len(self.numbers)


def search(request) -> HttpResponse:
    typed, page = request.GET.get("q", ""), request.GET.get("page", "")
    asked = readable(typed)
    number = asked if LIKE_A_NUMBER.fullmatch(normalise(asked)) else ""
    common = read_shared()
    found = find(asked, common) if asked else Found([], [], "", "", None)
    if asked and not page and request.method == "GET":
        heard(asked, found.total)
    fits = bool(found.total or found.opens)
    ways = WaysOn(frozenset(), [], False) if fits else remembered.known(common, "ways on", lambda: ways_on(common))
    has_content = fits or ways.has_pages
    first = [] if found.nearest or number or not asked else ways.first
    place = on_page(found.total, asked, page)
    here = found.numbers[place["start"] - 1 :][:ON_A_PAGE]
    rows = rows_of([*here, *found.nearest, *first], common)
    response = showing.public(
        request,
        "search.html",
        frame_of(common, has_content=has_content),
        asked=asked,
        typed=number,
        cards=cards_for(typed[:LONGEST_READ], common) if has_content else cards_of(common),
        topics=[topic for slug, topic in common.topics.items() if slug in ways.topics],
        rows=[rows[number] for number in here if number in rows],
        nearest=[rows[number] for number in found.nearest if number in rows],
        first=[rows[number] for number in first if number in rows],
        **shown(found),
        **place,
    )
    response["Cache-Control"] = "no-store"
    response["Referrer-Policy"] = "no-referrer"
    return response


def readable(typed: str) -> str:
    """What was typed as it is shown again: no control signs, no halves of signs, nothing that turns the text around."""
    plain = typed[:LONGEST_READ].translate(TURNING)
    plain = "".join(" " if unicodedata.category(sign) in {"Cc", "Cs"} else sign for sign in plain)
    return " ".join(plain.split())[:LONGEST_SHOWN].strip()


def find(asked: str, common: Shared) -> Found:
    """Signed copies only, whatever the index says."""
    digits = normalise(asked)
    path = registry.current_path(digits) if is_valid(digits) else None
    answer = ask(asked)
    best = [answer.best] if answer.best else []
    wanted = list(dict.fromkeys([*best, *(hit.number for hit in answer.hits)]))
    near = [hit.number for hit in answer.nearest]
    located = registry.locate({digits, *wanted, *near})
    known = {number: page for number, page in located.items() if page.kind in FOUND}
    title = compose.fill_text(known[digits].title, common.profile) if digits in known else ""
    opens = Opens(digits, path, title) if path else None
    public, nearest = ([number for number in numbers if number in known] for numbers in (wanted, near))
    return Found(public, nearest, answer.best, answer.meant, opens)


def ways_on(common: Shared) -> WaysOn:
    rows = registry.public_rows({name: listing.COLUMNS[name] for name in COLUMNS}, kinds=FOUND)
    pages = sorted((Topical(*row) for row in rows), key=lambda row: row.title.casefold())
    topics = frozenset(topic.slug for topic in listing.topics_with_pages(pages, common))
    return WaysOn(topics, [row.number for row in guessing.first_questions(pages, common)], bool(pages))


def rows_of(numbers: list[str], common: Shared) -> dict[str, listing.Row]:
    rows = listing.public_pages(common, kinds=FOUND, page__number_id__in=numbers) if numbers else []
    return {row.number: row for row in rows}


def cards_for(typed: str, common: Shared) -> list:
    level = danger_of(typed)
    return [card for card in cards_of(common) if card.key == level]


def shown(found: Found) -> dict:
    return {
        "total": found.total,
        "best": found.best,
        "opens": found.opens,
        "meant": found.meant,
        "meant_url": address(found.meant),
    }


def on_page(total: int, asked: str, wanted: str) -> dict:
    """Where the page that was asked for begins; the last one, where there are fewer."""
    pages = max(1, -(-total // ON_A_PAGE))
    page = min(pages, max(1, int(wanted))) if re.fullmatch(r"[0-9]{1,3}", wanted) else 1
    start = (page - 1) * ON_A_PAGE
    return {
        "start": start + 1,
        "page": page,
        "pages": pages,
        "previous_url": address(asked, page - 1) if page > 1 else "",
        "next_url": address(asked, page + 1) if page < pages else "",
    }


def address(words: str, page: int = 1) -> str:
    return f"{reverse('search')}?{urlencode({'q': words} | ({'page': page} if page > 1 else {}))}"

"""What a reader may have looked for at an address that leads nowhere, from the words in it. Only signed titles."""

import re
from dataclasses import dataclass, field

from django.db.models import F

from clinic_site.content import compose, listing, registry
from clinic_site.content.revision import State
from clinic_site.search.similar import closest
from clinic_site.views.home import most_asked

MOST = 5
# What is offered when nothing fits.
FEW = 3
# An address says less than a question does, so less of it has to fit.
AT_LEAST = 0.4
# In characters; what comes after says nothing about what was looked for.
LONGEST = 120
# What comes first in an address tells the kind of page, not what it is about.
SECTION = re.compile(r"^/(?:articles|disclaimers|evidence|faq|topics)/(?=.)")
COLUMNS = {name: listing.COLUMNS[name] for name in ("number", "kind", "slug", "title", "topics")} | {
    "heading": lambda model: F(model.revision_class.heading_field),
    "state": lambda model: F("state"),
    "revision": lambda model: F("revision"),
    "read_instead": lambda model: F("read_instead"),
}


@dataclass(frozen=True)
class Suggestion:
    """A page to read. `retired` is the title of the page it stands for, if that one is gone."""

    title: str
    url: str
    retired: str = ""
    topics: list[str] = field(default_factory=list)


def known() -> dict[str, dict]:
    """Number -> the signed copy that is public, or the last one of a page that was withdrawn; in one query."""
    rows = registry.public_rows(COLUMNS, (State.PUBLISHED, State.WITHDRAWN))
    found = [dict(zip(COLUMNS, row, strict=True)) for row in rows]
    return {
        row["number"]: row for row in sorted(found, key=lambda row: (row["state"] == State.PUBLISHED, row["revision"]))
    }


def has_content(pages: dict[str, dict]) -> bool:
    return any(row["state"] == State.PUBLISHED and row["kind"] in {"article", "question"} for row in pages.values())


def suggestions(path: str, pages: dict[str, dict], profile) -> list[Suggestion]:
    """At most five, those most like the words of the address first; a retired page gives way to what replaced it."""
    asked = " ".join(re.findall(r"[^\W_]+", SECTION.sub("", path[:LONGEST], count=1)))
    texts = [
        (number, text)
        for number, row in pages.items()
        for text in {row["title"], row["heading"], row["slug"].replace("-", " ")}
    ]
    near = closest(asked, texts, at_least=AT_LEAST, most=len(texts))
    found: dict[str, Suggestion] = {}
    for number in dict.fromkeys(number for number, _score in near):
        for suggestion in stand_ins(pages[number], pages, profile):
            found.setdefault(suggestion.url, suggestion)
    return list(found.values())[:MOST]


def stand_ins(row: dict, pages: dict[str, dict], profile) -> list[Suggestion]:
    if row["state"] == State.PUBLISHED:
        return [shown(row, profile)]
    title = compose.fill_text(row["title"], profile)
    instead = [pages[number] for number in row["read_instead"] if number in pages]
    return [shown(page, profile, retired=title) for page in instead if page["state"] == State.PUBLISHED]


def shown(row: dict, profile, retired: str = "") -> Suggestion:
    url = registry.page_type(row["kind"]).path_of(row["slug"])
    return Suggestion(compose.fill_text(row["title"], profile), url, retired, row["topics"])


def first_questions(pages: dict[str, dict], common) -> list[Suggestion]:
    """The first of those on the start page, for an address whose words fit nothing."""
    public = [row for row in pages.values() if row["kind"] == "question" and row["state"] == State.PUBLISHED]
    found = sorted((shown(row, common.profile) for row in public), key=lambda one: one.title.casefold())
    return most_asked(found, common)[:FEW]

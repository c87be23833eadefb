"""What a reader may have looked for at an address that leads nowhere, from the words in it. Only signed titles."""

import re
from dataclasses import dataclass

from django.db.models import F

from clinic_site.content import compose, listing, registry
from clinic_site.content.registry import Located
from clinic_site.content.revision import State
from clinic_site.content.shared import Shared
from clinic_site.search.query import ask
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
COLUMNS = {name: listing.COLUMNS[name] for name in ("number", "slug", "title")} | {
    "heading": lambda model: F(model.revision_class.heading_field),
    "revision": lambda model: F("revision"),
    "read_instead": lambda model: F("read_instead"),
}


@dataclass(frozen=True)
class Suggestion:
    """A page to read. `retired` is the title of the page it stands for, if that one is gone."""

    title: str
    url: str
    retired: str = ""


def words_of(path: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", SECTION.sub("", path[:LONGEST], count=1)))


def suggestions(words: str, profile) -> list[Suggestion]:
    """At most five, those most like the words first; a retired page gives way to what is to be read instead."""
    retired = retired_pages()
    hits = [hit.number for hit in ask(words).hits[:MOST]]
    public = registry.locate({*hits, *retired, *(number for row in retired.values() for number in row["read_instead"])})
    texts = [(number, text) for number in hits if number in public for text in names(vars(public[number]))]
    texts += [(number, text) for number, row in retired.items() if number not in public for text in names(row)]
    near = [number for number, _score in closest(words, texts, at_least=AT_LEAST, most=len(texts))]
    found: dict[str, Suggestion] = {}
    for number in dict.fromkeys([*near, *hits]):
        for page, title in stand_ins(number, public, retired):
            retired_title = compose.fill_text(title, profile)
            found.setdefault(page.path, Suggestion(compose.fill_text(page.title, profile), page.path, retired_title))
    return list(found.values())[:MOST]


def retired_pages() -> dict[str, dict]:
    """Number -> the last signed copy that was withdrawn; some of these pages may be public again."""
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in registry.public_rows(COLUMNS, (State.WITHDRAWN,))]
    return {row["number"]: row for row in sorted(rows, key=lambda row: row["revision"])}


def names(row: dict) -> set[str]:
    return {row["title"], row.get("heading", ""), row["slug"].replace("-", " ")} - {""}


def stand_ins(number: str, public: dict[str, Located], retired: dict[str, dict]) -> list[tuple[Located, str]]:
    """The page itself, or what is to be read instead with the title of the page that is gone."""
    if number in public:
        return [(public[number], "")]
    row = retired.get(number)
    return [(public[other], row["title"]) for other in row["read_instead"] if other in public] if row else []


def first_questions(pages: list[listing.Row], common: Shared) -> list[listing.Row]:
    """The first of those on the start page, for an address whose words fit nothing."""
    return most_asked([row for row in pages if row.kind == "question"], common)[:FEW]

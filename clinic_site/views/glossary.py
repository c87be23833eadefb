"""Medical words as they were signed: each with the plain words and the explanation of the pages that use it."""

import re
from dataclasses import dataclass, field

from django.db.models import F
from django.http import HttpResponse

from clinic_site.content import listing, registry, remembered, showing
from clinic_site.content.library import link_to
from clinic_site.content.reading import Link, frame_of, read_shared

COLUMNS = {name: listing.COLUMNS[name] for name in ("kind", "slug", "title", "published_at")}
COLUMNS |= {"terms": lambda model: F("terms")}
# Links under one word; whoever wants the other pages searches for it.
MOST_NAMED = 20
ARTICLE = re.compile(r"^(?:an?|the) ")


@dataclass
class TermShown:
    key: str
    term: str
    plain: str
    explanation: str
    used_on: list[Link] = field(default_factory=list)
    more: int = 0

    @property
    def anchor(self) -> str:
        return f"term-{self.key}"


def shown_terms(profile) -> list[TermShown]:
    """In the order of their plain words, “a” and “the” left aside.

    Where pages were signed with other words, the newest publication counts.
    """
    explaining = [rows.exclude(terms=[]) for rows in registry.rows_by_type(COLUMNS)]
    rows = [dict(zip(COLUMNS, row, strict=True)) for row in registry.together(explaining)]
    found: dict[str, TermShown] = {}
    for row in sorted(rows, key=lambda row: row["published_at"], reverse=True):
        for printed in row["terms"]:
            words = TermShown(printed["key"], printed["term"], printed["plain"], printed["explanation"])
            found.setdefault(words.key, words).used_on.append(link_to(row, profile))
    for term in found.values():
        term.used_on.sort(key=lambda link: link.title.casefold())
        term.more = len(term.used_on[MOST_NAMED:])
        del term.used_on[MOST_NAMED:]
    return sorted(found.values(), key=lambda term: ARTICLE.sub("", term.plain.casefold()))


def index(request) -> HttpResponse:
    """Every page is read for it, so it is worked out once a generation."""
    common = read_shared()
    terms = remembered.known(common, "medical words", lambda: shown_terms(common.profile))
    return showing.public(
        request,
        "glossary/index.html",
        frame_of(common, has_content=bool(terms)),
        terms=terms,
        by_term=sorted(terms, key=lambda term: term.term.casefold()),
        canonical="/glossary/",
    )

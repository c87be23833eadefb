"""Drafts as the checks get them, made from Markdown, and a site about which they know nothing."""

import re
from dataclasses import dataclass, field

from clinic_site.markdown import Drawing, Figure, Term, render
from clinic_site.readiness.checks import PLACEHOLDERS
from clinic_site.readiness.draft import Draft
from clinic_site.readiness.registry import Finding, findings

LINK = re.compile(r'<a href="/(\d{4,5}(?:#[^"]*)?)" data-page=')


def figure(alt: str = "A quiet room with two chairs.", *, caption: str = "", needle: bool = False, decoration=False):
    return Figure(alt, decoration, caption, "", needle, 800, 600, (), "/media/picture.jpg")


@dataclass
class Library:
    pictures: dict[str, Figure] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    placeholders: frozenset[str] = PLACEHOLDERS

    def has_reference(self, key: str) -> bool:
        return True

    def figure(self, key: str) -> Figure | None:
        return self.pictures.get(key)

    def drawing(self, name: str) -> Drawing | None:
        return Drawing("A drawing", name == "how-deep")

    def term(self, words: str) -> Term | None:
        return self.terms.get(words.casefold())


@dataclass
class Site:
    """Facts of a site where every page is public and nothing else is known."""

    country: str = "GB"
    terms: list = field(default_factory=list)

    def is_public(self, number: str) -> bool:
        return True

    def anchors(self, number: str) -> frozenset[str]:
        return frozenset()

    def reference(self, key: str) -> bool:
        return True

    def topic(self, slug: str) -> bool:
        return True

    def retracted(self, keys: tuple[str, ...]) -> dict[str, str]:
        return {}

    def superseded(self, keys: tuple[str, ...]) -> dict[str, str]:
        return {}

    def disclaimer(self, key: str) -> bool:
        return True

    def similar(self, kind: str, number: str, text: str) -> list:
        return []

    def claims(self, text: str) -> list:
        return []

    def glossary(self) -> list:
        return self.terms

    def failing(self, addresses: tuple[str, ...]) -> dict:
        return {}


def draft(body: str, *, kind: str = "article", pictures: dict | None = None, terms: dict | None = None, **wording):
    result = render(body, Library(pictures or {}, terms or {}))
    return Draft(
        kind=kind,
        number="1007",
        wording={"body": body, "language": "en-GB", **wording},
        html=result.html,
        headings=result.headings,
        citations=result.citations,
        links=tuple(LINK.findall(result.html)),
        pictures=result.images,
        cards=result.cards,
        problems=result.problems,
        sections=result.sections,
        terms=result.terms,
    )


def found(code: str, body: str, *, site: Site | None = None, **parts) -> list[Finding]:
    """What one check says about a text."""
    return [one for one in findings(draft(body, **parts), site or Site()) if one.code == code]


def excerpts(code: str, body: str, **parts) -> list[str]:
    return [one.excerpt for one in found(code, body, **parts)]

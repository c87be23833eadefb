"""Turns a desk into what would be signed. The editor's preview and publication are the same functions."""

import re
from dataclasses import dataclass, field
from functools import lru_cache

from clinic_site.content.figures import drawing_named
from clinic_site.glossary.models import terms_in
from clinic_site.images.models import figures
from clinic_site.markdown import Drawing, Figure, Problem, Rendered, Term, TooLong, render
from clinic_site.readiness.checks import PLACEHOLDERS
from clinic_site.references.models import KEY, Reference

# Moves when the renderer or the sanitiser gives other HTML for the same words.
RENDERER = 2
LINK = re.compile(r'<a href="/(\d{4,5}(?:#[^"]*)?)" data-page=')
CITED = re.compile(rf"@({KEY})")
PICTURED = re.compile(r"\(image:([^)\s]+)")
EXPLAINED = re.compile(r"\[\[([^\[\]\n]{1,80})\]\]")


@dataclass
class SiteLibrary:
    """What a body may refer to, read in one query each for sources, pictures and terms, and none for what it lacks."""

    references: frozenset[str] = frozenset()
    pictures: dict[str, Figure] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    placeholders: frozenset[str] = PLACEHOLDERS

    @classmethod
    def of(cls, source: str) -> "SiteLibrary":
        keys = set(CITED.findall(source))
        known = Reference.objects.filter(key__in=keys).values_list("key", flat=True) if keys else ()
        pictured = set(PICTURED.findall(source))
        explained = {words.casefold() for words in EXPLAINED.findall(source)}
        return cls(frozenset(known), figures(pictured) if pictured else {}, terms_in(explained) if explained else {})

    def has_reference(self, key: str) -> bool:
        return key in self.references

    def figure(self, key: str) -> Figure | None:
        return self.pictures.get(key)

    def drawing(self, name: str) -> Drawing | None:
        return drawing_named(name)

    def term(self, words: str) -> Term | None:
        return self.terms.get(words.casefold())


def rendered(source: str) -> Rendered:
    """The HTML that would be signed. A text that is too long comes back empty, with a problem that says so."""
    library = SiteLibrary.of(source[:200_000])
    try:
        return _rendered(
            source, library.references, frozenset(library.pictures.items()), frozenset(library.terms.items())
        )
    except TooLong as refusal:
        return Rendered("", (), (), (), (), (), (), (Problem(1, str(refusal)),))


@lru_cache(maxsize=4)
def _rendered(source: str, references: frozenset, pictures: frozenset, terms: frozenset) -> Rendered:
    """The same words with the same sources, pictures and terms are rendered at each step to publication."""
    return render(source, SiteLibrary(references, dict(pictures), dict(terms)))


def preview_html(source: str) -> str:
    result = rendered(source)
    return result.html or "".join(problem.message for problem in result.problems)

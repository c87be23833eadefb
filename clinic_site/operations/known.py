"""What a content file may refer to: what the site holds, together with what the same folder brings."""

import re
from dataclasses import dataclass, field

from clinic_site.content.figures import drawing_named
from clinic_site.glossary.models import Term as GlossaryTerm
from clinic_site.glossary.words import TermForm, folded
from clinic_site.images.models import AltChoice, figures
from clinic_site.markdown import Drawing, Figure, Term
from clinic_site.numbers.models import Number
from clinic_site.operations.holdings import Held
from clinic_site.operations.kinds import GLOSSARY, IMAGES, REFERENCES, TOPICS
from clinic_site.readiness.checks import PLACEHOLDERS

PICTURED = re.compile(r"\(image:([^)\s]+)")


@dataclass
class Known:
    """`held` is by name. `leads` are numbers of pages and topics. `claims` says which files ask for a number."""

    held: dict[str, Held] = field(default_factory=dict)
    by_number: dict[str, Held] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    claims: dict[str, list] = field(default_factory=dict)
    topics: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
    forms: list[TermForm] = field(default_factory=list)
    terms: dict[str, Term] = field(default_factory=dict)
    pictures: dict[str, Figure] = field(default_factory=dict)
    placeholders: frozenset[str] = PLACEHOLDERS

    @classmethod
    def of(cls, ready: list, held: list[Held]) -> "Known":
        known = cls(held={one.name: one for one in held}, given=frozenset(_given()))
        known.by_number = {one.key: one for one in held if one.folder.has_numbers}
        for one in ready:
            if one.file.folder.has_numbers:
                known.claims.setdefault(one.values["number"], []).append(one)
        known.topics = _slugs(TOPICS, ready, held)
        known.references = _slugs(REFERENCES, ready, held)
        known.forms = _forms(ready, held)
        known.terms = {folded(form.words): Term(form.key, form.plain) for form in known.forms}
        known.pictures = figures(_slugs(IMAGES, [], held)) | {
            one.file.slug: _figure(one.values) for one in ready if one.file.folder is IMAGES
        }
        return known

    def leads_somewhere(self, number: str) -> bool:
        return number in self.by_number or number in self.claims

    # What the renderer asks of a library.

    def has_reference(self, key: str) -> bool:
        return key in self.references

    def figure(self, key: str) -> Figure | None:
        return self.pictures.get(key)

    def drawing(self, name: str) -> Drawing | None:
        return drawing_named(name)

    def term(self, words: str) -> Term | None:
        return self.terms.get(folded(words))


def _given() -> list[str]:
    return list(Number.objects.values_list("digits", flat=True))


def _slugs(folder, ready: list, held: list[Held]) -> frozenset[str]:
    return frozenset({one.slug for one in held if one.folder is folder}) | {
        one.file.slug for one in ready if one.file.folder is folder
    }


def _forms(ready: list, held: list[Held]) -> list[TermForm]:
    """Of every term there will be: what a file says counts, not what it takes the place of."""
    terms = {one.key: one.values for one in held if one.folder is GLOSSARY}
    terms |= {one.file.slug: one.values for one in ready if one.file.folder is GLOSSARY}
    return [form for key, values in terms.items() for form in forms_of(key, values)]


def forms_of(key: str, values: dict) -> list[TermForm]:
    return GlossaryTerm(key=key, term=values["term"], plain=values["plain"], forms=values["forms"]).all_forms()


def _figure(values: dict) -> Figure:
    """Enough of a picture that is not stored yet for the renderer to judge a text that shows it."""
    informative = values["alt_choice"] == AltChoice.INFORMATIVE
    return Figure(
        alt=values["alt"] if informative else "",
        decoration=values["alt_choice"] == AltChoice.DECORATION,
        caption=values["caption"],
        credit=values["credit"],
        shows_needle=values["shows_needle"],
        width=1,
        height=1,
        sources=(),
        fallback="/media/not-stored-yet.jpg",
    )

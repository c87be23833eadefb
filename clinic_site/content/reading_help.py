"""How hard a text is to read, field by field, and which sentences and words to mend first. A hint, never a gate."""

from dataclasses import dataclass

from clinic_site.content.page import Page
from clinic_site.glossary.models import forms
from clinic_site.markdown import Rendered
from clinic_site.readability import CAVEAT, NOT_ENGLISH, Reading, is_english, prose, read

SENTENCES_NAMED = 5
WORDS_NAMED = 8


@dataclass(frozen=True)
class FieldRead:
    """One field: the band of ages first, then what to mend, longest first."""

    name: str
    label: str
    reading: Reading

    @property
    def sentences(self) -> list:
        return sorted(self.reading.long_sentences, key=lambda sentence: -sentence.words)[:SENTENCES_NAMED]

    @property
    def words(self) -> list:
        return list(self.reading.hard_words[:WORDS_NAMED])


@dataclass(frozen=True)
class ReadingHelp:
    whole: Reading
    fields: list[FieldRead]
    caveat: str


def help_for(page: Page, result: Rendered) -> ReadingHelp:
    """The page as a whole, then each text readers get. Terms that the page explains don't count as hard."""
    explained = frozenset(form.words for form in forms() if form.key in result.terms) if result.terms else frozenset()

    def measured(text) -> Reading:
        return read(text, language=page.language, explained=explained)

    names = [name for name in page.summary_fields if getattr(page, name).strip()]
    texts = [getattr(page, name) for name in names]
    blocks = prose(result.html)
    fields = [FieldRead(name, label_of(page, name), measured(text)) for name, text in zip(names, texts, strict=True)]
    fields += [FieldRead("body", label_of(page, "body"), measured(blocks))] if blocks else []
    whole = "\n\n".join([*texts, *(block.text for block in blocks)])
    return ReadingHelp(measured(whole), fields, str(CAVEAT if is_english(page.language) else NOT_ENGLISH))


def label_of(page: Page, name: str) -> str:
    return str(type(page)._meta.get_field(name).verbose_name).capitalize()

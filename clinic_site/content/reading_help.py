"""How hard a text is to read, field by field, and which sentences and words to mend first. A hint, never a gate."""

from dataclasses import dataclass

from clinic_site.content.page import Page
from clinic_site.glossary.models import forms
from clinic_site.markdown import Rendered


@dataclass(frozen=True)
class FieldRead:
    name: str
    label: str
    reading: object


@dataclass(frozen=True)
class ReadingHelp:
    fields: list[FieldRead]
    caveat: str


def help_for(page: Page, result: Rendered) -> ReadingHelp:
    return ReadingHelp([], "")

"""One table: for each folder of content files, which keys its files have, in which order, and what they fill."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import models

from articles.models import Article
from clinic_site.content.lists import LinesField
from clinic_site.content.page import Page
from clinic_site.content.topic import TopicText
from clinic_site.content.wording import Risk
from clinic_site.disclaimers.models import Disclaimer
from clinic_site.glossary.models import Term
from clinic_site.handouts.models import Handout
from clinic_site.images.models import Image
from clinic_site.operations import frontmatter
from clinic_site.references.models import Reference
from faq.models import Question

YES, NO = "yes", "no"
ABOUT = ("topics", "related", "search_words", "flags", "risk", "language", "interval_months", "supports", "reasons")


@dataclass(frozen=True)
class Folder:
    """`keys` stand in the order of the file and are fields of `model`; `body` is the field of the text below them.

    A key is left out of the file when it is empty, or has the value that `usual` names. The lines of a text that
    `lists` names are the items of a list in the file. Keys that `beside` names are kept in rows of their own.
    """

    name: str
    model: type[models.Model]
    keys: tuple[str, ...]
    body: str = "body"
    usual: dict[str, Any] = field(default_factory=lambda: {"language": "en-GB"})
    lists: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    @property
    def has_numbers(self) -> bool:
        return "number" in self.keys

    @property
    def holds_pages(self) -> bool:
        return issubclass(self.model, Page)

    @property
    def fields(self) -> tuple[str, ...]:
        """Every field of the model that a file fills."""
        return tuple(key for key in (*self.keys, self.body) if key and key not in ("number", *self.beside))

    def is_required(self, key: str) -> bool:
        if key == "number":
            return True
        if key in self.beside:
            return False
        column = self.model._meta.get_field(key)
        return not column.blank and not column.has_default()


STANDING_KEYS = ("standing", "superseded_by", "standing_on", "standing_note")
REFERENCES = Folder(
    "references",
    Reference,
    ("authors", "title", "source", "year", "doi", "pmid", "url", "label", "study", "checked_on", *STANDING_KEYS),
    body="finding",
    beside=STANDING_KEYS,
)
IMAGES = Folder("images", Image, ("alt_choice", "alt", "caption", "credit", "shows_needle"), body="")
GLOSSARY = Folder("glossary", Term, ("term", "plain", "forms", "source"), body="explanation", lists=("forms",))
TOPICS = Folder("topics", TopicText, ("number", "title", "kind", "position"), body="summary")
DISCLAIMERS = Folder(
    "disclaimers",
    Disclaimer,
    ("number", "title", "applies_to", "applies_value", "position", "look", "short_form", *ABOUT),
    usual={"language": "en-GB", "risk": Risk.NORMAL},
)
ARTICLES = Folder("articles", Article, ("number", "title", "lede", *ABOUT))
HANDOUTS = Folder(
    "handouts", Handout, ("number", "title", "lede", "points", "items", *(key for key in ABOUT if key != "related"))
)
QUESTIONS = Folder("questions", Question, ("number", "question", "list_title", "short_answer", *ABOUT))

# In the order of loading: what a text refers to comes before the text.
FOLDERS = (REFERENCES, GLOSSARY, IMAGES, TOPICS, DISCLAIMERS, ARTICLES, QUESTIONS, HANDOUTS)


def usual_value(folder: Folder, key: str) -> Any:
    return None if key == "interval_months" else folder.usual.get(key, "")


def one_form(body: str) -> str:
    """A text as files hold it: one kind of line end, no empty lines around it."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()


def written(value: Any) -> frontmatter.Value:
    """A value of a field in the words of a file; empty when there is nothing to write."""
    if isinstance(value, list | tuple):
        return [str(item).strip() for item in value]
    if isinstance(value, bool):
        return YES if value else ""
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else one_form(str(value)).strip()


def items(lines: str) -> list[str]:
    return [line.strip() for line in lines.splitlines() if line.strip()]


def file_text(folder: Folder, values: dict[str, Any]) -> str:
    """The one way to write these values as a file of the folder."""
    pairs = []
    for key in folder.keys:
        value = written(items(values[key]) if key in folder.lists else values[key])
        if value and value != written(usual_value(folder, key)):
            pairs.append((key, value))
    return frontmatter.write(pairs, one_form(values[folder.body]) if folder.body else "")


def column(folder: Folder, key: str) -> models.Field:
    return folder.model._meta.get_field(key)


def takes_list(folder: Folder, key: str) -> bool:
    return key != "number" and (key in folder.lists or isinstance(column(folder, key), LinesField))

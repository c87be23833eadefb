"""What the site holds now, in the form of content files: the desks, or only what was signed."""

import hashlib
from dataclasses import dataclass
from typing import Any

from django.db import models

from clinic_site.content.revision import State
from clinic_site.content.term_uses import marked_in
from clinic_site.content.topic import TopicText
from clinic_site.content.topic import in_force as topics_in_force
from clinic_site.glossary.models import Term
from clinic_site.glossary.words import folded
from clinic_site.images.models import Image
from clinic_site.operations import standings
from clinic_site.operations.kinds import FOLDERS, GLOSSARY, IMAGES, REFERENCES, TOPICS, Folder, file_text
from clinic_site.references.models import Reference


@dataclass(frozen=True)
class Held:
    """One file's worth. `row` is the page, topic, reference or picture itself; `edit` is that of the desk."""

    folder: Folder
    key: str
    slug: str
    values: dict[str, Any]
    row: models.Model | None = None
    edit: int = 0

    @property
    def name(self) -> str:
        return f"{self.folder.name}/{self.key}"

    @property
    def path(self) -> str:
        return f"{self.folder.name}/{self.slug}.md"

    @property
    def text(self) -> str:
        return file_text(self.folder, self.values)


def digest(content: str | bytes) -> str:
    return hashlib.sha256(content.encode() if isinstance(content, str) else content).hexdigest()


def desks() -> list[Held]:
    """Everything staff work on. A topic is its newest text, whether readers see it yet or not."""
    standing = standings.held()
    held = [
        _row(REFERENCES, row, **standing.get(row.key, standings.NOTHING_SAID))
        for row in Reference.objects.order_by("key")
    ]
    held += [_row(GLOSSARY, row) for row in Term.objects.order_by("key")]
    held += [_row(IMAGES, row) for row in Image.objects.order_by("key")]
    newest = {text.topic_id: text for text in TopicText.objects.select_related("topic").order_by("id")}
    held += [_topic(text) for text in newest.values()]
    for folder in FOLDERS:
        if folder.holds_pages:
            held += [_page(folder, page, page.wording()) for page in folder.model.objects.order_by("slug")]
    return held


def signed() -> list[Held]:
    """What readers see: published wordings, topics in force, sources and terms as last printed, released pictures.

    Newer research is no part of it before a page prints it, and then neither is the word that there is some.
    """
    held, prints, revisions = [], {}, []
    for folder in FOLDERS:
        if folder.holds_pages:
            rows = folder.model.revision_class.objects.published().select_related("page").order_by("published_at")
            for revision in rows:
                held.append(_page(folder, revision.page, revision.wording()))
                prints |= {source["key"]: source for source in revision.printed}
                revisions.append(revision)
    held += _sources_of(prints)
    held += _terms_of(revisions)
    held += [_row(IMAGES, row) for row in Image.objects.filter(released_at__isnull=False)]
    return held + [_topic(text) for text in topics_in_force().select_related("topic")]


def withdrawn() -> list[models.Model]:
    """The last revision of each page that was taken from the public and did not come back."""
    found = []
    for folder in FOLDERS:
        if folder.holds_pages:
            rows = folder.model.revision_class.objects.filter(state=State.WITHDRAWN).select_related("page")
            newest = {row.page_id: row for row in rows.order_by("revision")}
            public = set(folder.model.revision_class.objects.published().values_list("page_id", flat=True))
            found += [row for page, row in newest.items() if page not in public]
    return found


def _sources_of(prints: dict[str, dict]) -> list[Held]:
    standing = {key: said for key, said in standings.held().items() if said["superseded_by"] in {"", *prints}}
    return [
        Held(REFERENCES, key, key, source | standing.get(key, standings.NOTHING_SAID)) for key, source in prints.items()
    ]


def _row(folder: Folder, row: models.Model, **beside) -> Held:
    return Held(folder, row.key, row.key, {name: getattr(row, name) for name in folder.fields} | beside, row)


def _terms_of(revisions: list[models.Model]) -> list[Held]:
    """The terms these texts mark, in the words of the newest that explains them. Forms are needed to load the texts."""
    newest = sorted(revisions, key=lambda revision: revision.published_at)
    prints = {printed["key"]: printed for revision in newest for printed in revision.terms}
    marked = {words for revision in revisions for words in marked_in(revision.body)}
    return [
        Held(GLOSSARY, row.key, row.key, _row(GLOSSARY, row).values | prints.get(row.key, {}))
        for row in Term.objects.order_by("key")
        if row.key in prints or marked & {folded(form.words) for form in row.all_forms()}
    ]


def _topic(text: TopicText) -> Held:
    values = {name: getattr(text, name) for name in TOPICS.fields} | {"number": text.topic.number_id}
    return Held(TOPICS, text.topic.number_id, text.topic.slug, values, text.topic)


def _page(folder: Folder, page, wording: dict) -> Held:
    values = wording | {"number": page.number_id, "interval_months": page.interval_months}
    return Held(folder, page.number_id, page.slug, values, page, page.edit)

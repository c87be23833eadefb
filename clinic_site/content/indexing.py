"""Public pages into the search, by the verbs that make them public or take them away, in their transaction.

Called when the generation's row is held: `index` counts words, so its writers must follow one another. A recut has the
same words, and a move the same number: neither changes what is found.
"""

import re
from collections.abc import Iterable, Iterator

from django.db import transaction

from clinic_site.content import registry
from clinic_site.content.page import Page
from clinic_site.generation.models import lock
from clinic_site.readability import prose
from clinic_site.search import index as search_index
from clinic_site.search.index import Entry

# A value of the clinic profile changes without a new revision, so nobody finds a page by it.
VALUE = re.compile(r"\{\{[^{}]*\}\}")


def index(revision) -> None:
    index_all([revision])


def index_all(revisions: Iterable) -> None:
    """Those of page types that readers search for; disclaimers are read with other pages."""
    search_index.put_all(entry_of(revision) for revision in revisions if not revision.page.provides_disclaimers)


def unindex(page: Page) -> None:
    search_index.remove(page.number_id)


@transaction.atomic
def rebuild() -> int:
    """Makes the index again from the public revisions, while no verb writes it. Returns how many pages it has."""
    lock()
    search_index.clear()
    search_index.put_all(public_entries())
    return search_index.size()


def public_entries() -> Iterator[Entry]:
    for model in registry.page_types():
        if not model.provides_disclaimers:
            revisions = model.revision_class.objects.published().select_related("page").order_by("page__number_id")
            yield from map(entry_of, revisions.iterator(chunk_size=100))


def entry_of(revision) -> Entry:
    heading, list_heading = _words(revision.heading), _words(revision.list_heading)
    return Entry(
        number=revision.page.number_id,
        kind=revision.page.kind,
        title=heading,
        list_title="" if list_heading == heading else list_heading,
        search_words=[_words(line) for line in revision.search_words],
        short=_words(revision.summary),
        body_text=_words("\n".join(block.text for block in prose(revision.html))),
    )


def _words(text: str) -> str:
    return VALUE.sub(" ", text)

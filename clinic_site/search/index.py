"""What writes the index. Content's verbs call it inside their transaction, when they hold the generation's row: writers
follow one another, so the counts of words stay right.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice

from django.db import transaction
from django.db.models import F

from clinic_site.search.indexed import EVERY_PAGE, Indexed, Word
from clinic_site.search.words import STOP, stem, tokens

# In characters: nobody types a longer one, and a column ends somewhere.
LONGEST_WORD = 40
# Rows in one statement.
AT_ONCE = 200
COLUMNS = ("kind", "heading", "title", "list_title", "search_words", "short", "body", "seen", "seen_in_head")


@dataclass(frozen=True)
class Entry:
    """A public page in words: what readers see, and the search words they don't."""

    number: str
    kind: str
    title: str
    list_title: str
    search_words: list[str] = field(default_factory=list)
    short: str = ""
    body_text: str = ""


def key_of(number: str) -> int:
    return int(f"1{number}")


def put(entry: Entry) -> None:
    """The page is found by these words from now on, and by no earlier ones."""
    put_all([entry])


@transaction.atomic
def put_all(entries: Iterable[Entry]) -> None:
    """Many at once; of two with one number the last one stays."""
    entries, changes = iter(entries), Changes()
    while some := list(islice(entries, AT_ONCE)):
        _put({row.id: row for row in map(_row, some)}, changes)
    # Once for all: PostgreSQL keeps every state of a row until the transaction ends, and looks through them.
    changes.save()


def _put(rows: dict[int, Indexed], changes: "Changes") -> None:
    for row in Indexed.objects.filter(id__in=rows).only("seen", "seen_in_head"):
        changes.add(row, -1)
    for row in rows.values():
        changes.add(row, 1)
    Indexed.objects.bulk_create(
        rows.values(), batch_size=AT_ONCE, update_conflicts=True, unique_fields=["id"], update_fields=COLUMNS
    )


@transaction.atomic
def remove(number: str) -> None:
    """The page is found no more. A number that isn't in the index is nothing to remove."""
    row = Indexed.objects.filter(id=key_of(number)).first()
    if row is None:
        return
    row.delete()
    changes = Changes()
    changes.add(row, -1)
    changes.save()


@transaction.atomic
def clear() -> None:
    Indexed.objects.all().delete()
    Word.objects.all().delete()


def size() -> int:
    return Indexed.objects.count()


def _row(entry: Entry) -> Indexed:
    texts = (entry.title, entry.list_title, "\n".join(entry.search_words), entry.short, entry.body_text)
    title, list_title, search_words, short, body = ([word[:LONGEST_WORD] for word in tokens(text)] for text in texts)
    head = {*title, *list_title, *search_words} - STOP
    seen = {*head, *short, *body} - STOP
    # Small words stay where a phrase may be looked for.
    return Indexed(
        id=key_of(entry.number), number=entry.number, kind=entry.kind, heading=entry.list_title or entry.title,
        title=_stems(title), list_title=_stems(list_title), search_words=_stems(search_words),
        short=_stems(word for word in short if word not in STOP),
        body=_stems(word for word in body if word not in STOP), seen=" ".join(sorted(seen)),
        seen_in_head=" ".join(sorted(head)),
    )  # fmt: skip


def _stems(words: Iterable[str]) -> str:
    return " ".join(map(stem, words))


class Changes:
    """What changes about the counts of words."""

    def __init__(self) -> None:
        self.pages: Counter[str] = Counter()
        self.heads: Counter[str] = Counter()

    def add(self, row: Indexed, times: int) -> None:
        self.pages[EVERY_PAGE] += times
        for counter, words in ((self.pages, row.seen), (self.heads, row.seen_in_head)):
            for word in words.split():
                counter[word] += times

    def save(self) -> None:
        """In few statements; a word that no page has is forgotten."""
        by_change: dict[tuple[int, int], list[str]] = {}
        for word, pages in sorted(self.pages.items()):
            by_change.setdefault((pages, self.heads[word]), []).append(word)
        by_change.pop((0, 0), None)
        for (pages, heads), words in by_change.items():
            for some in _portions(words):
                _count(some, pages, heads)
        if any(pages < 0 for pages, _heads in by_change):
            Word.objects.filter(pages__lte=0).delete()


def _count(words: list[str], pages: int, heads: int) -> None:
    if pages > 0:
        new = [Word(word=word, backwards=word[::-1], stem=stem(word), pages=0, heads=0) for word in words]
        Word.objects.bulk_create(new, ignore_conflicts=True)
    Word.objects.filter(word__in=words).update(pages=F("pages") + pages, heads=F("heads") + heads)


def _portions(items: list) -> Iterator[list]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]

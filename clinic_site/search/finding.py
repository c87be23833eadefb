"""Asks the database: which words it knows, and which pages hold them. Only a-z and 0-9 ever reach it, as parameters."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations

from django.db import connection
from django.db.models import Count, Q

from clinic_site.search.asked import Idea
from clinic_site.search.full_text import FOUND, TABLE
from clinic_site.search.indexed import Indexed, Word
from clinic_site.search.ranking import Fields
from clinic_site.search.spelling import allowed, kept

# Pages that are ranked, at most, of each way they are looked for.
EACH = 100
# Ideas that are looked for in pairs: the rarest ones.
PAIRED = 5
# In letters, a word that is not finished.
SHORTEST_BEGUN = 3
# An idea on more pages than these is looked for beside others, not alone.
FREQUENT = 800
HEAD, PAGE = "head", "page"
COLUMNS = ("number", "kind", "heading", "title", "list_title", "search_words", "short", "body")
_FTS5 = f"SELECT * FROM (SELECT rowid FROM {FOUND} WHERE {FOUND} MATCH %s ORDER BY rowid LIMIT {EACH}) AS found"  # noqa: S608
SELECT = {
    "sqlite": {HEAD: _FTS5, PAGE: _FTS5},
    "postgresql": {place: f"SELECT {FOUND}_{place}(%s::tsquery, {EACH})" for place in (HEAD, PAGE)},
}
AND, OR, QUOTE = (
    {"sqlite": " AND ", "postgresql": " & "},
    {"sqlite": " OR ", "postgresql": " | "},
    {"sqlite": '"', "postgresql": "'"},
)


def counts(stems: Iterable[str]) -> dict[str, int]:
    """On how many pages each stem is, at most: a page may hold two words of one stem."""
    found: dict[str, int] = {}
    for stem, pages in Word.objects.filter(stem__in=set(stems)).values_list("stem", "pages"):
        found[stem] = found.get(stem, 0) + pages
    return found


def total() -> int:
    return Indexed.objects.aggregate(total=Count("id"))["total"]


def near(words: Sequence[str]) -> list[tuple[str, str, int]]:
    """The (word, stem, pages about it) that begin with one of the words, or that begin or end with the same letters."""
    wanted = Q()
    for word in [word for word in words if len(word) >= SHORTEST_BEGUN]:
        if allowed(word):
            wanted |= _begins("word", word[: kept(word)]) | _begins("backwards", word[::-1][: kept(word)])
        else:
            wanted |= _begins("word", word)
    return list(Word.objects.filter(wanted).values_list("word", "stem", "heads")) if wanted.children else []


def _begins(column: str, letters: str) -> Q:
    """In the words of each database that let it use its index."""
    if connection.vendor == "postgresql":
        return Q(**{f"{column}__startswith": letters})
    return Q(**{f"{column}__gte": letters, f"{column}__lt": f"{letters}~"})


def pages(ideas: Sequence[Idea], held: Sequence[int]) -> list[Fields]:
    """The pages that may answer; the ideas rarest first, `held` tells on how many pages each is."""
    asked = list(dict.fromkeys(_questions(ideas, held)))
    if not asked:
        return []
    vendor = connection.vendor
    found = " UNION ".join(SELECT[vendor][place] for place, _text in asked)
    texts = [f"head : ({text})" if vendor == "sqlite" and place == HEAD else text for place, text in asked]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE id IN ({found})", texts)  # noqa: S608
        return [Fields(*row[:3], *(f" {text} " for text in row[3:])) for row in cursor.fetchall()]


def _questions(ideas: Sequence[Idea], held: Sequence[int]) -> Iterator[tuple[str, str]]:
    """All of the ideas, two of them, each alone: in what a page is about, then anywhere on it."""
    texts = [_either(idea) for idea in ideas]
    both, either = AND[connection.vendor], OR[connection.vendor]
    pairs = [f"({one}{both}{other})" for one, other in combinations(texts[:PAIRED], 2)]
    for text in filter(None, (both.join(texts), either.join(pairs))):
        yield from ((HEAD, text), (PAGE, text))
    for place, (text, many) in enumerate(zip(texts, held, strict=True)):
        if many <= FREQUENT or place == 0:
            yield HEAD, text
        if many <= FREQUENT:
            yield PAGE, text


def _either(idea: Idea) -> str:
    quote, both = QUOTE[connection.vendor], AND[connection.vendor]
    ways = ["(" + both.join(f"{quote}{stem}{quote}" for stem in phrase) + ")" for phrase, _weight in idea.ways]
    return f"({OR[connection.vendor].join(ways)})"

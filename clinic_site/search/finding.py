"""Asks the database: which words it knows, and which pages hold them. Only a-z and 0-9 ever reach it, as parameters."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from math import prod
from typing import NamedTuple

from django.db import connection
from django.db.models import Q

from clinic_site.search.asked import Idea
from clinic_site.search.full_text import FOUND, TABLE
from clinic_site.search.indexed import EVERY_PAGE, Indexed, Word
from clinic_site.search.ranking import Fields
from clinic_site.search.spelling import allowed, kept

# Pages that are ranked, at most, of each way they are looked for; of those that only mention some of what was asked,
# which hardly ever are among the first.
EACH, MENTIONED = 100, 30
# Pages that are ranked, at most.
RANKED = 200
# Ideas that are looked for in pairs: the rarest ones.
PAIRED = 5
# In letters, a word that is not finished.
SHORTEST_BEGUN = 3
# An idea on more pages than these is looked for beside others, not alone.
FREQUENT = 800
# PostgreSQL looks for what is common among the first so many pages: as few as are expected to have enough, and some to
# spare. Of the pages that hold a word about one in so many is about it.
STEPS, SPARE, ABOUT = tuple(400 * 2**step for step in range(8)), 1.5, 8
HEAD, PAGE = "head", "page"
COLUMNS = ("number", "kind", "heading", "title", "list_title", "search_words", "short", "body")
_FTS5 = "SELECT {{0}} AS place, rowid AS page FROM (SELECT rowid FROM {0} WHERE {0} MATCH %s ORDER BY rowid LIMIT %s)"
_GIN = "SELECT {{0}} AS place, {0}(%s::tsquery, %s, %s) AS page"
SELECT = {
    "sqlite": {place: _FTS5.format(f"{FOUND}_{place}s") for place in (HEAD, PAGE)},
    "postgresql": {place: _GIN.format(f"{FOUND}_{place}") for place in (HEAD, PAGE)},
}
# Those that have most of what was asked before the others. In one statement with their texts: hundreds of keys take
# Django and the database longer to hand over than the pages do.
THESE = f"""
SELECT {", ".join(COLUMNS)} FROM {TABLE} JOIN (
  SELECT page, MIN(place) AS first FROM ({{}}) AS found GROUP BY page ORDER BY first, page LIMIT %s
) AS asked ON asked.page = {TABLE}.id"""  # noqa: S608 (names of our own)
AND, OR, QUOTE = (
    {"sqlite": " AND ", "postgresql": " & "},
    {"sqlite": " OR ", "postgresql": " | "},
    {"sqlite": '"', "postgresql": "'"},
)


def counts(stems: Iterable[str]) -> dict[str, int]:
    """On how many pages each stem is, at most: a page may hold two words of one stem. And how many pages there are."""
    found: dict[str, int] = {}
    for stem, pages in Word.objects.filter(stem__in={EVERY_PAGE, *stems}).values_list("stem", "pages"):
        found[stem] = found.get(stem, 0) + pages
    return found


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


def pages(ideas: Sequence[Idea], held: Sequence[int], total: int) -> list[Fields]:
    """The pages that may answer, no more than are ranked; the ideas rarest first, `held` tells on how many of the
    `total` pages each is."""
    asked = list(dict.fromkeys(_questions(ideas, held, max(total, 1))))
    if not asked:
        return []
    found = " UNION ALL ".join(
        SELECT[connection.vendor][question.place].format(place) for place, question in enumerate(asked)
    )
    with connection.cursor() as cursor:
        values = [value for question in asked for value in _values(question, total)]
        cursor.execute(THESE.format(found), [*values, RANKED])
        return [Fields(*row[:3], *(f" {text} " for text in row[3:])) for row in cursor.fetchall()]


class Question(NamedTuple):
    """`share` is how much of all pages may answer it, if its ideas have nothing to do with each other."""

    place: str
    text: str
    most: int
    share: float


def _values(question: Question, total: int) -> tuple:
    if connection.vendor != "postgresql":
        return question.text, question.most
    share = question.share / (ABOUT if question.place == HEAD else 1)
    ends = (end for pages, end in _ends(total) if pages * share >= SPARE * question.most)
    return question.text, question.most, next(ends, 0)


@lru_cache(maxsize=4)
def _ends(total: int) -> list[tuple[int, int]]:
    """After so many pages this key comes. Kept while there are as many pages: others there would only be slower."""
    keys = Indexed.objects.order_by("id").values_list("id", flat=True)
    return [(pages, end) for pages in STEPS if pages < total for end in keys[pages : pages + 1]]


def _questions(ideas: Sequence[Idea], held: Sequence[int], total: int) -> Iterator[Question]:
    """All of the ideas, two of them, each alone: in what a page is about, then anywhere on it; and how many pages."""
    texts, shares = [_either(idea) for idea in ideas], [many / total for many in held]
    several = []
    if len(texts) > 1:
        several.append((AND[connection.vendor].join(texts), prod(shares), EACH))
    if len(texts) > 2:
        several.append((_two_of(texts[:PAIRED]), prod(shares[:PAIRED][-2:]), MENTIONED))
    alone = [*zip(texts, shares, strict=True)]
    rare = [one for one, many in zip(alone, held, strict=True) if many <= FREQUENT]
    for text, share, _most in several:
        yield Question(HEAD, text, EACH, share)
    for text, share in dict.fromkeys([*alone[:1], *rare]):
        yield Question(HEAD, text, EACH, share)
    for text, share, most in several:
        yield Question(PAGE, text, most, share)
    for text, share in rare if several else alone:
        yield Question(PAGE, text, MENTIONED if several else EACH, share)


def _two_of(texts: Sequence[str]) -> str:
    """Each with any that comes after it: said so, the database opens the pages of an idea less often than pair by
    pair."""
    both, either = AND[connection.vendor], OR[connection.vendor]
    rest = [(text, texts[place:]) for place, text in enumerate(texts[:-1], start=1)]
    return either.join(f"({text}{both}({either.join(others)}))" for text, others in rest)


def _either(idea: Idea) -> str:
    quote, both = QUOTE[connection.vendor], AND[connection.vendor]
    phrases = _fewest({frozenset(phrase) for phrase, _weight in idea.ways})
    ways = ["(" + both.join(f"{quote}{stem}{quote}" for stem in phrase) + ")" for phrase in phrases]
    return f"({OR[connection.vendor].join(ways)})"


def _fewest(phrases: set[frozenset[str]]) -> list[list[str]]:
    """Without those that find nothing which another doesn't: "fear of needles" is on no page without "needles"."""
    return sorted(sorted(phrase) for phrase in phrases if not any(other < phrase for other in phrases))

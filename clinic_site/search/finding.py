"""Asks the database: which words it knows, and which pages hold them. Only a-z and 0-9 ever reach it, as parameters."""

from collections.abc import Iterable, Iterator, Sequence

from django.db import connection
from django.db.models import Q

from clinic_site.search.asked import Idea
from clinic_site.search.full_text import FOUND, TABLE
from clinic_site.search.indexed import EVERY_PAGE, Word
from clinic_site.search.ranking import Fields
from clinic_site.search.spelling import allowed, kept

# Pages that are ranked, at most, of each way they are looked for; of those that only mention some of what was asked,
# which hardly ever are among the first.
EACH, MENTIONED = 100, 30
# Ideas that are looked for in pairs: the rarest ones.
PAIRED = 5
# In letters, a word that is not finished.
SHORTEST_BEGUN = 3
# An idea on more pages than these is looked for beside others, not alone.
FREQUENT = 800
HEAD, PAGE = "head", "page"
COLUMNS = ("number", "kind", "heading", "title", "list_title", "search_words", "short", "body")
_FTS5 = "SELECT * FROM (SELECT rowid FROM {0} WHERE {0} MATCH %s ORDER BY rowid LIMIT %s) AS found"
SELECT = {
    "sqlite": {place: _FTS5.format(f"{FOUND}_{place}s") for place in (HEAD, PAGE)},
    "postgresql": {place: f"SELECT {FOUND}_{place}(%s::tsquery, %s)" for place in (HEAD, PAGE)},
}
# PostgreSQL would read the whole table beside a question whose answer it can't foresee.
OF_THESE = {"sqlite": "id IN ({})", "postgresql": "id = ANY(ARRAY({}))"}
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


def pages(ideas: Sequence[Idea], held: Sequence[int]) -> list[Fields]:
    """The pages that may answer; the ideas rarest first, `held` tells on how many pages each is."""
    asked = list(dict.fromkeys(_questions(ideas, held)))
    if not asked:
        return []
    found = " UNION ".join(SELECT[connection.vendor][place] for place, _text, _most in asked)
    values = [value for _place, *asked_for in asked for value in asked_for]
    with connection.cursor() as cursor:
        of_these = OF_THESE[connection.vendor].format(found)
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM {TABLE} WHERE {of_these}", values)  # noqa: S608
        return [Fields(*row[:3], *(f" {text} " for text in row[3:])) for row in cursor.fetchall()]


def _questions(ideas: Sequence[Idea], held: Sequence[int]) -> Iterator[tuple[str, str, int]]:
    """All of the ideas, two of them, each alone: in what a page is about, then anywhere on it; and how many pages."""
    texts = [_either(idea) for idea in ideas]
    if len(texts) > 1:
        every = AND[connection.vendor].join(texts)
        yield from ((HEAD, every, EACH), (PAGE, every, EACH))
    if len(texts) > 2:
        pairs = _two_of(texts[:PAIRED])
        yield from ((HEAD, pairs, EACH), (PAGE, pairs, MENTIONED))
    for place, (text, many) in enumerate(zip(texts, held, strict=True)):
        if many <= FREQUENT or place == 0:
            yield HEAD, text, EACH
        if many <= FREQUENT or len(texts) == 1:
            yield PAGE, text, EACH if len(texts) == 1 else MENTIONED


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

"""The demonstration's pages among 10,000 of invented words, and how long readers wait for a search."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, product
from random import Random
from statistics import median, quantiles
from time import perf_counter

from django.db import connection
from django.test.utils import CaptureQueriesContext

from clinic_site.content.indexing import public_entries
from clinic_site.search.index import Entry, put, put_all
from clinic_site.search.query import ask
from tests.clinic_site.search.queries import QUERIES

FAST_ENOUGH = 50  # milliseconds for 19 of 20 searches
ROUNDS = 3
# As many words as a large guide may use; the first ones are used most, as in any language.
WORDS, SYLLABLES = 20_000, ["".join(letters) for letters in product("bcdfghklmnprstvw", "aeiou", ("", "", "n", "r"))]
HARD = (
    "needling", "needle", "treatment", "dry needling treatment", "pain", "muscle", "what is dry needling",
    "does needling treatment help pain in the muscle after a needle", "can", "what is it", "n", "needl", "acupunc",
    "zzzzqqq", "swimmming poool lesons tomorow", "x" * 10_000, "needle " * 1_000, '" OR 1=1 --', "🙂", "a* NEAR(b c)",
)  # fmt: skip


def invented_words(one: Random) -> list[str]:
    words: dict[str, None] = {}
    while len(words) < WORDS:
        words["".join(one.choices(SYLLABLES, k=one.randint(2, 4)))] = None
    return list(words)


def invented(starter: list[Entry], pages: int) -> Iterator[Entry]:
    """Pages half of invented words and half of the starter's own sentences, with its titles mixed."""
    one = Random(6)  # noqa: S311 (nothing secret)
    words = invented_words(one)
    weights = list(accumulate(1 / place for place in range(1, WORDS + 1)))
    sentences = [line for entry in starter for line in entry.body_text.split("\n") if line]
    titles = [word for entry in starter for word in entry.title.split()]

    def some(size: int) -> str:
        return " ".join(one.choices(words, cum_weights=weights, k=size))

    for place in range(pages):
        like = one.choice(starter)
        yield replace(
            like, number=f"{20_000 + place}", title=f"{' '.join(one.choices(titles, k=4))} {some(3)}", list_title="",
            search_words=[some(2)], short=f"{like.short} {some(10)}",
            body_text="\n".join([*one.choices(sentences, k=12), some(150)]),
        )  # fmt: skip


def waited(text: str) -> float:
    start = perf_counter()
    ask(text)
    return 1000 * (perf_counter() - start)


def main(pages: str) -> None:
    starter = list(public_entries())
    start = perf_counter()
    put_all(invented(starter, int(pages)))
    print(f"{connection.vendor}: {pages} pages indexed in {perf_counter() - start:.0f} s")
    start = perf_counter()
    put(starter[0])
    print(f"one page put again: {1000 * (perf_counter() - start):.0f} ms")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    searches = [text for text, _page in QUERIES] + list(HARD)
    times = {text: median(waited(text) for _round in range(ROUNDS)) for text in searches}
    for text in sorted(times, key=times.get)[-5:]:
        with CaptureQueriesContext(connection) as asked:
            found = len(ask(text).hits)
        print(f"  {times[text]:.0f} ms, {len(asked)} queries, {found} hits: {text[:60]!r}")
    slow = quantiles(times.values(), n=20)[-1]
    print(f"{len(times)} searches: half within {median(times.values()):.0f} ms, 95 of 100 within {slow:.0f} ms")
    if slow > FAST_ENOUGH:
        raise SystemExit(f"slower than {FAST_ENOUGH} ms")

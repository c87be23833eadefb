"""The demonstration's pages among 10,000 of invented words, and how long readers wait for a search."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from itertools import accumulate, product
from random import Random
from statistics import median, quantiles
from time import perf_counter

from django.contrib.auth import get_user_model
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from articles.models import Article
from clinic_site.content import registry
from clinic_site.content.indexing import public_entries
from clinic_site.content.page import Page
from clinic_site.content.topic import Topic
from clinic_site.numbers.models import Number
from clinic_site.search.index import Entry, put, put_all
from clinic_site.search.query import ask
from faq.models import Question
from tests.clinic_site.search.queries import QUERIES

# In milliseconds: for 95 of 100 searches, and for 99 of 100 of their pages.
FAST_ENOUGH, SLOWEST = 50, 200
ROUNDS = 3
GREW_FOR, MOST_PRINTED = timedelta(days=3 * 365), 4
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
            like, number=f"{place:05d}", title=f"{' '.join(one.choices(titles, k=4))} {some(3)}", list_title="",
            search_words=[some(2)], short=f"{like.short} {some(10)}",
            body_text="\n".join([*one.choices(sentences, k=12), some(150)]),
        )  # fmt: skip


def lay(entries: list[Entry]) -> None:
    """Public pages for these entries, an article for each article and a question for any other, written straight into
    the tables.

    As in a guide that grew: one after the other through three years, each with a note of its own and a main topic,
    every third with another topic. As many print a source or explain a medical word as they choose from those that the
    demonstration's pages print and explain, the first ones most often: the sources and words of a field don't become
    more with each page about it.
    """
    Number.objects.bulk_create([Number(digits=entry.number) for entry in entries], batch_size=5_000)
    one, now = Random(len(entries)), timezone.now()  # noqa: S311 (nothing secret)
    topics, printed, terms = list(Topic.objects.values_list("slug", flat=True)), known("printed"), known("terms")
    step = GREW_FOR / max(1, len(entries))
    for model in (Article, Question):
        lay_kind(model, {
            entry.number: {
                model.heading_field: entry.title[:60 if model is Article else 200],
                model.summary_field: entry.short[:300], "body": entry.body_text,
                "topics": topics_of(place, topics, one), "search_words": entry.search_words,
            }
            for place, entry in enumerate(entries) if (entry.kind == Article.kind) == (model is Article)
        }, {
            entry.number: {
                "printed": some_of(printed, one), "terms": some_of(terms, one), "note": f"About {entry.title}.",
                "published_at": now - step * (len(entries) - place),
            }
            for place, entry in enumerate(entries) if (entry.kind == Article.kind) == (model is Article)
        })  # fmt: skip


def topics_of(place: int, topics: list[str], one: Random) -> list[str]:
    main = topics[place % len(topics)]
    return [main] if place % 3 else list(dict.fromkeys([main, one.choice(topics)]))


def known(what: str) -> list[dict]:
    """What the demonstration's pages have in this column, each once by its key."""
    rows = registry.public_rows({what: lambda _model: F(what)})
    return list({found["key"]: found for (column,) in rows for found in column}.values())


def some_of(known: list[dict], one: Random) -> list[dict]:
    """None to four."""
    weights = [1 / place for place in range(1, len(known) + 1)]
    chosen = one.choices(known, weights, k=one.randint(0, MOST_PRINTED)) if known else []
    return list({found["key"]: found for found in chosen}.values())


def lay_kind(model: type[Page], texts: dict[str, dict], signed: dict[str, dict]) -> None:
    by, now = get_user_model().objects.order_by("pk").first(), timezone.now()
    pages = [
        model(number_id=number, slug=f"page-{number}", edit=1, last_revision=1, **text)
        for number, text in texts.items()
    ]
    model.objects.bulk_create(pages, batch_size=500)
    same = {
        "revision": 1, "state": "published", "renderer": 1, "kind": "clinical", "desk_edit": 1,
        "contributors": [], "submitted_by": by, "submitted_at": now, "single_signature": True, "approved_by": by,
        "approved_at": now, "approver_role": "a reviewer", "published_by": by, "reviewed_on": now.date(),
    }  # fmt: skip
    model.revision_class.objects.bulk_create(
        (
            model.revision_class(
                page=page, html=f"<p>{page.body}</p>", digest=digest(page.number_id),
                wording_digest=digest(page.number_id, "wording"), previous_digest=digest(page.number_id, "before"),
                **same, **signed[page.number_id], **texts[page.number_id],
            )
            for page in model.objects.filter(slug__startswith="page-").iterator() if page.number_id in texts
        ),
        batch_size=500,
    )  # fmt: skip


def digest(*words: str) -> str:
    return sha256(" ".join(words).encode()).hexdigest()


def waited(text: str, answer: Callable[[str], object]) -> float:
    start = perf_counter()
    answer(text)
    return 1000 * (perf_counter() - start)


def page_of(text: str) -> None:
    answer = Client(headers={"host": "localhost"}).get("/search/", {"q": text})
    if answer.status_code != 200:
        raise SystemExit(f"{answer.status_code} for {text[:60]!r}")


def measure(what: str, answer: Callable[[str], object], searches: list[str]) -> dict[int, float]:
    """Percentile -> milliseconds; shows the slowest."""
    times = {text: median(waited(text, answer) for _round in range(ROUNDS)) for text in searches}
    for text in sorted(times, key=times.get)[-5:]:
        with CaptureQueriesContext(connection) as asked:
            answer(text)
        print(f"  {times[text]:.0f} ms, {len(asked)} queries: {text[:60]!r}")
    cuts = quantiles(times.values(), n=100, method="inclusive")
    print(
        f"{what}, {len(times)} searches: half within {cuts[49]:.0f} ms, 95 of 100 within {cuts[94]:.0f} ms, "
        f"99 of 100 within {cuts[98]:.0f} ms"
    )
    return {95: cuts[94], 99: cuts[98]}


def main(pages: str) -> None:
    starter = list(public_entries())
    entries = list(invented(starter, int(pages)))
    lay(entries)
    start = perf_counter()
    put_all(entries)
    print(f"{connection.vendor}: {pages} pages indexed in {perf_counter() - start:.0f} s")
    start = perf_counter()
    put(starter[0])
    print(f"one page put again: {1000 * (perf_counter() - start):.0f} ms")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    searches = [text for text, _page in QUERIES] + list(HARD)
    found = measure("the search", ask, searches)
    pages_of = measure("the page", page_of, searches)
    if found[95] > FAST_ENOUGH or pages_of[99] > SLOWEST:
        raise SystemExit(f"slower than {FAST_ENOUGH} ms, or the page than {SLOWEST} ms")

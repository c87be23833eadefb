"""The demonstration among many invented pages: what readers wait for when a guide grows."""

import sys
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client

from benchmarks import telling
from benchmarks.search_site import HARD, invented, lay
from benchmarks.telling import Found, Goal, times
from clinic_site.content import publishing, workflow
from clinic_site.content.indexing import public_entries
from clinic_site.search.index import put_all
from clinic_site.search.query import ask
from faq.models import Question
from tests import builders
from tests.clinic_site.search.queries import QUERIES

ROUNDS, PUBLISHED = 15, 3
READER = Client(headers={"host": "localhost"})
READ = {
    "an article": "/articles/after-treatment/", "a question": "/faq/does-it-hurt/", "home": "/",
    "list of questions": "/faq/", "list of articles": "/articles/", "a topic": "/topics/after-treatment/",
    "what changed": "/changes/", "sitemap": "/sitemap.xml", "list for other systems": "/api/pages.json",
    "evidence": "/evidence/", "glossary": "/glossary/",
}  # fmt: skip
SEARCH, PUBLISH = "search, 95 of 100 within", "publish, until it is read"
MOST_SEARCH = {10_000: 15, 100_000: 60}  # milliseconds
ARTICLE, LIST = 1.2, 1.5  # times as long with the most pages as with the fewest


def worked(do: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The middle of the milliseconds that this process worked; on PostgreSQL those that it waited as well."""
    clock, taken = (process_time if connection.vendor == "sqlite" else perf_counter), []
    for _round in range(rounds):
        start = clock()
        do()
        taken.append(1000 * (clock() - start))
    return median(taken)


def read(path: str) -> None:
    answer = READER.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answered {answer.status_code}")


def published(place: int) -> float:
    """Milliseconds from the last press of a button to the first reader of a new question."""
    roles = ("editor", "reviewer", "publisher")
    by = {role: get_user_model().objects.get(email__startswith=f"{role}@") for role in roles}
    page = builders.question(by["editor"], f"growing-{connection.vendor}-{Question.objects.latest('pk').pk}-{place}")
    revision = workflow.submit(page, by=by["editor"], note="New.", kind="clinical")
    workflow.approve(revision, by=by["reviewer"])
    start = perf_counter()
    publishing.publish(revision, by=by["publisher"])
    read(page.path)
    return 1000 * (perf_counter() - start)


def grown(pages: int, before: int) -> None:
    """So many public pages besides the demonstration's, of which there are some."""
    entries = list(invented(list(public_entries())[:40], pages))[before:]
    lay(entries)
    put_all(entries)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def searched() -> dict[str, float]:
    taken = [worked(lambda text=text: ask(text), 3) for text in [text for text, _page in QUERIES] + list(HARD)]
    cuts = quantiles(taken, n=100, method="inclusive")
    return {"search, half within": cuts[49], SEARCH: cuts[94]}


def measured() -> dict[str, float]:
    found = {name: worked(lambda path=path: read(path)) for name, path in READ.items()}
    return found | searched() | {PUBLISH: median(map(published, range(PUBLISHED)))}


def goals(found: dict[int, dict[str, float]]) -> list[Goal]:
    first, last = found[min(found)], found[max(found)]
    asked = [("an article", ARTICLE), ("a question", ARTICLE), ("list of questions", LIST), ("list of articles", LIST)]
    told = []
    for name, most in asked:
        grown_by = last[name] / first[name]
        told.append(
            Goal(
                f"{name}: {max(found):,} pages against {min(found):,}", f"≤ {most} ×", times(grown_by), grown_by <= most
            )
        )
    for size in MOST_SEARCH.keys() & found.keys():
        within, most = found[size][SEARCH], MOST_SEARCH[size]
        told.append(
            Goal(f"95 of 100 searches among {size:,} pages", f"≤ {most} ms", f"{within:.1f} ms", within <= most)
        )
    seen = last[PUBLISH] / 1000
    return [*told, Goal(f"{PUBLISH}, {max(found):,} pages", "≤ 2 s", f"{seen:.2f} s", seen <= 2)]


def main(*given: str) -> None:
    """Sizes, and where to write the figures: 100 1000 10000 --json FILE."""
    sizes = [int(one) for one in given if one.isdigit()] or [100, 1_000, 10_000]
    file = Path(given[given.index("--json") + 1]) if "--json" in given else None
    found, before = {}, 0
    for size in sizes:
        start = perf_counter()
        grown(size, before)
        print(f"{size} pages built in {perf_counter() - start:.0f} s", file=sys.stderr)
        found[size], before = measured(), size
    start = process_time()
    call_command("rebuild_search", stdout=StringIO())
    rebuild = {"rebuild_search, a page": 1000 * (process_time() - start) / sizes[-1]}
    found[sizes[-1]] |= rebuild
    what = "worked" if connection.vendor == "sqlite" else "waited"
    about = f"{connection.vendor}; milliseconds that one process {what}, through Django, with no page kept ready."
    columns = ["", *(f"{size:,} pages" for size in found), "last to first"]
    telling.tell(Found(about, columns, rows(found), goals(found)), file)


def rows(found: dict[int, dict[str, float]]) -> list[list[str]]:
    lines = []
    for name in found[max(found)]:
        values = [measures.get(name) for measures in found.values()]
        ratio = times(values[-1] / values[0]) if values[0] else ""
        lines.append([name, *("" if value is None else f"{value:.1f}" for value in values), ratio])
    return lines

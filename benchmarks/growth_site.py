"""The demonstration among many invented pages: what readers wait for when a guide grows."""

import json
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

from benchmarks.search_site import HARD, invented, lay
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
}  # fmt: skip


def worked(do: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The middle of the milliseconds that this process worked; on PostgreSQL those that it waited as well."""
    clock, times = (process_time if connection.vendor == "sqlite" else perf_counter), []
    for _round in range(rounds):
        start = clock()
        do()
        times.append(1000 * (clock() - start))
    return median(times)


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
    times = [worked(lambda text=text: ask(text), 3) for text in [text for text, _page in QUERIES] + list(HARD)]
    cuts = quantiles(times, n=100, method="inclusive")
    return {"search, half within": cuts[49], "search, 95 of 100 within": cuts[94]}


def measured() -> dict[str, float]:
    found = {name: worked(lambda path=path: read(path)) for name, path in READ.items()}
    return found | searched() | {"publish, until it is read": median(map(published, range(PUBLISHED)))}


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
    print(table(found))
    if file:
        file.write_text(json.dumps({"database": connection.vendor, "milliseconds": found}, indent=1), encoding="utf-8")


def table(found: dict[int, dict[str, float]]) -> str:
    names = list(found[max(found)])
    lines = [f"| {connection.vendor}, ms | " + " | ".join(f"{size:,} pages" for size in found) + " | last to first |"]
    lines.append("|:--|" + "--:|" * (len(found) + 1))
    for name in names:
        values = [times.get(name) for times in found.values()]
        shown = " | ".join("" if value is None else f"{value:.1f}" for value in values)
        ratio = f"{values[-1] / values[0]:.1f} ×" if values[0] else ""
        lines.append(f"| {name} | {shown} | {ratio} |")
    return "\n".join(lines)

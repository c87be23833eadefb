"""The demonstration among many invented pages: what readers wait for when a guide grows."""

import json
from collections.abc import Callable
from io import StringIO
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter, process_time

from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client

from benchmarks.growth import PUBLISH, REBUILD, SEARCH, SEARCH_HALF
from benchmarks.search_site import HARD, invented, lay
from clinic_site.content import publishing, remembered, workflow
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
# Where something is worked out once for all readers of a process.
FIRST = ("a question", "sitemap", "evidence", "glossary")


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


def read_first(path: str) -> None:
    """As the first reader of this process after a change."""
    remembered.forget()
    read(path)


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
    """So many public pages besides the demonstration's, of which there are some. All are made of the demonstration's
    own, whose numbers have four digits: pages made of laid ones would be longer each time."""
    starter = [entry for entry in public_entries() if len(entry.number) == 4]
    entries = list(invented(starter[:40], pages))[before:]
    lay(entries)
    put_all(entries)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def searched() -> dict[str, float]:
    taken = [worked(lambda text=text: ask(text), 3) for text in [text for text, _page in QUERIES] + list(HARD)]
    cuts = quantiles(taken, n=100, method="inclusive")
    return {SEARCH_HALF: cuts[49], SEARCH: cuts[94]}


def measured() -> dict[str, float]:
    found = {name: worked(lambda path=path: read(path)) for name, path in READ.items()}
    found |= {f"{name}, first after a change": worked(lambda path=READ[name]: read_first(path), 5) for name in FIRST}
    return found | searched() | {PUBLISH: median(map(published, range(PUBLISHED)))}


def rebuilt(pages: int) -> float:
    """Milliseconds for each page."""
    start = process_time()
    call_command("rebuild_search", stdout=StringIO())
    return 1000 * (process_time() - start) / pages


def main(to: str, pages: str, is_last: str) -> None:
    found = measured() | ({REBUILD: rebuilt(int(pages))} if is_last == "last" else {})
    Path(to).write_text(json.dumps(found), encoding="utf-8")

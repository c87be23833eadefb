"""What benchmarks/files.py measures, in a process whose settings are those of its demonstration.

Prints {"first time": {"count": addresses, "each": milliseconds of one, "written": files}, …, "bytes": of a page}.
"""

import json
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import process_time

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.db import transaction  # noqa: E402
from django.test import Client  # noqa: E402

from benchmarks.files import CHANGED, FIRST, PUBLISHED, RENDERED  # noqa: E402
from clinic_site.generation.models import move  # noqa: E402
from clinic_site.operations.edition import Published  # noqa: E402
from clinic_site.pagecache.edition import Edition  # noqa: E402
from clinic_site.pagecache.edition_writing import writing  # noqa: E402
from clinic_site.pagecache.kept import made  # noqa: E402
from clinic_site.pagecache.press import Press  # noqa: E402
from clinic_site.pagecache.serving import PageCache  # noqa: E402

ROUNDS = 3


def from_bytes(root: Path, bodies: list[bytes]) -> dict[str, dict]:
    """Written the first time, and with one page of them changed; the middle of the rounds."""
    rounds: dict[str, list[dict]] = {FIRST: [], CHANGED: []}
    for number in range(ROUNDS):
        edition = Edition(root / str(number))
        for name, some in ((FIRST, bodies), (CHANGED, [bodies[0] + b"<p>New.</p>", *bodies[1:]])):
            begun = process_time()
            written = write(edition, some)
            each = 1000 * (process_time() - begun) / len(some)
            rounds[name].append({"count": len(some), "each": each, "written": written})
    return {name: found[-1] | {"each": median(one["each"] for one in found)} for name, found in rounds.items()}


def write(edition, bodies: list[bytes]) -> int:
    with writing(edition, 1, "measured") as paper:
        for number, body in enumerate(bodies):
            place = (f"/faq/page-{number}/", "")
            if not paper.keep_same(place, "200 OK", body, ()):
                paper.put(place, made("200 OK", [("Content-Type", "text/html")], body, 1, (), 0))
    return paper.counts["written"]


def with_rendering(root: Path) -> dict[str, dict]:
    """The same of the demonstration's own addresses, pictures for links drawn the first time."""
    cache = PageCache(get_wsgi_application())
    press = Press(cache, Edition(root), Published(), settings.SITE_ADDRESS)
    found = {}
    for name in (RENDERED, PUBLISHED):
        with transaction.atomic():
            move()
        cache.watch.look()
        begun = process_time()
        press.look()
        took, count = process_time() - begun, len(press.edition.last().entries)
        found[name] = {"count": count, "each": 1000 * took / count, "written": new_files(press.edition)}
    return found


def new_files(edition) -> int:
    """Of the last edition, those that no other one holds."""
    return sum(path.is_file() and path.stat().st_nlink == 1 for path in edition.last().folder.rglob("*"))


def bodies(count: int) -> list[bytes]:
    """Pages like those of readers, each another one."""
    page = Client().get("/faq/does-it-hurt/", headers={"host": "127.0.0.1"}).content
    return [page.replace(b"</main>", b"<p>Page %d</p></main>" % number) for number in range(count)]


def main(count: int) -> None:
    with TemporaryDirectory() as temporary:
        pages = bodies(count)
        found = from_bytes(Path(temporary, "bytes"), pages) | with_rendering(Path(temporary, "whole"))
    print(json.dumps(found | {"bytes": len(pages[0])}))


if __name__ == "__main__":
    main(int(sys.argv[1]))

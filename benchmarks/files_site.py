"""What benchmarks/files.py measures, in a process whose settings are those of its demonstration."""

from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.test import Client

from clinic_site.generation.models import move
from clinic_site.operations.edition import Published
from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.edition_writing import writing
from clinic_site.pagecache.kept import made
from clinic_site.pagecache.press import Press
from clinic_site.pagecache.serving import PageCache


def from_bytes(root: Path, bodies: list[bytes]) -> list[tuple[str, float, int]]:
    """Milliseconds a page, and files: the first time, and with one page of them changed."""
    edition, rows = Edition(root), []
    for name, changed in (("first time", bodies), ("one page changed", [bodies[0] + b"<p>New.</p>", *bodies[1:]])):
        begun = process_time()
        written = write(edition, changed)
        rows.append((f"from ready bytes, {name}", 1000 * (process_time() - begun) / len(bodies), written))
    return rows


def write(edition, bodies: list[bytes]) -> int:
    with writing(edition, 1, "measured") as paper:
        for number, body in enumerate(bodies):
            place = (f"/faq/page-{number}/", "")
            if not paper.keep_same(place, "200 OK", body, ()):
                paper.put(place, made("200 OK", [("Content-Type", "text/html")], body, 1, (), 0))
    return paper.counts["written"]


def with_rendering(root: Path) -> list[tuple[str, float, int]]:
    """The same of the demonstration's own addresses, pictures for links drawn the first time."""
    cache = PageCache(get_wsgi_application())
    press = Press(cache, Edition(root), Published(), settings.SITE_ADDRESS)
    rows = []
    for name in ("first time", "after a publication"):
        with transaction.atomic():
            move()
        cache.watch.look()
        begun = process_time()
        press.look()
        took, count = process_time() - begun, len(press.edition.last().entries)
        rows.append((f"rendered too, {count} addresses, {name}", 1000 * took / count, new_files(press.edition)))
    return rows


def new_files(edition) -> int:
    """Of the last edition, those that no other one holds."""
    return sum(path.is_file() and path.stat().st_nlink == 1 for path in edition.last().folder.rglob("*"))


def bodies(count: int) -> list[bytes]:
    """Pages like those of readers, each another one."""
    page = Client().get("/faq/does-it-hurt/", headers={"host": "127.0.0.1"}).content
    return [page.replace(b"</main>", b"<p>Page %d</p></main>" % number) for number in range(count)]


def measure(count: int) -> None:
    with TemporaryDirectory() as temporary:
        pages = bodies(count)
        rows = [*from_bytes(Path(temporary, "bytes"), pages), *with_rendering(Path(temporary, "whole"))]
    print(f"{count} pages of {len(pages[0]):,} bytes; brotli 5 and gzip 6\n")
    print("| | CPU a page, ms | files written |")
    print("|:--|--:|--:|")
    for name, each, written in rows:
        print(f"| {name} | {each:.2f} | {written:,} |")

"""What readers notice when the database is gone: python -m benchmarks.database_down [--json FILE]. Needs wrk.

Serves a demonstration until its published edition is written, takes the SQLite file away, asks for every public page
and every printed number, starts the server anew without a database and asks again, brings the file back and waits
until the site says that it is well.
"""

import http.client
import json
import shutil
import sys
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit
from xml.etree import ElementTree  # our own sitemap

from benchmarks import processes, telling
from benchmarks.telling import Found, Goal

PAGE, MOST = "/faq/does-it-hurt/", 120  # seconds for the edition, and for healing
CODINGS = ("identity", "br")
GOOD = (200, 302)
COLUMNS = ["", "asked", "200 or 302", "the same bytes", "requests/s"]
Answer = tuple[int, str, bytes]  # status, where to, body


class Reader:
    """Follows no redirect."""

    def __init__(self, address: str):
        self.host = urlsplit(address).netloc

    def ask(self, path: str, coding: str = "identity") -> Answer:
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request("GET", path, headers={"Accept-Encoding": coding})
            answer = connection.getresponse()
            return answer.status, answer.headers.get("Location", ""), answer.read()
        finally:
            connection.close()

    def ask_all(self, paths: list[str]) -> dict[tuple[str, str], Answer]:
        return {(path, coding): self.ask(path, coding) for path in paths for coding in CODINGS}


def public_paths(reader: Reader) -> list[str]:
    """Every page of the sitemap, and the number of every page."""
    tree = ElementTree.fromstring(reader.ask("/sitemap.xml")[2])  # noqa: S314
    pages = [urlsplit(one.text).path for one in tree.iter("{http://www.sitemaps.org/schemas/sitemap/0.9}loc")]
    numbers = json.loads(reader.ask("/api/pages.json")[2])["pages"]
    return [*pages, *(f"/{page['number']}" for page in numbers)]


def wait_for(what: str, happened) -> float:
    """Seconds it took. Leaves when it never happens."""
    start = time.monotonic()
    while not happened():
        if time.monotonic() - start > MOST:
            sys.exit(f"{what} did not happen within {MOST} s.")
        time.sleep(0.2)
    return time.monotonic() - start


@contextmanager
def taken_away(site: Path, folder: Path):
    """No database, and nothing that could be mistaken for an empty one."""
    files = list(site.glob("site.sqlite3*"))
    for file in files:
        shutil.move(file, folder / file.name)
    (site / "site.sqlite3").mkdir()
    try:
        yield
    finally:
        (site / "site.sqlite3").rmdir()
        for file in files:
            shutil.move(folder / file.name, file)


def row(name: str, reader: Reader, before: dict, folder: Path) -> tuple[list[str], bool]:
    paths = list(dict.fromkeys(path for path, _coding in before))
    after = reader.ask_all(paths)
    good = sum(after[key][0] in GOOD for key in before)
    same = sum(after[key] == before[key] for key in before)
    rate = "–"
    if good == len(before):
        listed = folder / "public.paths"
        listed.write_text("\n".join(paths) + "\n")
        rate = f"{processes.asked(f'http://{reader.host}', 16, 2, listed).rate:,.0f}"
    return [name, f"{len(before)}", f"{good}", f"{same}", rate], good == same == len(before)


def plain_words(reader: Reader) -> str:
    return "; ".join(
        f"{path} answers {reader.ask(path)[0]}" for path in ("/search/?q=sore", "/admin/login/", "/readyz")
    )


def measured(site: Path, folder: Path) -> Found:
    with processes.serve(site, PAGE) as (_process, address):
        reader = Reader(address)
        written = wait_for("the published edition", (site / "published" / "current").exists)
        before = reader.ask_all(public_paths(reader))
        with taken_away(site, folder):
            running = row("the database goes while it serves", reader, before, folder)
            # Whoever has the file of SQLite open goes on with it for a few seconds.
            wait_for("noticing it", lambda: reader.ask("/readyz")[0] == 503)
            said = plain_words(reader)
        healed = wait_for("being well again", lambda: reader.ask("/readyz")[0] == 200)
    with ExitStack() as away:
        away.enter_context(taken_away(site, folder))
        with processes.serve_at(site, address, PAGE):
            restarted = row("started again without it", reader, before, folder)
            said_later = plain_words(reader)
            away.close()
            healed_later = wait_for("being well again", lambda: reader.ask("/readyz")[0] == 200)
    goals = [
        Goal("published pages and printed numbers 200 or 302 and byte-equal", "100 %", shares([running, restarted]),
             running[1] and restarted[1]),
        Goal("heals by itself", "yes", f"within {max(healed, healed_later):.1f} s", True),
    ]  # fmt: skip
    notes = [f"The edition was written {written:.1f} s after the first answer.", f"Meanwhile: {said}.",
             f"After starting again: {said_later}."]  # fmt: skip
    about = "Every page of the sitemap and every number, as it is and packed with brotli, against the bytes before."
    return Found(about, COLUMNS, [running[0], restarted[0]], goals, [], notes)


def shares(rows: list[tuple[list[str], bool]]) -> str:
    return ", ".join(f"{same} of {asked}" for (_name, asked, _good, same, _rate), _all in rows)


def main() -> None:
    given = telling.arguments(__doc__).parse_args()
    processes.need("wrk")
    with TemporaryDirectory() as temporary, processes.demonstration(Path(temporary) / "site") as site:
        away = Path(temporary) / "away"
        away.mkdir()
        telling.tell(measured(site, away), given.json)


if __name__ == "__main__":
    main()

"""Editions to write and read, without Django's handler and without a database."""

from dataclasses import dataclass, field
from pathlib import Path

from clinic_site.counts.batch import count
from clinic_site.counts.readers import count_reader
from clinic_site.pagecache.edition import Edition
from clinic_site.pagecache.edition_writing import writing
from clinic_site.pagecache.kept import Answer, made
from clinic_site.pagecache.press import Address
from tests.clinic_site.pagecache.sites import Site

HTML = [("Content-Type", "text/html; charset=utf-8")]
BODY = "<p>You may be sore for a day or two.</p>" * 20
SORE, OLD, GONE = ("/faq/sore/", ""), ("/faq/old/", ""), ("/faq/gone/", "")


def answer(body: str = BODY, status: str = "200 OK", *headers: tuple[str, str], generation: int = 1) -> Answer:
    return made(status, [*HTML, *headers], body.encode(), generation, [(count, ("2008", 3))] if body else [], 0)


def site() -> dict[tuple[str, str], Answer]:
    """A page, an old address that leads to it, and one that is gone."""
    return {
        SORE: answer(),
        OLD: answer("", "301 Moved Permanently", ("Location", "/faq/sore/")),
        GONE: answer("<p>It is gone.</p>" * 20, "410 Gone"),
    }


def edition(root: Path, answers: dict | None = None, generation: int = 1, program: str = "made1") -> Edition:
    """Below `root`, written after whatever stands there."""
    found = Edition(root)
    with writing(found, generation, program) as paper:
        for place, one in (site() if answers is None else answers).items():
            paper.put(place, one)
    return found


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


class CountedSite(Site):
    """Its readers are counted as those of the real one are."""

    def __call__(self, environ, start_response):
        count_reader(environ, count, "2008", 3)
        self.asked.append(environ)
        start_response(self.status, self.headers)
        return [self.body.encode()]


@dataclass
class Watch:
    generation: int | None = 1
    is_silent: bool = False

    def look(self) -> None: ...

    def start(self) -> None: ...


@dataclass
class Source:
    """What is public, and what `each` does before an address is given."""

    places: list = field(default_factory=lambda: [SORE])
    each: object = len
    letters: str = "made1"

    def addresses(self):
        for path, query in self.places:
            self.each(path)
            yield Address(path, query)

    def mark(self) -> int:
        return 7

    def program(self) -> str:
        return self.letters

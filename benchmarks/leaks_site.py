"""What benchmarks/leaks.py asks, in a process whose settings are those of its site."""

import gzip
import logging
import re
import sys
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import product
from pathlib import Path

import brotli
from django.conf import settings

from articles.models import Article
from clinic_site import wsgi
from clinic_site.content.registry import page_types
from clinic_site.numbers.models import Number
from clinic_site.views import slowing
from tests import builders
from tests.architecture import test_draft_leak as hidden
from tests.clinic_site.content.lives import MAKERS, withdrawn

GONE, WITHIN = "zqxgone", 2  # seconds
WORDS = re.compile(rf"{hidden.LEAK.pattern}|{GONE}")
BY_NUMBER = (
    "/{n}", "/{n}/qr.svg", "/print/{n}", "/print/{n}?size=large", "/print/{n}.pdf", "/show/{n}/", "/h/{n}",
    "/feedback/{n}/", "/api/pages/{n}.json",
)  # fmt: skip
BELOW = ("articles", "faq", "disclaimers", "topics", "handouts", "evidence", "media/pictures", "preview", "revisions")
MORE = ("", "?answers=1", "?size=large", "?preview=1", "?revision=1", "?draft=1", "?format=json")
LISTS = (
    "/", "/articles/", "/faq/", "/faq/?answers=1", "/topics/", "/changes/", "/disclaimers/", "/glossary/", "/evidence/",
    "/contact/", "/feeds/articles.xml", "/sitemap.xml", "/robots.txt", "/api/pages.json", "/api/", "/pick/",
    "/pick/pages.json", "/sw.js", "/manifest.webmanifest", "/search/?q=submitted+article+body", "/search/?q=zqxsought",
    "/search/?q=approved+question+title", "/.git/config", "/data/db.sqlite3", "/media/", "/static/", "/published/",
    "/backups/",
)  # fmt: skip
UNPACK = {"": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


@dataclass
class Visitor:
    """Somebody who was never here. `found` is what was told of each address that brought hidden words."""

    asked: int = 0
    answered: dict[str, str] = field(default_factory=dict)  # address -> ETag
    found: list[str] = field(default_factory=list)
    holding: list[str] = field(default_factory=list)

    def ask(self, address: str, coding: str = "", etag: str = "") -> str:
        """The status."""
        path, _mark, query = address.partition("?")
        environ = {
            "REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "127.0.0.1",
            "SERVER_NAME": "127.0.0.1", "SERVER_PORT": "80", "SERVER_PROTOCOL": "HTTP/1.1", "REMOTE_ADDR": "127.0.0.1",
            "wsgi.url_scheme": "http", "wsgi.input": BytesIO(), "wsgi.errors": sys.stderr, "SCRIPT_NAME": "",
            "HTTP_ACCEPT_ENCODING": coding,
        }  # fmt: skip
        heads = []
        environ |= {"HTTP_IF_NONE_MATCH": etag} if etag else {}
        parts = wsgi.application(environ, lambda status, headers, _fault=None: heads.append((status, headers)))
        body = b"".join(parts)
        getattr(parts, "close", bool)()
        status, headers = heads[-1][0][:3], dict(heads[-1][1])
        words = f"{headers}\n{UNPACK[headers.get('Content-Encoding', '')](body).decode('utf-8', 'replace')}"
        self.look_at(address, status, words)
        if status == "200":
            self.answered[address] = headers.get("ETag", "")
        self.asked += 1
        return status

    def look_at(self, address: str, status: str, words: str) -> None:
        said = set(WORDS.findall(words))
        self.holding += [address] if GONE in said else []
        self.found += [f"{status} {address} says {one}" for one in said - {GONE}]
        self.found += [f"{status} {address}"] if status[0] == "5" else []


def hide() -> dict:
    """Something in every corner, and in one page of each kind that is public for now."""
    staff = builders.clinic()
    builders.published(builders.article(staff["editor"], "public", body=f"{hidden.PUBLIC} body.\n"), staff)
    for kind in MAKERS:
        hidden.secret_pages(kind, staff)
    hidden.secret_references(staff)
    hidden.secret_pictures(staff)
    hidden.secret_topics(staff)
    hidden.secret_terms(staff)
    hidden.secret_typing(staff)
    hidden.secret_profile(staff)
    return staff


def public_for_now(staff: dict) -> list:
    words = {"body": f"{GONE} zqxsought words.\n"}
    made = [MAKERS[kind](staff["editor"], f"soon-gone-{kind}", **words) for kind in ("article", "question")]
    return [builders.published(page, staff) for page in made]


def guesses(every: int) -> Iterator[str]:
    yield from LISTS
    numbers = [f"{number:04}" for number in range(1000, 12_000, every)]
    for number, place in product({*numbers, *Number.objects.values_list("digits", flat=True)}, BY_NUMBER):
        yield place.format(n=number)
    slugs = sorted({page.slug for model in page_types() for page in model.objects.all()})
    for slug, below, more in product(slugs, BELOW, MORE):
        yield f"/{below}/{slug}/{more}"
    for slug, below, more in product(slugs, BELOW, ("1", "2", "draft", "new", "copy")):
        yield f"/{below}/{slug}-{more}/"
    yield from (address for address in hidden.every_address() if address.startswith("/admin/"))


def hunt(addresses: Iterable[str]) -> Visitor:
    visitor = Visitor()
    for address in addresses:
        visitor.ask(address)
    return visitor


def again(before: Visitor, *, is_gone: bool = False) -> Visitor:
    """What brought a page, in each coding, as it is and with what a browser kept of it."""
    visitor = Visitor()
    for address, etag in before.answered.items():
        for coding in UNPACK:
            visitor.ask(address, coding)
        if etag and visitor.ask(address, etag=etag) == "304" and is_gone and address in before.holding:
            visitor.found.append(f"304 {address} says that what was kept is right")
    return visitor


def files_with(words: bytes) -> list[str]:
    pages = Path(settings.DATA_DIR, "published", "current").rglob("*.html")
    return [str(path) for path in pages if words in path.read_bytes()]


def main(every: str) -> None:
    logging.disable(logging.CRITICAL)
    # Who is slowed sees nothing that could leak.
    slowing.WRONG_FROM_ONE_SENDER = slowing.WRONG_IN_ALL = 10**9
    staff = hide()
    pages, instead = public_for_now(staff), Article.objects.get(slug="public")
    first = hunt(guesses(int(every)))
    second = again(first)
    was_in_files = files_with(GONE.encode())
    for revision in pages:
        withdrawn(revision, staff, instead)
    time.sleep(WITHIN)
    third = again(first, is_gone=True)
    late = [f"{address} still holds what was withdrawn" for address in [*third.holding, *files_with(GONE.encode())]]
    faults = [*first.found, *second.found, *third.found, *late]
    print(
        f"{first.asked:,} addresses, {first.asked + second.asked + third.asked:,} requests; {len(first.answered):,} "
        f"brought a page; {len(set(first.holding))} held what was withdrawn then, and {len(was_in_files)} files of the "
        f"edition; {len(faults)} faults"
    )
    print("\n".join(faults))
    sys.exit(1 if faults or not first.holding or not was_in_files else 0)

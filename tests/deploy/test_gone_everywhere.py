"""A page that is withdrawn while it is read: its words are nowhere, however somebody asks who had it before."""

import gzip
import time
from pathlib import Path

import brotli
import pytest

pytestmark = [pytest.mark.nginx]
CANARY, SLUG, WITHIN = "zqxcanary", "soon-gone", 2
BY_NUMBER = (
    "/{n}", "/print/{n}", "/print/{n}?size=large", "/print/{n}.pdf", "/show/{n}/", "/h/{n}", "/feedback/{n}/",
    "/api/pages/{n}.json",
)  # fmt: skip
LISTS = (
    f"/faq/{SLUG}/", f"/faq/{SLUG}/?answers=1", f"/faq/{SLUG}/?size=large", "/", "/faq/", "/faq/?answers=1", "/topics/",
    "/topics/after-treatment/", "/changes/", "/feeds/articles.xml", "/sitemap.xml", "/api/pages.json", "/pick/",
    "/pick/pages.json", "/manifest.webmanifest", "/sw.js", "/search/?q=zqxsought", "/search/?q=will+this+stay",
)  # fmt: skip
CODINGS = {"identity": bytes, "br": brotli.decompress, "gzip": gzip.decompress}


def words_of(got) -> str:
    unpack = CODINGS[got.headers.get("content-encoding", "identity")]
    return unpack(got.body).decode("utf-8", "replace") + str(got.headers)


def holders(clinic, addresses: list[str]) -> dict[tuple[str, str], str]:
    """Address and coding -> its ETag, for all that hold the words now."""
    found = {}
    for address in addresses:
        for coding in CODINGS:
            got = clinic.front.ask(address, accept_encoding=coding)
            if CANARY in words_of(got):
                found[address, coding] = got.headers.get("etag", "")
    return found


def still_held(clinic, before: dict[tuple[str, str], str]) -> list[str]:
    """By nginx with and without what a browser kept, and by each process."""
    faults = []
    for (address, coding), etag in before.items():
        for more in ({}, {"if_none_match": etag}, {"cookie": "sessionid=x"}):
            got = clinic.front.ask(address, accept_encoding=coding, **more)
            if got.status == 304 or CANARY in words_of(got):
                faults.append(f"{address} {coding} {more} {got.status}")
    for node in clinic.nodes:
        faults += [f"{node.port} {one}" for one, _c in before if CANARY in text_from(node, one)]
    return faults


def text_from(node, address: str) -> str:
    return node.ask(address).body.decode("utf-8", "replace")


def files_with_the_words(folder: Path) -> list[str]:
    def plain(path: Path) -> bytes:
        unpack = {".br": brotli.decompress, ".gz": gzip.decompress}.get(path.suffix, bytes)
        return unpack(path.read_bytes())

    return [str(path) for path in folder.rglob("*") if path.is_file() and CANARY.encode() in plain(path)]


def test_the_words_of_a_withdrawn_page_are_nowhere_within_two_seconds(clinic):
    number = clinic.clerk.does("publish_canary", words=CANARY, slug=SLUG)["number"]
    addresses = [*LISTS, *(one.format(n=number) for one in BY_NUMBER)]
    until = time.monotonic() + 20
    while not (before := holders(clinic, addresses)) and time.monotonic() < until:
        time.sleep(0.2)
    assert {f"/faq/{SLUG}/", "/search/?q=zqxsought", f"/api/pages/{number}.json"} <= {one for one, _c in before}

    done = clinic.clerk.does("withdraw", slug=SLUG)
    time.sleep(max(0, done["at"] + WITHIN - time.time()))

    assert still_held(clinic, before) == []
    assert holders(clinic, addresses) == {}
    assert files_with_the_words(clinic.data / "published" / "current") == []
    assert clinic.front.ask(f"/faq/{SLUG}/").status == 410


def test_no_copy_comes_back_when_every_process_is_down(clinic):
    clinic.clerk.does("publish_canary", words=CANARY, slug="gone-for-good")
    address = "/faq/gone-for-good/"
    until = time.monotonic() + 20
    while CANARY not in words_of(clinic.front.ask(address)) and time.monotonic() < until:
        time.sleep(0.02)
    assert CANARY in words_of(clinic.front.ask(address))

    done = clinic.clerk.does("withdraw", slug="gone-for-good")
    time.sleep(max(0, done["at"] + WITHIN - time.time()))
    for node in clinic.nodes:
        node.kill()

    for coding in CODINGS:
        got = clinic.front.ask(address, accept_encoding=coding)
        assert got.status == 503
        assert CANARY not in words_of(got)

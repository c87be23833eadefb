"""What a page looks like while it comes: on a slow connection it may stop for a moment anywhere."""

import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from time import sleep

import pytest

from tests.journeys import measuring

PAGE = "/faq/does-it-hurt/"
STOP = 0.5  # seconds, enough for a browser to draw what it has


@contextmanager
def coming_in_parts(*parts: str) -> Iterator[str]:
    class Halting(BaseHTTPRequestHandler):
        def do_GET(self):  # noqa: N802 - the name that http.server calls
            if self.path != PAGE:
                return self.send_error(404)
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.end_headers()
            for part in parts:
                self.wfile.write(part.encode())
                sleep(STOP)

        def log_message(self, *_parts):
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Halting)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PAGE}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize("before", ["Call us<span", '<a href="/faq/" aria-current', "<h1>", '<nav class="contents"'])
def test_a_page_that_stops_half_way_does_not_move_when_the_rest_comes(chromium, site, before):
    html = urllib.request.urlopen(site.address + PAGE).read().decode()  # noqa: S310
    place = html.index(before)
    page = chromium.new_page(viewport={"width": 768, "height": 1024})

    with coming_in_parts(html[:place], html[place:]) as address:
        page.goto(address)
    moved = page.evaluate(measuring.SHIFTS)
    page.close()

    assert moved == []

"""The real site behind the cache, inside a test's transaction."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from clinic_site.generation.models import current
from clinic_site.pagecache.serving import PageCache
from tests.clinic_site.pagecache.sites import Got, get


class Following:
    """Knows each move of the generation at once, as the process that made it does."""

    is_silent = False

    @property
    def generation(self) -> int:
        return current()

    def look(self) -> None: ...


class Counting(WSGIHandler):
    def __init__(self):
        super().__init__()
        self.asked = []

    def __call__(self, environ, start_response):
        self.asked.append(environ["PATH_INFO"])
        return super().__call__(environ, start_response)


@contextmanager
def whole_site(settings) -> Iterator[PageCache]:
    settings.ALLOWED_HOSTS = ["guide.example"]
    # Between requests a server closes connections; this one holds what the test has written.
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    try:
        yield PageCache(Counting(), watch=Following())
    finally:
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)


def asked(site: PageCache, address: str, **more) -> Got:
    return get(site, address, **{"wsgi.input": BytesIO(), "SERVER_NAME": "guide.example", "SERVER_PORT": "443"}, **more)

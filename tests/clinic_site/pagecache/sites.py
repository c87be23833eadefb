"""A small WSGI site, and requests to it, without Django."""

from dataclasses import dataclass, field

from clinic_site.counts.readers import count_reader
from clinic_site.pagecache.serving import PageCache

PAGE = "<!doctype html><title>Soreness</title>" + "<p>You may be sore for a day or two.</p>" * 20


@dataclass
class Watch:
    """Stands for the thread that asks the database."""

    generation: int | None = 1
    is_silent: bool = False
    started: int = 0

    def start(self) -> None:
        self.started += 1


@dataclass
class Site:
    """Says `body` at every address, and remembers how it was asked."""

    status: str = "200 OK"
    headers: list = field(default_factory=lambda: [("Content-Type", "text/html; charset=utf-8")])
    body: str = PAGE
    asked: list = field(default_factory=list)
    counted: list = field(default_factory=list)

    def __call__(self, environ, start_response):
        self.asked.append(environ)
        count_reader(environ, self.counted.append, environ["PATH_INFO"])
        start_response(self.status, [*self.headers, ("Content-Length", str(len(self.body.encode())))])
        return [self.body.encode()]


@dataclass
class Got:
    status: str
    headers: dict[str, str]
    body: bytes


def cache_of(site: Site, **options) -> PageCache:
    return PageCache(site, watch=Watch(), **options)


def environ(path: str = "/faq/sore/", method: str = "GET", query: str = "", **more) -> dict:
    return {
        "REQUEST_METHOD": method, "PATH_INFO": path, "QUERY_STRING": query, "HTTP_HOST": "guide.example",
        "HTTP_USER_AGENT": "Mozilla/5.0", "wsgi.url_scheme": "https",
    } | more  # fmt: skip


def get(application, path: str = "/faq/sore/", method: str = "GET", query: str = "", **more) -> Got:
    heads = []
    parts = application(environ(path, method, query, **more), lambda status, headers: heads.append((status, headers)))
    (status, headers), body = heads[0], b"".join(parts)
    once = [name.lower() for name, _value in headers if name.lower() != "set-cookie"]
    assert len(once) == len(set(once)), "a header twice"
    return Got(status, {name.lower(): value for name, value in headers}, body)

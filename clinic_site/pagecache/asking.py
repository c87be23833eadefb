"""Which requests can be answered with kept bytes, told from the request alone."""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings

Key = tuple[str, str, str, str]  # what is said of TLS, host, path as asked, query

METHODS = frozenset({"GET", "HEAD"})
# Every other query is somebody's own: it is answered each time, so that nobody can fill the memory with them.
QUERIES = frozenset({"", "answers=1", "size=large"})
# Staff, what is asked by the minute, and what WhiteNoise serves from files.
NEVER = ("/admin/", "/search/", "/feedback/", "/static/", "/healthz", "/readyz")
LONGEST_PATH, LONGEST_LIST = 300, 100  # characters
# Under these, whatever somebody typed is answered kindly, a name beside a number too. Only our own one way to write
# an address may stay in memory, and never that of a bundle: which pages one person was given is nobody's business.
TYPED = re.compile(r"/(?:[0-9]|[hH]/|print/|show/|api/pages/|media/social/)|.*/qr\.svg", re.DOTALL)
NUMBER = re.compile(r"/[0-9]{4,5}")
OURS = re.compile(
    r"/(?:[0-9]{4,5}(?:/qr\.svg)?|h/(?:[a-z][a-z0-9-]*/)?|print/(?:[0-9]{4,5}(?:\.pdf)?|cards)"
    r"|show/(?:[0-9]{4,5}|offline)/|api/pages(?:(?:/after)?/[0-9]{4,5})?\.json|media/social/[0-9]{4,5}-[1-9][0-9]{0,5}\.png)"
)


def key_of(environ: Mapping) -> Key | None:
    """None for what is always asked anew: another method, somebody's session, a query, staff."""
    path = environ.get("PATH_INFO", "")
    if (
        environ.get("QUERY_STRING", "") not in QUERIES
        or len(path) > LONGEST_PATH
        or path.startswith(NEVER)
        or not is_ours(path)
        or not is_for_everybody(environ)
    ):
        return None
    return place_of(environ)


def place_of(environ: Mapping) -> Key:
    """Where an answer to such a request would be kept, were it one that is."""
    get = environ.get
    return said_of_tls(environ), get("HTTP_HOST", "").lower(), get("PATH_INFO", ""), get("QUERY_STRING", "")


def is_for_everybody(environ: Mapping) -> bool:
    """Whether nothing beside the address asks for another answer than everybody's."""
    return (
        environ["REQUEST_METHOD"] in METHODS
        and "HTTP_RANGE" not in environ
        and "HTTP_AUTHORIZATION" not in environ
        and ("HTTP_COOKIE" not in environ or settings.SESSION_COOKIE_NAME not in environ["HTTP_COOKIE"])
    )


def is_ours(path: str) -> bool:
    return not TYPED.match(path) or OURS.fullmatch(path) is not None


def said_of_tls(environ: Mapping) -> str:
    """How the request came, and what a proxy says of it. Kept apart, as whoever asks can write the header too."""
    said = environ.get("HTTP_X_FORWARDED_PROTO")
    if said is None:
        return environ["wsgi.url_scheme"]
    forwarded = "https" if said.split(",", 1)[0].strip() == "https" else "http"
    return f"{environ['wsgi.url_scheme']} {forwarded}"


def coding_for(accepted: str) -> str:
    """The best of br and gzip that the browser takes; "" for plain bytes. Weights are only asked whether they are 0."""
    return _known_coding_for(accepted) if len(accepted) < LONGEST_LIST else _coding_for(accepted)


def _coding_for(accepted: str) -> str:
    found = set()
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.strip().partition(";")
        number = weight.strip().removeprefix("q=").strip()
        if number.strip("0.") or not weight.strip():
            found.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in found), "")


# Browsers say one of a dozen things.
_known_coding_for = lru_cache(maxsize=256)(_coding_for)


def has_already(etags: str, etag: str) -> bool:
    """Whether If-None-Match names this ETag; weak and strong marks count alike for that (RFC 9110, 13.1.2)."""
    named = {part.strip().removeprefix("W/") for part in etags.split(",")}
    return "*" in named or etag in named

"""Which requests can be answered with kept bytes, told from the request alone."""

from collections.abc import Mapping

Key = tuple[bool, str, str, str]  # over TLS, host, path as asked, query

METHODS = frozenset({"GET", "HEAD"})
# Every other query is somebody's own: it is answered each time, so that nobody can fill the memory with them.
QUERIES = frozenset({"", "answers=1", "size=large"})
# Staff, what is asked by the minute, and what WhiteNoise serves from files.
NEVER = ("/admin/", "/search/", "/feedback/", "/static/", "/healthz", "/readyz")
LONGEST_PATH = 300  # characters; the longest address of ours is a bundle of five numbers or a slug


def key_of(environ: Mapping) -> Key | None:
    """None for what is always asked anew: another method, somebody's session, a query, staff."""
    path = environ.get("PATH_INFO", "")
    if (
        environ["REQUEST_METHOD"] not in METHODS
        or environ.get("QUERY_STRING", "") not in QUERIES
        or len(path) > LONGEST_PATH
        or path.startswith(NEVER)
        or "sessionid" in environ.get("HTTP_COOKIE", "")
        or "HTTP_RANGE" in environ
        or "HTTP_AUTHORIZATION" in environ
    ):
        return None
    over_tls = environ["wsgi.url_scheme"] == "https" or environ.get("HTTP_X_FORWARDED_PROTO") == "https"
    return over_tls, environ.get("HTTP_HOST", "").lower(), path, environ.get("QUERY_STRING", "")


def coding_for(accepted: str) -> str:
    """The best of br and gzip that the browser takes; "" for plain bytes. Weights are only asked whether they are 0."""
    found = set()
    for part in accepted.lower().split(","):
        name, _semicolon, weight = part.strip().partition(";")
        number = weight.strip().removeprefix("q=").strip()
        if number.strip("0.") or not weight.strip():
            found.add(name.strip())
    return next((coding for coding in ("br", "gzip") if coding in found), "")


def has_already(etags: str, etag: str) -> bool:
    """Whether If-None-Match names this ETag; weak and strong marks count alike for that (RFC 9110, 13.1.2)."""
    named = {part.strip().removeprefix("W/") for part in etags.split(",")}
    return "*" in named or etag in named

"""Around everything else: what even Django's handler lets fall is answered in words and with closed doors, and logged
in our way. The server outside would answer bare, and write the fault with all it says."""

import logging
from collections.abc import Callable, Iterable, Mapping

from clinic_site.middleware import ALWAYS, NO_PERMISSIONS, SELF, STILL, policy
from clinic_site.operations import closed_pages
from clinic_site.page_style import digest_of

log = logging.getLogger("clinic_site.faults")
NOTHING_WRITTEN = b"<!doctype html><title>Sorry</title><p>Sorry, something went wrong on our side. Try again later.</p>"


class LastResort:
    def __init__(self, application: Callable):
        self.application = application

    def ready(self, environ: Mapping):
        """What the page cache has at hand, if it has; what goes wrong there goes wrong again, where it is answered."""
        try:
            return self.application.ready(environ)
        except Exception:
            log.exception("what is ready could not be told")
            return None

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        try:
            return self.application(environ, start_response)
        except Exception:
            log.exception("a request fell through every layer")
        start_response("500 Internal Server Error", [*headers().items()])
        return [] if environ["REQUEST_METHOD"] == "HEAD" else [body()]


def body() -> bytes:
    written = closed_pages.folder() / "500.html"
    return written.read_bytes() if written.is_file() else NOTHING_WRITTEN


def headers() -> dict[str, str]:
    style = {"style-src": f"{SELF} {digest_of(closed_pages.style())}"}
    return ALWAYS | {
        "Content-Type": "text/html; charset=utf-8",
        "Content-Security-Policy": policy(STILL | style),
        "Permissions-Policy": NO_PERMISSIONS,
        "Cache-Control": "no-store",
    }

"""A name for one request, so that what somebody saw and what the log says of it can be put together. It is drawn by lot
and tells nothing of who asked. An answer that is kept for everybody bears none: nothing can fail while it is given."""

import re
import secrets
from contextvars import ContextVar

from django.conf import settings

HEADER = "X-Request-ID"
# As nginx makes them, and as we do.
FORM = re.compile(r"[0-9a-f]{32}")
# As many characters as somebody can read out on the telephone.
SPOKEN = 8
_current: ContextVar[str] = ContextVar("request_id", default="")


def current() -> str:
    """Empty outside a request."""
    return _current.get()


def spoken() -> str:
    return current()[:SPOKEN]


def of(request: object) -> str:
    """Of what a line of the log is about: the request it names, which may have been answered already, or the one at
    hand."""
    return getattr(request, "request_id", "") or current()


def given(request) -> str:
    """What the proxy in front calls the request; empty without one, as any visitor can write a header."""
    name = request.headers.get(HEADER, "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return name if FORM.fullmatch(name) else ""


class RequestId:
    """Above all other layers, so that none of them logs a fault without it."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        name = given(request) or secrets.token_hex(16)
        request.request_id, before = name, _current.set(name)
        try:
            response = self.get_response(request)
        finally:
            _current.reset(before)
        response[HEADER] = name
        return response

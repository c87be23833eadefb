"""For who had no turn, as all that are at work wait for a database that hangs. Nothing here may ask it."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.core.exceptions import BadRequest, SuspiciousOperation
from django.core.handlers.wsgi import WSGIRequest
from django.db import OperationalError
from django.http import HttpResponse
from django.http.request import UnreadablePostError

from clinic_site.middleware import ClosedDoors
from clinic_site.operations import closed_pages, last_resort
from clinic_site.views import errors, not_saved

RETRY_AFTER = 10  # seconds


def answer(environ: dict, start_response: Callable) -> Iterable[bytes]:
    """A WSGI application: 503 with what staff typed, else with the words for a database that does not answer."""
    request = WSGIRequest(environ)
    response = ClosedDoors(page)(request)
    response["Retry-After"] = str(RETRY_AFTER)
    response["Content-Length"] = str(len(response.content))
    start_response(f"{response.status_code} {response.reason_phrase}", list(response.items()))
    return [] if request.method == "HEAD" else [response.content]


def page(request: WSGIRequest) -> HttpResponse:
    if request.method == "POST" and is_typed_by_staff(request):
        return not_saved.page(request)
    if (closed_pages.folder() / "no-database.html").is_file():
        return errors.written_before("no-database", 503)
    return HttpResponse(last_resort.NOTHING_WRITTEN, status=503, headers={"Cache-Control": "no-store"})


def is_typed_by_staff(request: WSGIRequest) -> bool:
    # What strangers send is not read: it may never come to its end, and meanwhile it would hold a thread.
    if not request.path.startswith("/admin/") or settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return False
    try:
        return bool(request.POST) and not_saved.is_for(request, OperationalError())
    except (BadRequest, SuspiciousOperation, UnreadablePostError):
        return False

import logging
import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.translation import gettext as _

from clinic_site import request_id, silence
from clinic_site.content import listing, registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.content.shared import Shared
from clinic_site.content.tombstone import tombstone_of
from clinic_site.middleware import PUBLIC, SELF, policy
from clinic_site.operations import closed_pages
from clinic_site.page_style import digest_of
from clinic_site.profile.models import Profile
from clinic_site.redirects.models import number_at
from clinic_site.views import guessing, not_saved

FULL = "53100"  # of PostgreSQL
RETRY_AFTER = 60  # seconds
log = logging.getLogger("clinic_site.faults")


def not_found(request, exception=None) -> HttpResponse:
    """Asks the recorded old addresses before it gives up."""
    number = number_at(request.path) if len(request.path) < 256 else None
    path = registry.current_path(number) if number else None
    if path and path != request.path:
        return HttpResponsePermanentRedirect(path)
    stone = tombstone_of(number) if path else None
    if stone:
        return showing.gone(request, stone)
    if request.path.startswith("/admin/"):
        message = _("This address does not exist. Go back to the start page and choose from there.")
        return staff_message(request, 404, _("Nothing is here"), message)
    common = read_shared()
    words = guessing.words_of(request.path)
    suggestions = guessing.suggestions(words, common.profile)
    pages = [] if suggestions else listing.portion(common, frozenset({"article", "question"}))[0]
    return showing.public(
        request,
        "404.html",
        frame_of(common, has_content=bool(suggestions or pages)),
        status=404,
        asked=words,
        suggestions=suggestions,
        questions=guessing.first_questions(pages, common),
        cards=cards_of(common),
    )


def staff_message(request, status: int, heading: str, message: str) -> HttpResponse:
    return render(request, "staff_message.html", {"heading": heading, "message": message}, status=status)


def forbidden(request, exception=None) -> HttpResponse:
    words = str(exception) if exception else ""
    message = words or _("Your roles don't include this. Ask an owner of the site.")
    return staff_message(request, 403, _("You may not do this"), message)


def without_fail(template: str, status: int, **extra) -> HttpResponse:
    """An error page with phone and cards; with built-in words where the database can't be asked."""
    try:
        common = read_shared()
        context = {"frame": frame_of(common), "cards": cards_of(common)}
    except Exception as fault:  # whatever failed for the reader may fail here again
        if not silence.is_one(fault):  # else the request's own line says so
            log.exception("the error page is shown with the built-in words")
        common = Shared(Profile(), was_read=False)
        context = {"frame": frame_of(common), "cards": cards_of(common)}
    return HttpResponse(render_to_string(template, context | extra), status=status)


def bad_request(request, exception=None) -> HttpResponse:
    return without_fail("400.html", 400)


def too_many(request, minutes: int) -> HttpResponse:
    """Asks for a wait of whole minutes, at least one; nothing about the person is in it, and no cache may keep it."""
    minutes = max(1, minutes)
    response = without_fail("429.html", 429, minutes=minutes)
    response["Retry-After"] = str(minutes * 60)
    response["Cache-Control"] = "no-store"
    return response


def server_error(request) -> HttpResponse:
    """Says which fault it is where that is known: the database does not answer. Staff get back what they typed."""
    request.fault = sys.exception()  # for the log: Django leaves it out where an error page was what failed
    if not_saved.is_for(request, sys.exception()):
        return not_saved.page(request)
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        response = written_before("no-database", 503, full_disk(sys.exception()))
        response["Retry-After"] = str(RETRY_AFTER)
        return response
    return written_before("500", 500)


def full_disk(fault: BaseException) -> bytes:
    """Why, where the database does answer but can write nothing."""
    cause = fault.__cause__
    if getattr(cause, "sqlite_errorname", "") != "SQLITE_FULL" and getattr(cause, "sqlstate", "") != FULL:
        return b""
    words = _(
        "Staff: the disk of this site is full. Tell whoever looks after the site: nothing can be saved until then."
    )
    return format_html("<p>{}</p>", words).encode()


def written_before(name: str, status: int, why: bytes = b"") -> HttpResponse:
    """The written file, because whatever failed here may be what a page needs; else built-in words."""
    written = closed_pages.folder() / f"{name}.html"
    if written.is_file():
        response = HttpResponse(written.read_bytes(), status=status)
    else:
        response = without_fail(f"closed/{name}.html", status, style=closed_pages.style())
    response.content = response.content.replace(b"</main>", why + reference() + b"</main>").replace(
        b"</body>", script()
    )
    response["Cache-Control"] = "no-store"
    response["Content-Security-Policy"] = policy(PUBLIC | {"style-src": f"{SELF} {digest_of(closed_pages.style())}"})
    return response


def reference() -> bytes:
    """By which staff find the fault in the log."""
    if not request_id.spoken():
        return b""
    words = _("If you tell us about this, please say the letters and digits %(name)s.")
    return format_html('<p class="meta">{}</p>', words % {"name": request_id.spoken()}).encode()


def script() -> bytes:
    """The same as on every page. The file goes without, as it must work where nothing else does."""
    try:
        return render_to_string("closed/script.html").encode()
    except Exception:  # style sheets and scripts may be what is missing
        log.exception("the error page is shown without its script")
        return b"</body>"


def stale_form(request, reason="") -> HttpResponse:
    return without_fail("403_csrf.html", 403)

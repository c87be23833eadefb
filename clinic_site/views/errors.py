from django.http import HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _

from clinic_site.content import registry, showing
from clinic_site.content.reading import cards_of, frame_of, read_shared
from clinic_site.redirects.models import number_at


def not_found(request, exception=None) -> HttpResponse:
    """Asks the recorded old addresses before it gives up."""
    number = number_at(request.path) if len(request.path) < 256 else None
    path = registry.current_path(number) if number else None
    if path and path != request.path:
        return HttpResponsePermanentRedirect(path)
    if request.path.startswith("/admin/"):
        message = _("This address does not exist. Go back to the start page and choose from there.")
        return staff_message(request, 404, _("Nothing is here"), message)
    common = read_shared()
    return showing.public(request, "404.html", frame_of(common), status=404, suggestions=[], cards=cards_of(common))


def staff_message(request, status: int, heading: str, message: str) -> HttpResponse:
    return render(request, "staff_message.html", {"heading": heading, "message": message}, status=status)


def forbidden(request, exception=None) -> HttpResponse:
    message = (
        str(exception)
        if exception and str(exception)
        else _("Your roles don't include this. Ask an owner of the site.")
    )
    return staff_message(request, 403, _("You may not do this"), message)


def bad_request(request, exception=None) -> HttpResponse:
    return render(request, "400.html", status=400)


def server_error(request) -> HttpResponse:
    """Nothing but a file: whatever failed may be what the frame needs."""
    return render(None, "500.html", status=500)


def stale_form(request, reason="") -> HttpResponse:
    return render(request, "403_csrf.html", status=403)

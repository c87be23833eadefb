"""The picture other sites show beside a link: the page's title, drawn. Never a needle, never a photograph."""

from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseGone, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from clinic_site.content import compose, registry
from clinic_site.content.reading import read_shared
from clinic_site.content.revision import ONCE_PUBLIC, State
from clinic_site.late import late

# Takes 4 MB, which a server does without until a picture is asked for that the edition has not.
drawing = late("clinic_site.views.social_drawing")
STATES = {"state": lambda model: F("state"), "revision": lambda model: F("revision")}
COLUMNS = {"title": lambda model: registry.list_title(model.revision_class)}


def picture(request, number: str, revision: int) -> HttpResponse:
    """For the text that is public now; its address holds the revision, so it never shows another title."""
    shown = next(iter(registry.public_rows(COLUMNS, page__number_id=number, revision=revision)), None)
    if shown is None:
        return newer_picture(number, revision)
    profile = read_shared().profile
    warning = _("Example content, not checked by a clinician") if profile.is_example else ""
    drawn = drawing.draw(compose.fill_text(shown[0], profile), profile.clinic_name, warning)
    response = HttpResponse(drawn, content_type="image/png")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    # The one answer that other hosts are meant to show.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def newer_picture(number: str, revision: int) -> HttpResponse:
    """Where the picture of an earlier text has gone: to that of the text that is public now, or nowhere any more."""
    for state, newest in registry.public_rows(STATES, ONCE_PUBLIC, page__number_id=number, revision__gte=revision):
        if state == State.PUBLISHED and newest > revision > 0:
            address = reverse("social", kwargs={"number": number, "revision": newest})
            return HttpResponsePermanentRedirect(address)
        if state == State.WITHDRAWN:
            return HttpResponseGone(content_type="text/plain")
    raise Http404

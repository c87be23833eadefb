"""The picture other sites show beside a link: the page's title, drawn. Never a needle, never a photograph."""

from io import BytesIO
from textwrap import wrap

from django.db.models import F
from django.http import Http404, HttpResponse, HttpResponseGone, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from PIL import Image, ImageDraw, ImageFont

from clinic_site.content import compose, registry
from clinic_site.content.reading import read_shared
from clinic_site.content.revision import ONCE_PUBLIC, State

SIZE = (1200, 630)
PAPER, INK, QUIET, CLAY, PINE = "#FBF8F3", "#1F2B28", "#44514C", "#A8491F", "#0A504C"
MARGIN = 90
STATES = {"state": lambda model: F("state"), "revision": lambda model: F("revision")}
COLUMNS = {"title": lambda model: registry.list_title(model.revision_class)}
TITLE_SIZES = ((76, 24, 3), (62, 30, 4), (50, 38, 5))  # font size, characters a line, lines that fit


def lines_of(title: str) -> tuple[int, list[str]]:
    """The largest size at which the title fits; a very long one ends in dots."""
    for size, width, most in TITLE_SIZES:
        lines = wrap(title, width, break_long_words=True)
        if len(lines) <= most:
            return size, lines
    return size, [*lines[: most - 1], f"{lines[most - 1][: width - 2]} …"]


def draw(title: str, clinic: str, warning: str = "") -> bytes:
    picture = Image.new("RGB", SIZE, PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, SIZE[0], 18), fill=CLAY)
    pen.text((MARGIN, 80), clinic, font=ImageFont.load_default(34), fill=QUIET)
    size, lines = lines_of(title)
    for place, line in enumerate(lines):
        pen.text((MARGIN, 160 + place * size * 1.28), line, font=ImageFont.load_default(size), fill=INK)
    pen.rectangle((MARGIN, 545, MARGIN + 120, 551), fill=PINE)
    pen.text((MARGIN + 150, 530), warning, font=ImageFont.load_default(30), fill=QUIET)
    out = BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def picture(request, number: str, revision: int) -> HttpResponse:
    """For the text that is public now; its address holds the revision, so it never shows another title."""
    shown = next(iter(registry.public_rows(COLUMNS, page__number_id=number, revision=revision)), None)
    if shown is None:
        return newer_picture(number, revision)
    profile = read_shared().profile
    warning = _("Example content, not checked by a clinician") if profile.is_example else ""
    drawn = draw(compose.fill_text(shown[0], profile), profile.clinic_name, warning)
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

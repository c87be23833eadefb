"""The public style sheets for the editor's preview: dark and paper can be looked at on any device.

The rules stay as they are; only what the device would answer to a media question is put in their place.
"""

import re
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from clinic_site.page_style import PAPER, SCREEN

LOOKS = ("phone", "wide", "dark", "print")
QUESTION = re.compile(r"@media[^{]*")
COLOURS = re.compile(r"\(\s*prefers-color-scheme\s*:\s*(\w+)\s*\)")
MEDIUM = re.compile(r"(?<![\w-])(print|screen)(?![\w-])")
MARGIN = re.compile(r"@page\s*{[^}]*?\bmargin:\s*([^;}]+)")
SCHEME = re.compile(r"(color-scheme\s*:\s*)light dark")
# Both are whole answers, so that they stay right beside "and", "or" and "not".
ALWAYS, NEVER = "(min-width: 0px)", "(max-width: 0px)"
# The medium no browser has that shows anything.
NO_MEDIUM = "speech"
_KEPT = "private, max-age=31536000, immutable"


def in_look(style: str, look: str) -> str:
    """The style as a device in this look would read it, whatever the device."""
    colours, medium = "dark" if look == "dark" else "light", "print" if look == "print" else "screen"

    def answered(question: re.Match) -> str:
        text = COLOURS.sub(lambda asked: ALWAYS if asked[1] == colours else NEVER, question[0])
        return MEDIUM.sub(lambda asked: "all" if asked[1] == medium else NO_MEDIUM, text)

    return SCHEME.sub(rf"\g<1>{colours}", QUESTION.sub(answered, style))


def styles(look: str) -> str:
    return _styles(look, tuple(_sheet(name) for name in (*SCREEN, PAPER)))


@lru_cache(maxsize=2 * len(LOOKS))
def _styles(look: str, sheets: tuple[str, ...]) -> str:
    *shown, paper = sheets
    margin = MARGIN.search(paper)
    # A browser keeps the margin of the sheet for real paper.
    edge = f"html {{ padding: {margin[1]}; }}\n" if look == "print" and margin else ""
    return in_look("\n".join([*shown, f"@media print {{\n{paper}\n{edge}}}\n"]), look)


def _sheet(name: str) -> str:
    return Path(finders.find(f"css/{name}.css")).read_text(encoding="utf-8")


def style_links(look: str) -> list[str]:
    """Addresses for the head of a preview in this look. They change with the sheets, so a browser may keep them."""
    digest = sha256(styles(look).encode()).hexdigest()[:16]
    return [f"{reverse('preview_styles')}?look={look}&digest={digest}"]


# For everybody, as the public sheets are: the preview of a person signed out meanwhile elsewhere stays readable.
@require_safe
def preview_styles(request: HttpRequest) -> HttpResponse:
    look = request.GET.get("look", LOOKS[0])
    if look not in LOOKS:
        raise Http404(_("There is no such look. Choose phone, wide, dark or print."))
    kept = {"Cache-Control": _KEPT} if request.GET.get("digest") else {}
    return HttpResponse(styles(look), content_type="text/css; charset=utf-8", headers=kept)

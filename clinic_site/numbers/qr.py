"""Codes that phones read, drawn here: black on white whatever the theme, with the quiet zone that readers need."""

from itertools import groupby

import segno
from django.conf import settings
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

# In modules, on every side.
QUIET = 4
LABEL = _("Opens the same page as the address beside it")
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img" aria-label="{label}"'
    ' shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path d="{modules}"/></svg>'
)


def address(where: object) -> str:
    return f"{settings.SITE_ADDRESS}/{where}"


def coded_address(where: object) -> str:
    """What the code of a number, or of `h/4716-0528`, holds. In upper case it needs fewer and so larger modules."""
    return address(where).upper()


def short_address(where: object) -> str:
    """The same as people read and type it."""
    return address(where).partition("://")[2]


def blank() -> str:
    """The drawing before anything is in it, for a device to fill."""
    return format_html(DRAWING, side=2 * QUIET, label=LABEL, modules="")


def svg(text: str) -> str:
    """The drawing, safe to stand in a page; at least level M, so that a tenth of it may be smudged."""
    code = segno.make(text, error="M", micro=False)
    side = code.symbol_size(border=QUIET)[0]
    return format_html(DRAWING, side=side, label=LABEL, modules="".join(_runs(code.matrix)))


def _runs(rows):
    """The dark modules, as many side by side as there are, each run a closed path."""
    for y, row in enumerate(rows, start=QUIET):
        x = QUIET
        for dark, run in groupby(row):
            width = len(list(run))
            if dark:
                yield f"M{x} {y}h{width}v1h-{width}z"
            x += width

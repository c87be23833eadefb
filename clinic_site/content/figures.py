"""Places the drawings of the repository and the dots of a numbers box."""

import re
from functools import cache
from html import unescape

from django.conf import settings
from django.utils.html import escape
from django.utils.translation import gettext as _

from clinic_site.markdown import Drawing

DRAWING = re.compile(r'<span data-drawing="([a-z0-9-]+)"></span>')
DOTS = re.compile(r'<span data-dots="([0-9]{1,3})"></span>')
ROOT = re.compile(r"<svg\b[^>]*>")
ALT = re.compile(r'\baria-label="([^"]*)"')
ROWS, COLUMNS = 5, 20
STEP, RADIUS = 16, 5.5


@cache
def drawings() -> dict[str, str]:
    folder = settings.BASE_DIR / "static" / "drawings"
    return {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.svg")}


def drawing_named(name: str) -> Drawing | None:
    """What the root element of the drawing's file says about it."""
    root = ROOT.search(drawings().get(name, ""))
    if root is None:
        return None
    alt = ALT.search(root[0])
    return Drawing(unescape(alt[1]) if alt else "", 'data-needle="yes"' in root[0])


def place_drawings(html: str) -> str:
    return DRAWING.sub(lambda match: drawings().get(match[1], ""), html)


def place_dots(html: str) -> str:
    return DOTS.sub(lambda match: dots(int(match[1])), html)


def dots(filled: int) -> str:
    """100 circles in rows of 20, the filled ones first: shape tells them apart, so no colour has to."""
    circles = _circles()
    label = escape(_("Filled dots: %(filled)d of 100.") % {"filled": filled})
    return (
        f'<svg viewBox="0 0 {COLUMNS * STEP} {ROWS * STEP}" role="img" aria-label="{label}" stroke="currentColor"'
        f' stroke-width="1.5"><g fill="currentColor">{"".join(circles[:filled])}</g>'
        f'<g fill="none">{"".join(circles[filled:])}</g></svg>'
    )


@cache
def _circles() -> tuple[str, ...]:
    return tuple(
        f'<circle cx="{STEP * column + STEP // 2}" cy="{STEP * row + STEP // 2}" r="{RADIUS}"/>'
        for row in range(ROWS)
        for column in range(COLUMNS)
    )

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
STEP, RADIUS, LINE = 16, 5.5, 1.5


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
    """100 dots in rows of 20, the filled ones first: shape tells them apart, so no colour has to.

    Two shapes, however many dots: a phone lays 100 circles out as slowly as a long paragraph.
    """
    label = escape(_("Filled dots: %(filled)d of 100.") % {"filled": filled})
    rows = [(row, min(max(filled - row * COLUMNS, 0), COLUMNS)) for row in range(ROWS)]
    full = "".join(_full(row, count) for row, count in rows if count)
    hollow = "".join(_hollow(row, count) for row, count in rows if count < COLUMNS)
    return (
        f'<svg viewBox="0 0 {COLUMNS * STEP} {ROWS * STEP}" role="img" aria-label="{label}" fill="none"'
        f' stroke="currentColor" stroke-width="{LINE}"><path d="{full}" stroke-width="{2 * RADIUS + LINE}"'
        f' stroke-linecap="round" stroke-dasharray="0 {STEP}"/><path d="{hollow}"/></svg>'
    )


def _full(row: int, count: int) -> str:
    """A line whose dashes have no length: with round ends each of them is a dot.

    It is longer than the last dash by one, so that no rounding loses that.
    """
    return f"M{STEP // 2} {_middle(row)}h{STEP * (count - 1) + 1}"


def _hollow(row: int, full: int) -> str:
    """A ring after each other, beside the full dots of their row."""
    ring = f"a{RADIUS} {RADIUS} 0 1 1 0-.1z"
    rings = f"m{STEP} 0".join([ring] * (COLUMNS - full))
    return f"M{STEP * full + STEP // 2 + RADIUS} {_middle(row)}{rings}"


def _middle(row: int) -> int:
    return STEP * row + STEP // 2

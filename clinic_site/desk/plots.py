"""Plots as SVG, from numbers alone. Pure: the same numbers give the same drawing.

Everything is drawn in the colour of the text around it, and parts are told apart by hatching and by words, so that a
plot can be read in the dark, in forced colours and on paper. Sizes are in units of a drawing 320 wide: on a phone one
unit is about one pixel.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from textwrap import wrap

from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join

NOTHING = format_html_join("", "", ())
WIDE, TEXT = 320, 14
# Of columns: where they begin and end, and the most digits that stand over a narrow one.
TOP, BOTTOM, LONGEST_OVER = 24, 164, 2
# Of bars: how long the longest is, how high one is, and how much text stands over it.
LONGEST_BAR, BAR, LINE, SIGNS_A_LINE, LINES = 210, 14, 18, 36, 2


@dataclass(frozen=True)
class Column:
    """`part` of the value is hatched, from below."""

    label: str
    value: int
    part: int = 0


@dataclass(frozen=True)
class Bar:
    """`said` is the value in words; a hatched bar means the opposite of a plain one."""

    label: str
    value: float
    said: str
    is_hatched: bool = False


def columns(key: str, title: str, description: str, points: list[Column]) -> str:
    """Side by side from the oldest to the newest, with the values over them: all when they are short, else the highest
    and the last."""
    highest = max((point.value for point in points), default=0) or 1
    wide = WIDE / max(len(points), 1)
    told = {index for index, _point in enumerate(points)}
    if len(str(highest)) > LONGEST_OVER:
        told = {max(told, key=lambda index: points[index].value), len(points) - 1}
    drawn = [
        column(key, point, index * wide, wide, (BOTTOM - TOP) / highest, index in told)
        for index, point in enumerate(points)
    ]
    axis = format_html('<path d="M0 {0}.5H{1}" fill="none" stroke="currentColor"/>', BOTTOM, WIDE)
    return framed(key, title, description, BOTTOM + 28, [*drawn, axis, *labels_below(points, wide)])


def column(key: str, point: Column, left: float, wide: float, unit: float, is_told: bool) -> str:
    high, part = point.value * unit, point.part * unit
    shapes = [
        rect(left + 2, BOTTOM - high, wide - 4, high - part),
        hatched(key, left + 2, BOTTOM - part, wide - 4, part),
    ]
    if is_told:
        shapes.append(
            text(left + wide / 2, BOTTOM - high - 6, number_format(point.value, force_grouping=True), "middle")
        )
    return joined(shapes)


def labels_below(points: list[Column], wide: float) -> list[str]:
    """The first, the middle and the last, so that they have room."""
    if not points:
        return []
    places = {
        0: (0, "start"),
        len(points) // 2: ((len(points) // 2 + 0.5) * wide, "middle"),
        len(points) - 1: (WIDE, "end"),
    }
    return [text(left, BOTTOM + 20, points[index].label, anchor) for index, (left, anchor) in sorted(places.items())]


def bars(key: str, title: str, description: str, rows: list[Bar], whole: float = 0) -> str:
    """One below the other, each under its words. `whole` is what the longest bar stands for; without it, the highest
    value."""
    unit = LONGEST_BAR / (whole or max((row.value for row in rows), default=0) or 1)
    drawn, top = [], 0
    for row in rows:
        lines = wrap(row.label, SIGNS_A_LINE, max_lines=LINES, placeholder=" …") or [""]
        drawn += [text(0, top + LINE * (place + 1) - 4, line) for place, line in enumerate(lines)]
        top += LINE * len(lines) + 2
        long = max(row.value * unit, 1)
        drawn.append(hatched(key, 0.5, top, long, BAR) if row.is_hatched else rect(0, top, long, BAR))
        drawn.append(text(long + 8, top + BAR - 2, row.said))
        top += BAR + 14
    return framed(key, title, description, max(top, 1), drawn)


def framed(key: str, title: str, description: str, high: float, shapes: Iterable[str]) -> str:
    return format_html(
        '<svg class="plot" viewBox="0 0 {wide} {high}" role="img" aria-labelledby="{key}-title {key}-words"'
        ' font-size="{size}"><title id="{key}-title">{title}</title><desc id="{key}-words">{words}</desc><defs>'
        '<pattern id="{key}-hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<path d="M0 0V6" stroke="currentColor" stroke-width="3"/></pattern></defs>{shapes}</svg>',
        wide=WIDE, high=high, key=key, size=TEXT, title=title, words=description, shapes=joined(shapes),
    )  # fmt: skip


def joined(shapes: Iterable[str]) -> str:
    return format_html_join("", "{}", ((shape,) for shape in shapes))


def rect(left: float, top: float, wide: float, high: float) -> str:
    return format_html('<rect {} fill="currentColor"/>', placed(left, top, wide, high)) if high > 0 else NOTHING


def hatched(key: str, left: float, top: float, wide: float, high: float) -> str:
    if high <= 0:
        return NOTHING
    place = placed(left, top, wide, high)
    return format_html('<rect {} fill="url(#{}-hatch)" stroke="currentColor"/>', place, key)


def placed(left: float, top: float, wide: float, high: float) -> str:
    return format_html('x="{}" y="{}" width="{}" height="{}"', *(f"{size:.1f}" for size in (left, top, wide, high)))


def text(left: float, top: float, words: str, anchor: str = "start") -> str:
    return format_html('<text x="{}" y="{}" text-anchor="{}" fill="currentColor">{}</text>', f"{left:.1f}",
                       f"{top:.1f}", anchor, words)  # fmt: skip

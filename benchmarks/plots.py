"""Bars as SVG, readable in light and dark: python -m benchmarks.plots FOLDER JSON… draws what benchmarks wrote."""

import math
import sys
from html import escape
from pathlib import Path

from benchmarks import telling
from benchmarks.telling import Plot

WIDTH, BAR, GAP, TOP, BELOW, MARGIN = 640, 22, 22, 44, 12, 16
# A ground of its own, because the page around it may be light where the reader's machine is dark.
# One colour for ours, one for everybody else; text says the same, so no colour is needed to read it.
STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1d2b28 }
  .title { font-weight: 600; font-size: 16px }
  .scale { fill: #4d5d59; font-size: 13px }
  .ground { fill: #ffffff } .bar { fill: #9aa8a4 } .ours { fill: #0b6b5d }
  @media (prefers-color-scheme: dark) {
    text { fill: #e8efed } .scale { fill: #b4c1bd }
    .ground { fill: #14201d } .bar { fill: #6b7b76 } .ours { fill: #6cc7b6 }
  }
"""
OURS = ("serve", "ours", "save", "send", "approve", "nginx with our file", "…")


def svg(plot: Plot) -> str:
    """A bar and two lines of text for each name; its length is the value, or its power of ten on a log scale."""
    height = TOP + len(plot.bars) * (BAR + GAP) + BELOW
    scale = "Each bar is as long as the power of ten." if plot.is_log else ""
    box = f"{-MARGIN} {-MARGIN} {WIDTH + 2 * MARGIN} {height + 2 * MARGIN}"
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" role="img" aria-labelledby="t">',
        f'<title id="t">{escape(spoken(plot))}</title><style>{STYLE}</style>',
        f'<path class="ground" d="M{-MARGIN} {-MARGIN}h{WIDTH + 2 * MARGIN}v{height + 2 * MARGIN}H{-MARGIN}z"/>',
        f'<text class="title" x="0" y="16">{escape(plot.title)}</text>',
        f'<text class="scale" x="0" y="34">{scale}</text>' if scale else "",
        *(bar(plot, place) for place in range(len(plot.bars))),
        "</svg>",
    ]
    return "\n".join(part for part in parts if part) + "\n"


def bar(plot: Plot, place: int) -> str:
    name, value = plot.bars[place]
    y, width = TOP + place * (BAR + GAP), length(plot, value)
    kind = "bar ours" if name.startswith(OURS) else "bar"
    words = f"{name}: {shown(value)} {plot.unit}"
    return (
        f'<text x="0" y="{y + 13}">{escape(words)}</text>'
        f'<rect class="{kind}" x="0" y="{y + 18}" width="{width:.1f}" height="{BAR - 4}" rx="2"/>'
    )


def length(plot: Plot, value: float) -> float:
    values = [one for _name, one in plot.bars]
    if not plot.is_log:
        return WIDTH * value / max(values)
    lowest = 10 ** math.floor(math.log10(min(values)))
    # A value at the foot of the scale still has a bar to see.
    return WIDTH * max(0.01, math.log10(value / lowest) / math.log10(max(values) / lowest))


def shown(value: float) -> str:
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def spoken(plot: Plot) -> str:
    return f"{plot.title}: " + "; ".join(f"{name} {shown(value)} {plot.unit}" for name, value in plot.bars)


def draw(plots: list[Plot], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for plot in plots:
        (folder / f"{plot.name}.svg").write_text(svg(plot), encoding="utf-8")


def main() -> None:
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    for path in sys.argv[2:]:
        draw(telling.read(Path(path)).plots, Path(sys.argv[1]))


if __name__ == "__main__":
    main()

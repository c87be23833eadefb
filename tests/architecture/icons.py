"""The icons for home screens, drawn from the site's own mark: python -m tests.architecture.icons writes them."""

import re
from pathlib import Path

from PIL import Image, ImageDraw

FOLDER = Path(__file__).resolve().parents[2] / "static" / "icons"
MARK = (FOLDER / "site.svg").read_text()
VIEW, CORNER = 32, 7
LINE = float(re.search(r'stroke-width="([\d.]+)"', MARK)[1])
GROUND = re.search(r'fill="(#\w{6})"', MARK)[1]
FINER = 4  # times as large while it is drawn, so that its edges become smooth
# A home screen may cut a maskable icon to any shape around a circle of 80 %: so a smaller mark, on ground everywhere.
ICONS = {"app-192.png": (192, 1.0), "app-512.png": (512, 1.0), "app-maskable-512.png": (512, 0.85)}


def corners() -> list[tuple[float, float]]:
    """Of the path of the mark: M to a point, h and v along a side, l by a step, each relative to the last."""
    path = re.search(r'd="([^"]+)"', MARK)[1]
    x = y = 0.0
    found = []
    for step, text in re.findall(r"([Mhvl])([^MhvlZ]+)", path):
        numbers = [float(number) for number in re.findall(r"-?[\d.]+", text)]
        pairs = {"h": [(numbers[0], 0.0)], "v": [(0.0, numbers[0])]}.get(step) or list(
            zip(numbers[::2], numbers[1::2], strict=True)
        )
        for right, down in pairs:
            x, y = x + right, y + down
            found.append((x, y))
    return found


def drawn(side: int, size: float) -> Image.Image:
    scale = side * FINER / VIEW
    picture = Image.new("RGBA", (side * FINER, side * FINER), GROUND if size < 1 else "#0000")
    pen = ImageDraw.Draw(picture)
    if size == 1:
        pen.rounded_rectangle((0, 0, side * FINER - 1, side * FINER - 1), CORNER * scale, fill=GROUND)
    middle = VIEW / 2
    points = [tuple((middle + (at - middle) * size) * scale for at in corner) for corner in corners()]
    width = LINE * size * scale
    for start, end in zip(points, [*points[1:], points[0]], strict=True):
        pen.line((start, end), fill="white", width=round(width))
        pen.circle(start, width / 2, fill="white")
    return picture.resize((side, side), Image.Resampling.LANCZOS)


if __name__ == "__main__":
    for name, (side, size) in ICONS.items():
        drawn(side, size).quantize(64).save(FOLDER / name, optimize=True)

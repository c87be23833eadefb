"""Reads a code again, as a phone would."""

import re
from io import BytesIO

import zxingcpp
from PIL import Image, ImageDraw

PIXELS = 8  # a module
RUN = re.compile(r"M(\d+) (\d+)h(\d+)v1")


def texts_in(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))]


def texts_on(screenshot: bytes) -> list[str]:
    return texts_in(Image.open(BytesIO(screenshot)))


def painted(svg: str) -> Image.Image:
    """The drawing in black on white, by its own account."""
    side = int(re.search(r'viewBox="0 0 (\d+) ', svg)[1]) * PIXELS
    picture = Image.new("L", (side, side), 255)
    brush = ImageDraw.Draw(picture)
    for x, y, width in (map(int, run) for run in RUN.findall(svg)):
        brush.rectangle([x * PIXELS, y * PIXELS, (x + width) * PIXELS - 1, (y + 1) * PIXELS - 1], fill=0)
    return picture

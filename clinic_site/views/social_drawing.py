"""A page's title as a picture of the size that other sites show beside a link."""

from io import BytesIO
from textwrap import wrap

from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
PAPER, INK, QUIET, CLAY, PINE = "#FBF8F3", "#1F2B28", "#44514C", "#A8491F", "#0A504C"
MARGIN = 90
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

"""PDFs as readers get them, and what a program reads in them."""

import io
import re
from html.parser import HTMLParser

from pypdf import PdfReader

UNSEEN = {"head", "nav", "svg"}
WORD = re.compile(r"\w+")


def opened(made: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(made), strict=True)


def words(reader: PdfReader) -> list[str]:
    """Piece by piece: what stands on top of something else is not run together with it."""
    pieces: list[str] = []
    for page in reader.pages:
        page.extract_text(visitor_text=lambda text, *_where: pieces.append(text))
    return WORD.findall(" ".join(pieces))


def elements(reader: PdfReader) -> list[dict]:
    """What the file is tagged with, in reading order."""
    found = []

    def walk(element):
        if isinstance(element, list):
            for kid in element:
                walk(kid.get_object())
        elif isinstance(element, dict) and "/S" in element:
            found.append(element)
            walk(element["/K"])

    walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])
    return found


def structure(reader: PdfReader) -> list[tuple[str, str]]:
    """Each tag with its alternative text."""
    return [(element["/S"].removeprefix("/"), str(element.get("/Alt", ""))) for element in elements(reader)]


def boxes(reader: PdfReader) -> list[list[float]]:
    """Left, top, right and bottom of each picture, in the pixels of style sheets."""
    return [[float(side) for side in one["/A"]["/BBox"]] for one in elements(reader) if one["/S"] == "/Figure"]


def tags(reader: PdfReader) -> list[str]:
    return [tag for tag, _alt in structure(reader)]


def pictures(reader: PdfReader) -> int:
    """How many different ones; every sheet lists those of all."""
    return len({picture.data for page in reader.pages for picture in page.images})


class Seen(HTMLParser):
    """The words of a page for the printer, as its body has them."""

    def __init__(self, html: str):
        super().__init__()
        self.inside, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag in UNSEEN:
            self.inside.append(tag)

    def handle_endtag(self, tag):
        if self.inside and tag == self.inside[-1]:
            self.inside.pop()

    def handle_data(self, data):
        if not self.inside:
            self.found += WORD.findall(data)

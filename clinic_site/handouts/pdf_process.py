"""A process of its own that makes one PDF: what goes wrong in it, hangs or grows takes nobody else along. Started by
`pdf_making` and imported by nobody, because WeasyPrint need not be there. It reads an order as JSON and writes the PDF.
"""

import json
import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element, SubElement

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse

SVG = "{http://www.w3.org/2000/svg}svg"
TITLE = "{http://www.w3.org/2000/svg}title"
HEADINGS = {"h1", "h2", "h3", "h4"}
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".jpg": "image/jpeg", ".webp": "image/webp"}


class OwnFiles(URLFetcher):
    """Reads from our own folders and from nowhere else, whatever a text asks for: no network, no other file."""

    def __init__(self, site: str, folders: dict[str, str]):
        super().__init__(allowed_protocols=())
        self.site = site
        self.folders = {address: Path(folder).resolve() for address, folder in folders.items()}

    def fetch(self, url, headers=None):
        path = self.path_of(url)
        return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": TYPES[path.suffix]})

    def path_of(self, url: str) -> Path:
        if url.startswith(f"{self.site}/"):
            asked = unquote(urlsplit(url).path)
            for address, folder in self.folders.items():
                path = (folder / asked.removeprefix(address)).resolve()
                if asked.startswith(address) and path.is_relative_to(folder) and path.suffix in TYPES:
                    return path
        raise PermissionError("Only our own pictures and style sheets are read.")


def fit_for_tags(root: Element) -> None:
    """What a reader who listens needs besides: a drawing is told by its title, ornaments are no pictures, nothing but
    a phone number is a link, and the foot of every sheet is known before the first one ends."""
    for parent in list(root.iter()):
        for child in [child for child in parent if is_ornament(child)]:
            take_out(parent, child)
    for drawing in root.iter(SVG):
        if drawing.get("aria-label") and drawing.find(TITLE) is None:
            title = SubElement(drawing, TITLE)
            title.text = drawing.get("aria-label")
    for link in list(root.iter("a")):
        if not link.get("href", "").startswith("tel:"):
            link.tag = "span"
    for heading in [element for element in root.iter() if element.tag in HEADINGS]:
        wrap(heading)
    body = root.find("body")
    foot = body.find("footer")
    if foot is not None:
        take_out(body, foot)
        body.insert(0, foot)


def is_ornament(element: Element) -> bool:
    if element.tag == "img":
        return not element.get("alt")
    return element.tag == SVG and element.get("role") != "img"


def wrap(heading: Element) -> None:
    """Into one line: words for listeners, which are set apart, would begin another heading inside it."""
    line = Element("span")
    line.text, heading.text = heading.text, None
    line.extend(list(heading))
    for child in line:
        heading.remove(child)
    heading.append(line)


def take_out(parent: Element, child: Element) -> None:
    """What is written after it stays."""
    place = list(parent).index(child)
    before = parent[place - 1] if place else None
    if before is None:
        parent.text = (parent.text or "") + (child.tail or "")
    else:
        before.tail = (before.tail or "") + (child.tail or "")
    child.tail = None
    parent.remove(child)


def made(order: dict) -> bytes:
    fetcher = OwnFiles(order["site"], order["folders"])
    page = HTML(string=order["html"], base_url=order["site"] + "/", url_fetcher=fetcher)
    # A sheet that is handed over instead would give way to those of the page.
    SubElement(page.etree_element.find("head"), "link", rel="stylesheet", href=order["sheet"])
    fit_for_tags(page.etree_element)
    return page.write_pdf(pdf_variant="pdf/ua-1", optimize_images=True, dpi=150, jpeg_quality=80)


if __name__ == "__main__":
    sys.stdout.buffer.write(made(json.load(sys.stdin)))
    sys.stdout.buffer.flush()
    # Threads of the libraries may still run while an interpreter takes itself apart, and crash a finished work.
    os._exit(0)

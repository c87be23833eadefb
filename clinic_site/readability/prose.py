import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

PARAGRAPH, ITEM, HEADING, CELL, CAPTION = "paragraph", "item", "heading", "cell", "caption"
KINDS = {"p": PARAGRAPH, "li": ITEM, "td": CELL, "th": CELL, "figcaption": CAPTION, "summary": HEADING} | dict.fromkeys(
    ("h1", "h2", "h3", "h4", "h5", "h6"), HEADING
)
PARTING = frozenset(
    ("blockquote", "details", "div", "figure", "hr", "ol", "section", "table", "tbody", "thead", "tr", "ul")
)
# Not prose: code, and what no one wrote as a sentence (marks of sources, credits of pictures).
UNREAD_TAGS = frozenset(("pre", "script", "style"))
UNREAD_CLASSES = frozenset(("cites", "credit", "head"))
VOID = frozenset(("br", "hr", "img", "source"))
EMPTY_LINES = re.compile(r"\n[ \t]*\n")
BULLET = re.compile(r"[ \t]*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
# A mark of a source leaves one when it is taken out.
SPACE_BEFORE_A_MARK = re.compile(r" (?=[.,;:!?](?:\s|\Z))")
HASHES = re.compile(r"[ \t]*#{1,6}[ \t]+")


@dataclass(frozen=True)
class Block:
    kind: str
    text: str
    order: int


def prose(html: str) -> list[Block]:
    """The blocks of sanitised HTML in reading order, as plain text; a value of the clinic profile stays {{name}}."""
    return list(_blocks(html))


@lru_cache(maxsize=8)
def _blocks(html: str) -> tuple[Block, ...]:
    """A text is read when it is opened, checked and put into the search, and it is the same text each time."""
    parser = _Prose()
    parser.feed(html)
    parser.close()
    parser.part()
    return tuple(Block(kind, text, order) for order, (kind, text) in enumerate(parser.found))


def plain(text: str) -> list[Block]:
    """The blocks of a plain field. Empty lines part paragraphs; "-", "1." and "#" begin items and headings."""
    return [Block(kind, block, order) for order, (kind, block) in enumerate(_plain(text))]


def _plain(text: str) -> Iterator[tuple[str, str]]:
    for chunk in EMPTY_LINES.split(text.replace("\r\n", "\n").replace("\r", "\n")):
        kind, lines = PARAGRAPH, []
        for line in chunk.split("\n"):
            begins, mark = _beginning(line)
            if begins or kind == HEADING:
                yield from _block(kind, lines)
                kind, lines = begins or PARAGRAPH, []
            lines.append(line[mark:])
        yield from _block(kind, lines)


def _beginning(line: str) -> tuple[str, int]:
    """What a line begins, if anything, and where its words start."""
    for kind, pattern in ((ITEM, BULLET), (HEADING, HASHES)):
        if mark := pattern.match(line):
            return kind, mark.end()
    return "", 0


def _block(kind: str, lines: list[str]) -> Iterator[tuple[str, str]]:
    text = SPACE_BEFORE_A_MARK.sub("", " ".join(" ".join(lines).split()))
    if text:
        yield kind, text


class _Prose(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, str]] = []
        self.kinds: list[tuple[str, str]] = []
        self.text: list[str] = []
        self.unread: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if self.unread or tag in UNREAD_TAGS or UNREAD_CLASSES & set((attributes.get("class") or "").split()):
            self.unread += [] if tag in VOID else [tag]
        elif tag == "br":
            self.text.append(" ")
        elif tag in KINDS or tag in PARTING:
            self.part()
            if tag in KINDS:
                self.kinds.append((tag, self._kind(tag)))
        elif name := attributes.get("data-fill"):
            self.text.append(f"{{{{{name}}}}}")

    def handle_endtag(self, tag: str) -> None:
        if self.unread:
            if tag == self.unread[-1]:
                self.unread.pop()
        elif tag in KINDS or tag in PARTING:
            self.part()
            if self.kinds and self.kinds[-1][0] == tag:
                self.kinds.pop()

    def handle_data(self, data: str) -> None:
        if not self.unread:
            self.text.append(data)

    def _kind(self, tag: str) -> str:
        """A paragraph inside an item or a cell is read as that item or cell."""
        return self.kinds[-1][1] if tag == "p" and self.kinds else KINDS[tag]

    def part(self) -> None:
        self.found += _block(self.kinds[-1][1] if self.kinds else PARAGRAPH, ["".join(self.text)])
        self.text = []

"""A signed text as a reader meets it, taken apart into blocks of words, so that two of them can be compared.

Everything becomes words: a picture is what it is said to show, a link is followed by where it leads, a mark of a source
by its key. What can't be seen on a page but changes what it means is compared with the rest.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import lru_cache
from html.parser import HTMLParser

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

HEADING, PARAGRAPH, ITEM, ROW, HEAD, LABEL = "heading", "paragraph", "item", "row", "head", "label"
WORD = re.compile(r"\S+")
TYPED = re.compile(r"(\{\{\s*\w+\s*\}\})")
SOURCE = re.compile(r"#[\w-]*?source-(\d+)")
MARKS = {"strong": "strong", "em": "em", "code": "code", "dfn": "term", "a": "link"}
KINDS = dict.fromkeys(("h2", "h3", "h4"), HEADING) | dict.fromkeys(("p", "blockquote", "pre", "summary"), PARAGRAPH)
KINDS |= {"figcaption": PARAGRAPH, "li": ITEM}
PARTING = {"div", "section", "figure", "details", "ul", "ol", "table", "thead", "tbody", "hr"}
VOID = {"br", "hr", "img", "source"}
# Not words of the page: brackets and numbers of sources, and the heads that are said again in each cell.
UNREAD = {"cites", "head"}
BOXES = {
    "note": gettext_lazy("Note"),
    "key-fact": gettext_lazy("Key fact"),
    "numbers": gettext_lazy("Numbers"),
    "care": gettext_lazy("“Can wait” card"),
    "emergency": gettext_lazy("Emergency card: its signed text, and these lines"),
    "same-day": gettext_lazy("Same-day card: its signed text, and these lines"),
    "needle": gettext_lazy("Behind a control, as it shows a needle"),
}


@dataclass(frozen=True)
class Word:
    """`marks` says how it looks; a change of it is a change of the word. The space behind it is not."""

    text: str
    marks: tuple[str, ...] = ()
    space: bool = field(default=True, compare=False)


@dataclass(frozen=True)
class Block:
    """`cells` holds one run of words, or one for each cell of a row. `box` is the box of the page it stands in."""

    kind: str
    cells: tuple[tuple[Word, ...], ...]
    level: int = 1
    box: str = ""
    mark: str = field(default="", compare=False)  # the number of an item moves when another one is put before it

    @property
    def words(self) -> list[Word]:
        return [word for cell in self.cells for word in cell]

    @property
    def text(self) -> str:
        return said(self.words)


def said(words: Iterable[Word]) -> str:
    return "".join(word.text + (" " if word.space else "") for word in words).strip()


def plain_blocks(lines: Iterable[str]) -> list[Block]:
    """A field without marks, one block a line."""
    return [Block(PARAGRAPH, (tuple(typed(line)),)) for line in lines if line.strip()]


def typed(line: str) -> Iterable[Word]:
    for part in TYPED.split(line):
        marks = ("filled",) if TYPED.fullmatch(part) else ()
        yield from spaced(part.replace(" ", "") if marks else part, marks)


def spaced(text: str, marks: tuple[str, ...] = ()) -> Iterable[Word]:
    for found in WORD.finditer(text):
        yield Word(found[0], marks, space=found.end() < len(text))


def html_blocks(html: str, keys: list[str]) -> list[Block]:
    """The blocks of sanitised HTML; `keys` are those of its sources, in the order of their numbers."""
    return list(_html_blocks(html, tuple(keys), get_language()))


@lru_cache(maxsize=8)
def _html_blocks(html: str, keys: tuple[str, ...], said_in: str | None) -> tuple[Block, ...]:
    """A text that waits is compared each time somebody looks at it, and always with the same public one."""
    reader = _Reader(list(keys))
    reader.feed(html)
    reader.close()
    reader.part()
    return tuple(reader.blocks)


@dataclass(frozen=True)
class _Open:
    """A tag that is open, with what it says about the words inside."""

    tag: str
    attrs: dict[str, str]
    marks: tuple[str, ...]
    box: str
    is_unread: bool


class _Reader(HTMLParser):
    def __init__(self, keys: list[str]):
        super().__init__(convert_charrefs=True)
        self.keys = keys
        self.blocks: list[Block] = []
        self.words: list[Word] = []
        self.cells: list[tuple[Word, ...]] | None = None
        self.open: list[_Open] = [_Open("", {}, (), "", False)]
        self.counts: list[int] = []  # one for each list that is open: the number of its next item
        self.fresh = False  # whether the item that is open has no words yet

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag in KINDS or tag in PARTING or tag in {"tr", "td", "th"}:
            self.part()
        if tag not in VOID:
            self.enter(tag, values)
        if tag in {"ul", "ol"}:
            self.counts.append(int(values.get("start") or 1))
        elif tag == "tr":
            self.cells = []
        elif tag == "li":
            self.fresh = True
        elif tag == "br":
            self.end_word()
        elif tag == "img":
            self.picture(values)
        self.placed(values)

    def enter(self, tag: str, attrs: dict[str, str]) -> None:
        around = self.open[-1]
        marks = (*around.marks, MARKS[tag]) if tag in MARKS and MARKS[tag] not in around.marks else around.marks
        classes = attrs.get("class", "").split()
        box = next((name for name in (attrs.get("data-card", ""), *classes) if name in BOXES), "")
        is_unread = around.is_unread or bool(UNREAD & set(classes))
        self.open.append(_Open(tag, attrs, marks, box or around.box, is_unread))
        if box:
            self.blocks.append(Block(LABEL, (tuple(spaced(str(BOXES[box]))),), box=box))

    def placed(self, values: dict[str, str]) -> None:
        """What composing puts into a page later has a name here."""
        if name := values.get("data-fill"):
            self.words.append(Word("{{" + name + "}}", ("filled",), space=False))
        if name := values.get("data-drawing"):
            self.words.append(Word(_("[drawing: %s]") % name, ("picture",)))
        if number := values.get("data-dots"):
            self.words.append(Word(_("[%s of 100 dots]") % number, ("picture",)))

    def picture(self, values: dict[str, str]) -> None:
        """Another file with the same description is another picture."""
        file = values.get("src", "").rpartition("/")[2][:8]
        self.words.append(Word(_("[picture %s:") % file, ("picture",)))
        self.words += spaced(values.get("alt") or _("decorative"), ("picture",))
        self.words.append(Word("]", ("picture",)))

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID or len(self.open) == 1:
            return
        if tag in {"td", "th"} and self.cells is not None:
            self.cells.append(self.taken())
        elif tag == "tr":
            self.row()
        elif tag in KINDS or tag in PARTING:
            self.part()
        elif tag == "a":
            self.place(self.open[-1].attrs.get("href", ""))
        if tag in {"ul", "ol"} and self.counts:
            self.counts.pop()
        self.open.pop()

    def place(self, address: str) -> None:
        """Behind a link stands where it leads; a mark of a source is its key."""
        if source := SOURCE.fullmatch(address):
            place = int(source[1]) - 1
            key = self.keys[place] if place < len(self.keys) else source[1]
            if self.words and "source" in self.words[-1].marks:
                self.end_word()
            self.words.append(Word(f"[{key}]", ("source",), space=False))
        elif address:
            self.end_word()
            self.words.append(Word(f"(→\N{NO-BREAK SPACE}{address})", ("place",), space=False))

    def handle_data(self, data: str) -> None:
        around = self.open[-1]
        if around.is_unread:
            return
        if data[:1].isspace():
            self.end_word()
        self.words += spaced(data, around.marks)

    def end_word(self) -> None:
        if self.words and not self.words[-1].space:
            self.words[-1] = replace(self.words[-1], space=True)

    def taken(self) -> tuple[Word, ...]:
        words, self.words = tuple(self.words), []
        return words

    def row(self) -> None:
        self.part()
        if self.cells:
            kind = HEAD if any(one.tag == "thead" for one in self.open) else ROW
            self.blocks.append(Block(kind, tuple(self.cells), box=self.open[-1].box))
        self.cells = None

    def part(self) -> None:
        words = self.taken()
        if not words:
            return
        tag = next((one.tag for one in reversed(self.open) if one.tag in KINDS), "p")
        if tag == "p" and any(one.tag == "li" for one in self.open):
            tag = "li"
        kind = KINDS[tag]
        level = int(tag[1]) if kind == HEADING else max(1, len(self.counts))
        self.blocks.append(Block(kind, (words,), level, self.open[-1].box, self.mark() if kind == ITEM else ""))

    def mark(self) -> str:
        """What stands before an item; nothing before its second paragraph."""
        if not self.fresh or not self.counts:
            return ""
        self.fresh = False
        around = next(one for one in reversed(self.open) if one.tag in {"ul", "ol"})
        if around.tag == "ul":
            return {"dont": "✗", "do": "✓"}.get(around.attrs.get("class", ""), "•")
        self.counts[-1] += 1
        return f"{self.counts[-1] - 1}."

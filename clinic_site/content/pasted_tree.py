"""Pasted HTML as a tidy tree: real lists, real headings, regular tables, and every run of words in a paragraph."""

import re
from collections.abc import Iterator

import nh3
from bs4 import BeautifulSoup, NavigableString, PageElement, Tag
from django.utils.translation import gettext as _

BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "blockquote", "pre"}
HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
HOLDERS = ["div", "li", "blockquote"]
# Far from where Python stops, and lists no deeper than the renderer shows.
MAX_DEPTH = {"list": 6, "point": 6, "other": 40}
STEPS = {"blockquote": "list", "ol": "list", "ul": "list", "li": "point"}
OUR_ATTRIBUTES = {
    "*": {"data-look", "data-level"},
    "ol": {"start"},
    "td": {"data-spans"},
    "th": {"data-spans"},
    "x-a": {"data-to"},
}
TAGS = BLOCKS | {"br", "img", "span", "sub", "sup", "tr", "td", "th", "tbody", "x-a", "x-b", "x-i", "x-gone"}
TAG = re.compile(r"<(/?)([a-z][a-z0-9-]*)[^>]*>")
VOID = {"br", "img"}
RAISED = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
LOWERED = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
COUNTED = re.compile(r"\(?([0-9]{1,3}|[a-zA-Z]{1,4})[.)]")
MARKER = re.compile(r"\s*(?:([•·▪◦‣§])(?=\s)|(\(?[0-9]{1,3}[.)])(?=\s))\s*")
BULLET = re.compile(r"\s*([•·▪◦‣])(?=\s)\s*")


def tidy(html: str) -> BeautifulSoup:
    """`html` has to come from `pasted_tags.rewritten`, which keeps the cost of parsing in bounds."""
    clean = nh3.clean(html, tags=TAGS, attributes=OUR_ATTRIBUTES, clean_content_tags=set(), link_rel=None)
    soup = BeautifulSoup(f"<div>{_not_too_deep(clean)}</div>", "html.parser")
    _drop_unseen(soup)
    _name_looks(soup)
    _write_pictures_and_small_figures(soup)
    _unwrap_marks_around_blocks(soup)
    _regular_tables(soup)
    _nest_lists(soup)
    _plain_blocks(soup)
    _gather_paragraphs(soup)
    _make_lists(soup)
    _number_points(soup)
    return soup


def _not_too_deep(html: str) -> str:
    open_tags: list[bool] = []
    depth = dict.fromkeys(MAX_DEPTH, 0)

    def kept(tag: re.Match[str]) -> str:
        if tag[2] in VOID:
            return tag[0]
        kind = STEPS.get(tag[2], "other")
        if tag[1]:
            is_kept = open_tags.pop()
            depth[kind] -= is_kept
        else:
            is_kept = depth[kind] < MAX_DEPTH[kind]
            depth[kind] += is_kept
            open_tags.append(is_kept)
        return tag[0] if is_kept else " "

    return TAG.sub(kept, html)


def _has_look(element: Tag, look: str) -> bool:
    return look in str(element.get("data-look", "")).split()


def _drop_unseen(soup: BeautifulSoup) -> None:
    """Words struck through or hidden were taken back by whoever wrote them."""
    for element in soup.find_all(True):
        if not element.decomposed and (element.name == "x-gone" or _has_look(element, "gone")):
            element.decompose()


def _name_looks(soup: BeautifulSoup) -> None:
    for element in soup.find_all(["x-b", "x-i", "span"]):
        is_plain = _has_look(element, "light" if element.name == "x-b" else "upright")
        if element.name in ("x-b", "x-i") and not is_plain:
            element.name = "strong" if element.name == "x-b" else "em"
        elif element.name == "span" and _has_look(element, "bold"):
            element.name = "strong"
            if _has_look(element, "italic"):
                element.wrap(soup.new_tag("em"))
        elif element.name == "span" and _has_look(element, "italic"):
            element.name = "em"
        elif not _has_look(element, "marker"):
            element.unwrap()
    for element in soup.find_all("x-a"):
        element.name = "a"
        if not element.get("data-to"):
            element.unwrap()


def _write_pictures_and_small_figures(soup: BeautifulSoup) -> None:
    for picture in soup.find_all("img"):
        picture.replace_with(str(_("(A picture was left out here. Add it with Picture.)")))
    for element in soup.find_all(["sup", "sub"]):
        words, table = element.get_text().strip(), RAISED if element.name == "sup" else LOWERED
        if element.find("a") is None and words and all(ord(character) in table for character in words):
            element.string = words.translate(table)
        element.unwrap()
    soup.smooth()


def _unwrap_marks_around_blocks(soup: BeautifulSoup) -> None:
    """Bold around whole paragraphs is how one editor wraps a copy, and no writer's choice."""
    for element in soup.find_all(["strong", "em", "a"]):
        is_repeated = element.find_parent([element.name, *HEADINGS]) and element.name != "a"
        if is_repeated or element.find(BLOCKS) or (element.name == "a" and element.find_parent("a")):
            element.unwrap()
    for element in soup.find_all(["strong", "em"]):
        while isinstance(element.next_sibling, Tag) and element.next_sibling.name == element.name:
            element.extend(list(element.next_sibling.extract().contents))
    soup.smooth()


def _regular_tables(soup: BeautifulSoup) -> None:
    """A table Markdown can't hold becomes a line for each row; one used for looks only becomes its own contents."""
    for table in reversed(soup.find_all("table")):
        rows = [row.find_all(["td", "th"], recursive=False) for row in table.find_all("tr")]
        cells = [cell for row in rows for cell in row]
        holds_blocks = any(len(cell.find_all(BLOCKS - {"div"})) > 1 for cell in cells)
        if holds_blocks or max(map(len, rows), default=0) < 2:
            _become_contents(table, cells)
        elif len({len(row) for row in rows}) > 1 or len(rows) < 2 or any(cell.get("data-spans") for cell in cells):
            _become_lines(soup, table, rows)
        else:
            _make_heading_row(rows[0])


def _make_heading_row(cells: list[Tag]) -> None:
    for cell in cells:
        cell.name = "th"
        for element in cell.find_all("strong"):
            element.unwrap()


def _become_contents(table: Tag, cells: list[Tag]) -> None:
    for cell in cells:
        cell.name = "div"
    for part in table.find_all(["tr", "tbody"]):
        part.unwrap()
    table.name = "div"


def _become_lines(soup: BeautifulSoup, table: Tag, rows: list[list[Tag]]) -> None:
    lines = soup.new_tag("ul")
    for row in rows:
        line = soup.new_tag("li")
        for cell in row:
            line.extend([*(["; "] if line.contents else []), *list(cell.contents)])
        for part in line.find_all(BLOCKS):
            part.unwrap()
        lines.append(line)
    table.replace_with(lines)


def _nest_lists(soup: BeautifulSoup) -> None:
    """Each list holds points only, and a list inside a list belongs to the point before it."""
    for part in soup.find_all("li"):
        if part.parent.name not in ("ul", "ol"):
            before = part.find_previous_sibling()
            if before is not None and before.name == "ul" and before.get("data-look") == "made":
                before.append(part.extract())
            else:
                part.wrap(soup.new_tag("ul", attrs={"data-look": "made"}))
    for holder in soup.find_all(["ul", "ol"]):
        for child in list(holder.contents):
            point = child.find_previous_sibling("li")
            if isinstance(child, Tag) and child.name == "li":
                continue
            if isinstance(child, NavigableString) and not child.strip():
                child.extract()
            elif point is None:
                child.wrap(soup.new_tag("li"))
            else:
                point.append(child.extract())


def _plain_blocks(soup: BeautifulSoup) -> None:
    for element in soup.find_all([*HEADINGS, "pre"]):
        if element.name != "pre" and element.find_parent(["li", "blockquote", "td", "th", "table"]) is None:
            continue
        for text in element.find_all(string=True) if element.name == "pre" else ():
            lines = [line for line in text.split("\n") if line.strip()]
            text.replace_with(*[part for line in lines for part in (line, soup.new_tag("br"))][:-1])
        element.name = "p"


def _gather_paragraphs(soup: BeautifulSoup) -> None:
    for holder in soup.find_all(HOLDERS):
        for run in list(_runs_of_words(holder)):
            paragraph = soup.new_tag("p")
            run[0].insert_before(paragraph)
            paragraph.extend(run)
            if not paragraph.get_text().strip():
                paragraph.decompose()


def _runs_of_words(holder: Tag) -> Iterator[list[PageElement]]:
    run: list[PageElement] = []
    for child in holder.contents:
        if isinstance(child, Tag) and child.name in BLOCKS:
            if run:
                yield run
            run = []
        else:
            run.append(child)
    if run:
        yield run


def _make_lists(soup: BeautifulSoup) -> None:
    """Paragraphs that only look like lists (Word's, or a bullet typed by hand) become lists, one inside another."""
    open_lists: list[tuple[int, Tag]] = []
    for paragraph in soup.find_all("p"):
        level, marker = _level_and_marker(paragraph)
        if not level:
            continue
        kind = "ol" if COUNTED.match(marker) else "ul"
        if not open_lists or paragraph.find_previous_sibling() is not open_lists[0][1]:
            open_lists = []
        _close_deeper(open_lists, level, kind)
        if not open_lists or open_lists[-1][0] < level:
            opened = soup.new_tag(kind, attrs=_first_number(marker))
            if open_lists:
                open_lists[-1][1].contents[-1].append(opened)
            else:
                paragraph.insert_before(opened)
            open_lists.append((level, opened))
        item = soup.new_tag("li")
        open_lists[-1][1].append(item)
        item.append(paragraph.extract())


def _close_deeper(open_lists: list[tuple[int, Tag]], level: int, kind: str) -> None:
    outer = open_lists[0][1] if open_lists else None
    while open_lists and (open_lists[-1][0] > level or (open_lists[-1][0] == level and open_lists[-1][1].name != kind)):
        open_lists.pop()
    if not open_lists and outer is not None and outer.name == kind:
        # The first line stood further in than this one: it is still the same list.
        open_lists.append((level, outer))


def _first_number(marker: str) -> dict[str, str]:
    number = COUNTED.match(marker)
    return {"start": number[1]} if number and number[1].isdecimal() else {}


def _level_and_marker(paragraph: Tag) -> tuple[int, str]:
    """0 for a paragraph that is no line of a list."""
    level = str(paragraph.get("data-level", ""))
    marker = "".join(element.extract().get_text().strip() for element in paragraph.find_all("span"))
    first = paragraph.find(string=True)
    typed = (MARKER if level else BULLET).match(first) if first and not marker else None
    if typed:
        marker = (typed[1] or typed[2]).strip()
        first.replace_with(first[typed.end() :])
    # A paragraph inside a list that Word continues without a marker is still just a paragraph.
    return (int(level or 1) or 1, marker) if marker else (0, "")


def _number_points(soup: BeautifulSoup) -> None:
    for holder in soup.find_all("ol"):
        first = int(holder.get("start", "1"))
        for place, point in enumerate(holder.find_all("li", recursive=False)):
            point["value"] = str(first + place)

"""What staff paste (from Word, Google Docs, LibreOffice or a web page) as house Markdown."""

import re

from bs4 import PageElement, Tag
from django.utils.translation import gettext as _
from markdownify import MarkdownConverter

from clinic_site.content.pasted_tags import rewritten
from clinic_site.content.pasted_tree import tidy
from clinic_site.markdown import MAX_BYTES, TooLong

MAX_HTML_BYTES = 2_000_000

SPACE = re.compile(r"[\s\u00a0\u2007\u202f]+")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ud800-\udfff]")
# Whatever could begin a mark wherever it stands: emphasis, code, a link, a citation, a placeholder, a cell.
MARKS = re.compile(r"[\\`*_\[{|]|<(?![\s\d=])|&(?=[#\w]*(?:;|\Z))")
# And what begins one only at the start of a line: a heading, a quotation, a point, a box, a fence, a rule.
NUMBERED = re.compile(r"([0-9]{1,9})(?=[.)](?:\s|$))")
STARTS = re.compile(r"(?=#{1,6}(?:\s|$)|>|[-+](?:\s|$)|[-:][-:|\\\s]*$|(?:-\s*){3,}$|=+\s*$|:::|~~~)")
CHARACTER = re.compile(r"\\.|.", re.DOTALL)
ENTITY = re.compile(r"&(?=#?\w+;)")


def as_markdown(html: str) -> str:
    """Markdown with no mark in it but the headings, lists, tables, links and emphasis that the paste itself had.

    What looks like house syntax in the pasted words is escaped, so it stays words. Pictures, and words that were
    struck through or hidden, are left out. Raises TooLong for a paste over MAX_HTML_BYTES or with too many tags, and
    for Markdown over MAX_BYTES.
    """
    if len(html.encode(errors="replace")) > MAX_HTML_BYTES:
        raise TooLong(str(_("What you pasted is larger than 2 MB. Please paste it in smaller pieces.")))
    markdown = _Converter(table_infer_header=True).convert_soup(tidy(rewritten(UNSEEN.sub("", html))))
    markdown = re.sub(r"\n{3,}", "\n\n", markdown).strip()
    if len(markdown.encode()) > MAX_BYTES:
        raise TooLong(str(_("What you pasted is longer than 100 kB. Please split it into two pages.")))
    return f"{markdown}\n" if markdown else ""


class _Converter(MarkdownConverter):
    def process_text(self, el: PageElement, parent_tags: set[str] | None = None) -> str:
        words = MARKS.sub(r"\\\g<0>", SPACE.sub(" ", UNSEEN.sub("", str(el))))
        return words.replace("]", r"\]") if "a" in (parent_tags or ()) else words

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        mark = f"{el['value']}. " if el.get("value") else "- "
        lines = text.strip().split("\n")
        indented = [lines[0], *(f"{' ' * len(mark)}{line}" if line else "" for line in lines[1:])]
        return mark + "\n".join(indented) + "\n" if text.strip() else ""

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "_inline" in parent_tags:
            return f" {text.strip()} "
        lines = filter(None, (_safe_start(line.strip()) for line in text.split("\n")))
        words = _no_picture("  \n".join(lines))
        if not words:
            return ""
        is_first_of_point = el.parent.name == "li" and el.find_previous_sibling() is None
        return f"\n{words}\n" if is_first_of_point else f"\n\n{words}\n\n"

    def convert_br(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return " " if "_inline" in parent_tags else "\n"

    def convert_hN(self, n: int, el: Tag, text: str, parent_tags: set[str]) -> str:  # noqa: N802
        words = _no_picture(SPACE.sub(" ", text).strip())
        # Hashes at the end of a heading are taken for part of its mark.
        words = re.sub(r"(?<!#)(?=#++\Z)", r"\\", words)
        return f"\n\n{'##' if n <= 2 else '###'} {words}\n\n" if words else ""

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f" {_no_picture(SPACE.sub(' ', text).strip())} |"

    convert_th = convert_td

    def convert_a(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        words, address = text.strip(), str(el.get("data-to", ""))
        if not words or not address:
            return text
        before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
        # A link that begins with @ would be a citation.
        words = re.sub(r"\A@", r"\@", SPACE.sub(" ", words))
        return f"{before}[{words}]({ENTITY.sub('&amp;', address)}){after}"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _marked("**", el, text)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _marked("*", el, text)


def _safe_start(line: str) -> str:
    line = NUMBERED.sub(r"\1\\", line, count=1) if NUMBERED.match(line) else line
    return f"\\{line}" if STARTS.match(line) else line


def _no_picture(words: str) -> str:
    """A link after an exclamation mark would be a picture."""
    return re.sub(r"!(?=\[)", r"\!", words)


def _marked(mark: str, el: Tag, text: str) -> str:
    """Emphasis with its outer punctuation left outside, where the mark is sure to be read as one."""
    if "\n" in text or "](" in text:
        return text
    if re.search(r"(?<!\\)\*", text):
        # Emphasis around words of which some are emphasised already has no sure reading.
        return f"{mark}{text}{mark}" if re.fullmatch(r"\*+[^*]+\*+", text) else text
    characters = CHARACTER.findall(text)
    inner = [place for place, character in enumerate(characters) if character[-1].isalnum()]
    if not inner:
        return text
    first, last = inner[0], inner[-1] + 1
    return "".join([*characters[:first], mark, *characters[first:last], mark, *characters[last:]])

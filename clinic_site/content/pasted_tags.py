"""The tags of pasted HTML, read once from left to right and written anew before any parser sees them.

What is dropped here is dropped for cost as much as for safety. The HTML standard repeats a bold that nobody closed in
every paragraph after it and looks through all open elements at each tag, so that 90 kB of paste can fill gigabytes.
Here bold, italic and links become elements of our own, which are never repeated; attributes go, and tags are counted.
"""

import re
from collections.abc import Iterator
from html import escape, unescape
from urllib.parse import quote

from django.utils.translation import gettext_lazy as _

from clinic_site.markdown import TooLong
from clinic_site.markdown.links import ELSEWHERE, LONGEST_ADDRESS

MAX_TAGS = 10_000
# Longer ones are pictures written out as data: addresses, and nothing of them is needed.
LONGEST_VALUE = 10_000

# A quote that is never closed, or a tag that never ends, takes the rest with it, as in a browser.
QUOTED = r"""=\s*+(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z))"""
REST = rf"(?:{QUOTED}|[^>])*+(?:>|\Z)"
UNSEEN = (
    "audio|canvas|iframe|math|noembed|noframes|noscript|object|script|select|style|svg|template|textarea|title|video"
    "|xml|xmp"
)
TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|</?[!?][^>]*+(?:>|\Z)"
    rf"|<(?P<unseen>{UNSEEN})(?=[\s/>]){REST}.*?(?:</(?P=unseen)(?=[\s/>])[^>]*+(?:>|\Z)|\Z)"
    rf"|<(?P<end>/?)(?P<name>[a-z][^\s/>]*+)(?P<rest>{REST})",
    re.DOTALL | re.IGNORECASE,
)
ATTRIBUTE = re.compile(r"""(?<![\w:-])([a-z]++)\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++))""", re.IGNORECASE)
OWN = ("blockquote", "br", "div", "img", "li", "ol", "p", "pre", "span", "sub", "sup", "table", "td", "th", "tr", "ul")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
PARTS = ("address", "article", "aside", "center", "details", "dl", "fieldset", "figure", "footer", "form", "header")
LINES = ("caption", "dd", "dt", "figcaption", "legend", "summary")
WRITTEN_AS = {
    **{name: name for name in (*OWN, *HEADINGS)},
    **dict.fromkeys((*PARTS, "main", "nav", "section"), "div"),
    **dict.fromkeys(LINES, "p"),
    **dict.fromkeys(("b", "strong"), "x-b"),
    **dict.fromkeys(("em", "i"), "x-i"),
    **dict.fromkeys(("del", "s", "strike"), "x-gone"),
    "a": "x-a",
    "hr": "br",
}
BREAKS = {"br", "hr", "img"}
LOOKS = (
    (
        "gone",
        re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*comment|line-through", re.IGNORECASE),
    ),
    ("marker", re.compile(r"mso-list\s*:\s*ignore", re.IGNORECASE)),
    # Word adds mso-bidi-font-weight:normal to what is bold.
    ("light", re.compile(r"(?<![\w-])font-weight\s*:\s*(?:normal|[1-4]00)", re.IGNORECASE)),
    ("upright", re.compile(r"(?<![\w-])font-style\s*:\s*normal", re.IGNORECASE)),
    ("bold", re.compile(r"(?<![\w-])font-weight\s*:\s*(?:bold|[6-9]00)", re.IGNORECASE)),
    ("italic", re.compile(r"(?<![\w-])font-style\s*:\s*italic", re.IGNORECASE)),
)
LEVEL = re.compile(r"mso-list\s*:[^;:]*\blevel([1-9])\b", re.IGNORECASE)
WORD_LIST = re.compile(r"MsoList(?:Paragraph|Bullet|Number)", re.IGNORECASE)
# These would end an address in Markdown, or begin something else inside it.
AWKWARD = re.compile(r"[\x00-\x20\x7f<>\"'`(){}\[\]|\\*\u00a0]")


def rewritten(html: str) -> str:
    """The same words with our own choice of tags; raises TooLong over MAX_TAGS of them."""
    return "".join(_pieces(html))


def _pieces(html: str) -> Iterator[str]:
    end = tags = 0
    for token in TOKEN.finditer(html):
        yield html[end : token.start()].replace("<", "&lt;")
        end = token.end()
        name = (token["name"] or "").lower()
        if name not in WRITTEN_AS:
            continue
        tags += not token["end"]
        if tags > MAX_TAGS:
            raise TooLong(str(_("What you pasted has too many parts. Please paste it in smaller pieces.")))
        yield _tag(name, bool(token["end"]), token["rest"])
    yield html[end:].replace("<", "&lt;")


def _tag(name: str, ends: bool, rest: str) -> str:
    written = WRITTEN_AS[name]
    if ends:
        return "" if name in BREAKS else f"</{written}>"
    kept = "".join(f' {key}="{escape(value)}"' for key, value in _kept(name, _attributes(rest)))
    return f"<{written}{kept}>"


def _attributes(rest: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in ATTRIBUTE.finditer(rest):
        value = next(filter(None, match.groups()[1:]), "")
        found.setdefault(match[1].lower(), _decoded(value) if len(value) <= LONGEST_VALUE else "")
    return found


def _decoded(value: str) -> str:
    # In an attribute, &copy=2 is a parameter called "copy"; only a semicolon makes it a sign.
    return re.sub(r"&#?\w+;", lambda mark: unescape(mark[0]), value)


def _kept(name: str, attributes: dict[str, str]) -> Iterator[tuple[str, str]]:
    style = attributes.get("style", "")
    if looks := " ".join(look for look, pattern in LOOKS if pattern.search(style)):
        yield "data-look", looks
    if level := LEVEL.search(style):
        yield "data-level", level[1]
    elif name == "p" and WORD_LIST.match(attributes.get("class", "")):
        yield "data-level", "0"
    if name == "a" and (address := _address(attributes.get("href", ""))):
        yield "data-to", address
    if name == "ol" and re.fullmatch(r"[0-9]{1,6}", attributes.get("start", ""), re.ASCII):
        yield "start", attributes["start"]
    if name in ("td", "th") and any(attributes.get(span, "1") != "1" for span in ("colspan", "rowspan")):
        yield "data-spans", "yes"
    if name == "img" and {attributes.get("width"), attributes.get("height")} & {"0", "1"}:
        yield "data-look", "gone"


def _address(typed: str) -> str:
    """The address as a Markdown link can hold it, or nothing where the renderer would refuse it."""
    address = AWKWARD.sub(lambda match: quote(match[0]), typed.strip())
    return address if len(address) <= LONGEST_ADDRESS and ELSEWHERE.fullmatch(address) else ""

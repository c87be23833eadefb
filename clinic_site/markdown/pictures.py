import re
from collections.abc import Sequence
from urllib.parse import unquote

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .findings import Findings, findings_of, number_of, plain_text
from .shapes import Figure

LONGEST_ADDRESS = 200
SIZES = "(min-width: 40em) 36rem, 100vw"
LABEL = re.compile(r"(?:^|[,.] )(\d) ")


def pictures(md: MarkdownIt) -> None:
    md.core.ruler.push("house_pictures", _free_figures)
    md.add_render_rule("image", _render)


def _free_figures(state: StateCore) -> None:
    """Take the paragraph away from around pictures that stand alone: a figure can't be inside one."""
    for index, token in enumerate(state.tokens):
        if token.type == "inline" and _stands_alone(token) and state.tokens[index - 1].type == "paragraph_open":
            state.tokens[index - 1].hidden = state.tokens[index + 1].hidden = True
            token.children = [child for child in token.children if child.type == "image"]
            for child in token.children:
                child.meta["alone"] = True


def _stands_alone(inline: Token) -> bool:
    types = {child.type for child in inline.children or ()}
    return "image" in types and types <= {"image", "softbreak", "hardbreak"}


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    token, findings = tokens[index], findings_of(env)
    _report_misuse(token, findings)
    address = str(token.attrs["src"])
    kind, _colon, key = unquote(address).partition(":") if len(address) <= LONGEST_ADDRESS else ("", "", "")
    if kind == "image":
        return _picture(token, key, findings)
    if kind == "drawing":
        return _drawing(token, key, findings)
    message = _("Pictures come from the image library, as ![what it shows](image:key), or are our own drawings.")
    return _missing(token, message, findings)


def _report_misuse(token: Token, findings: Findings) -> None:
    line = token.meta.get("line", 1)
    if not token.meta.get("alone"):
        findings.problem(line, _("Put the picture on a line of its own, with an empty line before and after it."))
    if "title" in token.attrs:
        findings.problem(line, _("Write the caption in the image library, and take out the words in quotation marks."))
    if any(child.type in ("placeholder", "citation") for child in token.children or ()):
        findings.problem(line, _("Describe the picture in plain words, without {{…}} and without citations."))


def _missing(token: Token, message: object, findings: Findings) -> str:
    findings.problem(token.meta.get("line", 1), message)
    return escapeHtml(plain_text(token.children))


def _picture(token: Token, key: str, findings: Findings) -> str:
    figure = findings.library.figure(key)
    if figure is None:
        message = _("There is no picture “%(key)s” in the image library. Add it there, or correct the key.")
        return _missing(token, message % {"key": key}, findings)
    number_of(key, findings.images)
    if not figure.alt and not figure.decoration:
        message = _("Say what the picture “%(key)s” shows, or mark it as decoration, in the image library.")
        findings.problem(token.meta.get("line", 1), message % {"key": key})
    alt = "" if figure.decoration else plain_text(token.children) or figure.alt
    if token.meta.get("alone"):
        return _figure(figure, alt)
    # Inside a sentence nothing can fold, and no one is shown a needle without asking for it.
    return escapeHtml(alt) if figure.shows_needle else _bare_picture(figure, alt)


def _figure(figure: Figure, alt: str) -> str:
    html = f"<figure>{_bare_picture(figure, alt)}{_caption(figure)}</figure>"
    return _folded(html, _("Show a picture with the needle")) if figure.shows_needle else html


def _folded(html: str, summary: object) -> str:
    return f'<details class="needle"><summary>{escapeHtml(str(summary))}</summary>{html}</details>'


def _bare_picture(figure: Figure, alt: str) -> str:
    types = dict.fromkeys(source.type for source in figure.sources)
    sources = "".join(_source(figure, kind) for kind in types)
    return (
        f'<picture>{sources}<img src="{escapeHtml(figure.fallback)}" alt="{escapeHtml(alt)}"'
        f' width="{figure.width}" height="{figure.height}" loading="lazy" decoding="async"></picture>'
    )


def _source(figure: Figure, kind: str) -> str:
    widths = ", ".join(f"{source.url} {source.width}w" for source in figure.sources if source.type == kind)
    return f'<source type="{escapeHtml(kind)}" srcset="{escapeHtml(widths)}" sizes="{SIZES}">'


def _caption(figure: Figure) -> str:
    credit = f'<span class="credit">{escapeHtml(figure.credit)}</span>' if figure.credit else ""
    words = " ".join(filter(None, [escapeHtml(figure.caption), credit]))
    return f"<figcaption>{words}</figcaption>" if words else ""


def _drawing(token: Token, name: str, findings: Findings) -> str:
    drawing = findings.library.drawing(name)
    if drawing is None:
        message = _("There is no drawing “%(name)s”. Correct the name, or ask for the drawing to be made.")
        return _missing(token, message % {"name": name}, findings)
    number_of(name, findings.drawings)
    place = f'<span data-drawing="{escapeHtml(name)}"></span>'
    if not token.meta.get("alone"):
        return escapeHtml(drawing.alt) if drawing.shows_needle else place
    caption = plain_text(token.children)
    if drawing.shows_needle:
        return _folded(_with_caption(place, escapeHtml(caption)), _("Show a drawing with the needle"))
    return _with_caption(place, _labels(caption))


def _with_caption(place: str, caption: str) -> str:
    return f'<figure class="drawing">{place}{caption and f"<figcaption>{caption}</figcaption>"}</figure>'


def _labels(caption: str) -> str:
    """“1 skin, 2 fat. Words.” is a list that counts as the drawing does, and a paragraph. Else the words as typed."""
    lead, *parts = LABEL.split(caption)
    numbers, labels = parts[::2], parts[1::2]
    if lead or len(labels) < 2 or numbers != [str(number) for number in range(1, len(numbers) + 1)]:
        return escapeHtml(caption)
    labels[-1], _stop, after = labels[-1].partition(". ")
    items = "".join(f"<li>{escapeHtml(label.removesuffix('.'))}</li>" for label in labels)
    return f"<ol>{items}</ol>" + (after and f"<p>{escapeHtml(after)}</p>")

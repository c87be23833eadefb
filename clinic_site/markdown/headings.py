import re
import unicodedata
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .findings import Findings, findings_of, line_of, plain_text
from .shapes import Heading

# The page title is the h1, and four levels are as deep as a reader can follow.
LEVELS = {"h1": "h2", "h2": "h2", "h3": "h3", "h4": "h4", "h5": "h4", "h6": "h4"}
SLUG_LENGTH = 80


def headings(md: MarkdownIt) -> None:
    md.core.ruler.push("house_headings", _shift)
    md.add_render_rule("heading_open", _render_open)


def _shift(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = LEVELS[token.tag]
        if token.type == "heading_open" and not plain_text(state.tokens[index + 1].children):
            findings_of(state.env).problem(line_of(token), _("This heading has no words. Write them, or take it out."))
            token.hidden = state.tokens[index + 2].hidden = True


def _render_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    token, findings = tokens[index], findings_of(env)
    if token.hidden:
        return ""
    text = plain_text(tokens[index + 1].children)
    anchor = _anchor(text, findings)
    findings.headings.append(Heading(int(token.tag[1]), text, anchor))
    return f'<{token.tag} id="{anchor}">'


def slug(text: str) -> str:
    """Lower-case letters and digits of any script, accents removed, joined by hyphens; never empty."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.lower()) if not unicodedata.combining(c))
    words = "-".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFC", bare)))
    return words[:SLUG_LENGTH].strip("-") or "section"


def _anchor(text: str, findings: Findings) -> str:
    base = f"{findings.prefix}h-{slug(text)}"
    anchor = base
    while anchor in findings.anchors:
        findings.anchors[base] += 1
        anchor = f"{base}-{findings.anchors[base]}"
    findings.anchors[anchor] = 1
    return anchor

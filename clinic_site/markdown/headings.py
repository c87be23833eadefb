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
# What a page about a treatment owes its readers, said by the writer and not guessed: “## What can go wrong {risks}”.
SECTIONS = ("benefits", "risks", "alternatives", "no-treatment", "next")
SECTION = re.compile(r"\{([a-z-]+)\}\Z")


def headings(md: MarkdownIt) -> None:
    md.core.ruler.push("house_headings", _shift)
    md.add_render_rule("heading_open", _render_open)


def _shift(state: StateCore) -> None:
    for index, token in enumerate(state.tokens):
        if token.type not in ("heading_open", "heading_close"):
            continue
        token.tag = LEVELS[token.tag]
        if token.type == "heading_open":
            _take_section(state, token, state.tokens[index + 1])
        if token.type == "heading_open" and not plain_text(state.tokens[index + 1].children):
            findings_of(state.env).problem(line_of(token), _("This heading has no words. Write them, or take it out."))
            token.hidden = state.tokens[index + 2].hidden = True


def _take_section(state: StateCore, token: Token, inline: Token) -> None:
    """Readers don't see the mark; the text before it stays as it is."""
    last = inline.children[-1] if inline.children else None
    mark = SECTION.search(last.content.rstrip()) if last is not None and last.type == "text" else None
    if mark is None:
        return
    if mark[1] not in SECTIONS:
        message = _("{%(mark)s} is no mark of a section. Write one of %(known)s, or take it out.")
        known = ", ".join("{" + name + "}" for name in SECTIONS)
        findings_of(state.env).problem(line_of(token), message % {"mark": mark[1], "known": known})
        return
    last.content = last.content[: mark.start()].rstrip()
    findings_of(state.env).sections[mark[1]] = len(findings_of(state.env).sections) + 1


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

from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from .findings import findings_of, plain_text

# A head is said again in each cell below it, so a long one would swell the page.
LONGEST_HEAD = 40


def tables(md: MarkdownIt) -> None:
    md.enable("table")
    md.add_render_rule("table_open", _render_open)
    md.add_render_rule("table_close", _render_close)
    md.add_render_rule("th_open", _render_cell)
    md.add_render_rule("td_open", _render_cell)


def _render_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    findings = findings_of(env)
    findings.tables += 1
    _name_cells(tokens[index:])
    label = escapeHtml(str(_("Table %(number)s") % {"number": findings.tables}))
    # A wide table scrolls inside its own region, which the keyboard must be able to reach.
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table>\n'


def _name_cells(tokens: Sequence[Token]) -> None:
    """On a phone each row becomes a card, and its cells say what they are; the first one is the card's title."""
    heads: list[str] = []
    column = 0
    for place, token in enumerate(tokens):
        if token.type == "table_close":
            return
        if token.type == "tr_open":
            column = 0
        elif token.type == "th_open":
            heads.append(plain_text(tokens[place + 1].children))
        elif token.type == "td_open":
            head = heads[column] if column < len(heads) else ""
            if column and tokens[place + 1].content and len(head) <= LONGEST_HEAD:
                token.meta["head"] = head
            column += 1


def _render_close(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    return "</table></div>\n"


def _render_cell(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    token = tokens[index]
    # Inline styles are refused by the content security policy.
    style = token.attrs.pop("style", None)
    if token.tag == "th":
        token.attrSet("scope", "col")
    if style:
        token.attrSet("class", "ta-" + str(style).removeprefix("text-align:"))
    head = token.meta.get("head")
    said = f'<span class="head">{escapeHtml(head)}: </span>' if head else ""
    return renderer.renderToken(tokens, index, options, env) + said

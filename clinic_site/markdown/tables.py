from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from .findings import findings_of


def tables(md: MarkdownIt) -> None:
    md.enable("table")
    md.add_render_rule("table_open", _render_open)
    md.add_render_rule("table_close", _render_close)
    md.add_render_rule("th_open", _render_cell)
    md.add_render_rule("td_open", _render_cell)


def _render_open(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    findings = findings_of(env)
    findings.tables += 1
    label = escapeHtml(str(_("Table %(number)s") % {"number": findings.tables}))
    # A wide table scrolls inside its own region, which the keyboard must be able to reach.
    return f'<div class="scroll" role="region" tabindex="0" aria-label="{label}"><table>\n'


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
    return renderer.renderToken(tokens, index, options, env)

import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .findings import findings_of

MARK = re.compile(r"\{\{([^{}\n]{1,100})\}\}")


def placeholders(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "placeholder", _placeholder)
    md.add_render_rule("placeholder", _render)


def _placeholder(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith("{{", state.pos):
        return False
    mark = MARK.match(state.src, state.pos, state.posMax)
    if mark is None:
        return False
    if not silent:
        token = state.push("placeholder", "", 0)
        token.content = mark.group(1).strip()
        token.markup = mark.group()
    state.pos = mark.end()
    return True


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    token, findings = tokens[index], findings_of(env)
    if token.content in findings.library.placeholders:
        return f'<span data-fill="{escapeHtml(token.content)}"></span>'
    names = ", ".join(sorted(findings.library.placeholders))
    message = _("The clinic profile has no value “%(name)s”. Use one of these: %(names)s.")
    findings.problem(token.meta.get("line", 1), message % {"name": token.content, "names": names})
    return escapeHtml(token.markup)

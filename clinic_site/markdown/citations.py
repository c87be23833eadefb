import re
from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .findings import Findings, findings_of, number_of

MARK = re.compile(r"\[@[^\[\]\n]{0,1000}\]")
KEYS = re.compile(r"\[@[A-Za-z0-9_.-]+(?:; *@[A-Za-z0-9_.-]+)*\]\Z")


def citations(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "citation", _citation)
    md.add_render_rule("citation", _render)


def _citation(state: StateInline, silent: bool) -> bool:
    # In look-ahead the mark counts as ordinary brackets; otherwise a link whose words hold a citation is no link.
    if silent or not state.src.startswith("[@", state.pos):
        return False
    mark = MARK.match(state.src, state.pos, state.posMax)
    if mark is None:
        return False
    token = state.push("citation", "", 0)
    token.markup = mark.group()
    state.pos = mark.end()
    return True


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    token, findings = tokens[index], findings_of(env)
    keys = _known_keys(token, findings)
    if not keys:
        return escapeHtml(token.markup)
    marks = ", ".join(_mark(number_of(key, findings.citations), token, findings) for key in keys)
    return f'<span class="cites">[{marks}]</span>'


def _known_keys(token: Token, findings: Findings) -> list[str]:
    line = token.meta.get("line", 1)
    if not KEYS.match(token.markup):
        findings.problem(line, _("Write a citation as [@Key], or several as [@Key1; @Key2]."))
        return []
    known = []
    for key in dict.fromkeys(part.strip(" @") for part in token.markup[1:-1].split(";")):
        if findings.library.has_reference(key):
            known.append(key)
        else:
            message = _("There is no reference “%(key)s” in the evidence library. Add it there, or correct the key.")
            findings.problem(line, message % {"key": key})
    return known


def _mark(number: int, token: Token, findings: Findings) -> str:
    words = escapeHtml(str(_("source %(number)s") % {"number": number}))
    if token.meta.get("in_link"):
        return words
    return f'<a class="cite" href="#{findings.prefix}source-{number}">{words}</a>'

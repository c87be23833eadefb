"""Medical words, marked as `[[trigger point]]`: at their first use a page says the plain words first.

Where words are read out of order or stand in a link, they stay alone, and the first use is still to come.
"""

import re
from collections.abc import Iterator, Sequence

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from .findings import Findings, findings_of, number_of

MARK = re.compile(r"\[\[(?!@)([^\[\]\n]{1,80})\]\]")
# A heading, the head of a table, and the title of a box.
ALONE = {"heading_open", "th_open", "box_h2_open", "box_h3_open"}
SENTENCE_STARTS = re.compile(r"(?:^|[.!?…][\"'”’)]*\s+)[\"'“‘(]*\Z")
TAIL = 12


def terms(md: MarkdownIt) -> None:
    md.inline.ruler.before("link", "term", _term)
    md.core.ruler.push("house_terms", _settle)
    md.add_render_rule("term", _render)


def _term(state: StateInline, silent: bool) -> bool:
    # In look-ahead the mark counts as ordinary brackets; otherwise a link whose words hold a mark is no link.
    if silent or not state.src.startswith("[[", state.pos):
        return False
    mark = MARK.match(state.src, state.pos, state.posMax)
    if mark is None or not mark[1].strip():
        return False
    token = state.push("term", "", 0)
    token.content = mark[1].strip()
    token.meta["is_link"] = state.src.startswith("(", mark.end())
    state.pos = mark.end()
    return True


def _settle(state: StateCore) -> None:
    """Leaves one token of this kind for each term, where it is explained; every other mark becomes its words."""
    findings = findings_of(state.env)
    for place, inline in enumerate(state.tokens):
        is_alone = place > 0 and state.tokens[place - 1].type in ALONE
        links, said = 0, ""
        for child in inline.children or ():
            links += child.nesting if child.type in ("link_open", "link_close") else 0
            may_explain = child.type == "term" and not is_alone and not links
            for mark in _marks([child]):
                _settle_one(mark, said, findings, line=child.meta["line"], may_explain=may_explain)
            said = _tail(said, child)


def _marks(children: list[Token] | None) -> Iterator[Token]:
    """With those in the description of a picture."""
    for child in children or ():
        if child.type == "term":
            yield child
        elif child.type == "image":
            yield from _marks(child.children)


def _tail(said: str, child: Token) -> str:
    """What stands before the next token, as far as it tells whether a sentence has ended."""
    if child.type in ("softbreak", "hardbreak"):
        return f"{said} "[-TAIL:]
    # A source's mark ends no sentence and begins none.
    return said if child.type == "citation" else (said + child.content)[-TAIL:]


def _settle_one(token: Token, said: str, findings: Findings, *, line: int, may_explain: bool) -> None:
    term = findings.library.term(token.content)
    if term is None:
        message = _("There is no term “%(words)s” in the glossary. Add it there, or take the [[ ]] away.")
        findings.problem(line, message % {"words": token.content})
    elif token.meta["is_link"]:
        message = _("A link takes one pair of brackets. Write [%(words)s](…), and mark the term somewhere else.")
        findings.problem(line, message % {"words": token.content})
    if term is None or not may_explain or term.key in findings.terms:
        token.type = "text"
        return
    number_of(term.key, findings.terms)
    token.meta["plain"] = term.plain
    if token.content[0].isupper() and SENTENCE_STARTS.search(said):
        token.meta["plain"] = term.plain[:1].upper() + term.plain[1:]
        token.content = _small(token.content)


def _small(words: str) -> str:
    """The words as in the middle of a sentence; what is written in capitals stays so."""
    return words if words[1:2].isupper() or not words[1:2].isalpha() else words[0].lower() + words[1:]


def _render(renderer: RendererHTML, tokens: Sequence[Token], index: int, options: object, env: dict) -> str:
    token = tokens[index]
    return f"{escapeHtml(token.meta['plain'])} (<dfn>{escapeHtml(token.content)}</dfn>)"

"""Callouts: `:::` lines at the margin that come in pairs and fence off one box; boxes never nest."""

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from .boxes import box
from .findings import Findings, findings_of, line_of


def callouts(md: MarkdownIt) -> None:
    md.block.ruler.before("fence", "callout", _marker, {"alt": ["paragraph", "reference", "blockquote", "list"]})
    md.core.ruler.after("block", "house_callouts", _pair_markers)


def _marker(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = state.src[state.bMarks[start] + state.tShift[start] : state.eMarks[start]]
    if not line.startswith(":::") or state.is_code_block(start):
        return False
    if not silent:
        token = state.push("callout_marker", "", 0)
        token.map = [start, start + 1]
        token.info = line.lstrip(":").strip()
        state.line = start + 1
    return True


def _pair_markers(state: StateCore) -> None:
    pairing = _Pairing(findings_of(state.env))
    for token in state.tokens:
        if token.type == "callout_marker":
            pairing.mark(token)
        else:
            pairing.keep(token)
    pairing.leave_open_box()
    state.tokens = pairing.tokens


class _Pairing:
    """Walks the blocks once; what is fenced wrongly is kept as ordinary text, so that nothing written is lost."""

    def __init__(self, findings: Findings) -> None:
        self.findings = findings
        self.tokens: list[Token] = []
        self.body: list[Token] = []
        self.opener: Token | None = None
        self.heading = "h2"

    def keep(self, token: Token) -> None:
        (self.body if self.opener else self.tokens).append(token)
        if token.type == "heading_open" and token.tag in ("h1", "h2"):
            self.heading = "h3"

    def mark(self, marker: Token) -> None:
        if marker.level:
            message = _("Put the ::: line at the margin, outside lists and quotations.")
            self.findings.problem(line_of(marker), message)
            self.keep(Token("text", "", 0, content="\n", level=marker.level))
        elif marker.info:
            self.leave_open_box()
            self.opener = marker
            marker.tag = self.heading
        elif self.opener:
            self.tokens += box(self.opener, self.body, self.findings)
            self.opener, self.body = None, []
        else:
            message = _("This ::: closes nothing. Take it out, or start the box above it, as in “::: note Title”.")
            self.findings.problem(line_of(marker), message)

    def leave_open_box(self) -> None:
        if self.opener is None:
            return
        message = _("This box has no end. Write ::: on a line of its own after it; a box can't hold another box.")
        self.findings.problem(line_of(self.opener), message)
        self.tokens += self.body
        self.opener, self.body = None, []

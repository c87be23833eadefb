import re

from django.utils.translation import gettext_lazy as _
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock, table
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from .findings import Findings, findings_of, line_of
from .shapes import MAX_BYTES, TooLong

# Steps and cells are counted, not seconds: whether a body is refused must not depend on how busy the machine is.
MAX_STEPS = 40_000
# A heading costs more than a paragraph: its anchor, its place in the list, and the checks of each section.
STEPS_OF_A_HEADING = 5
# "<" may begin an address, which is taken apart and put together again.
STEPS_OF_AN_ADDRESS = 6
MAX_CELLS = 2_000
MAX_HTML = 20 * MAX_BYTES

UNWRITABLE = re.compile("[\x00\ud800-\udfff]")


def readable(source: str) -> str:
    """The source with one kind of line end and no character that can't be stored; raises TooLong over MAX_BYTES."""
    if len(source) > MAX_BYTES:
        raise _too_long()
    source = UNWRITABLE.sub("\N{REPLACEMENT CHARACTER}", source.replace("\r\n", "\n").replace("\r", "\n"))
    if len(source.encode()) > MAX_BYTES:
        raise _too_long()
    return source


def _too_long() -> TooLong:
    return TooLong(str(_("This text is longer than 100 kB. Please split it into two pages.")))


def not_swollen(html: str) -> str:
    """The same HTML; raises TooLong where a short text became a very long page."""
    if len(html) > MAX_HTML:
        raise TooLong(str(_("This text makes a page that is too big to show. Please split it into two pages.")))
    return html


def limit_work(md: MarkdownIt) -> None:
    md.block.ruler.at("table", _counted_table, {"alt": ["paragraph", "reference"]})
    # Counted in look-ahead as well: a quotation that looks for its end, again and again, is where time goes.
    md.block.ruler.before(
        "table", "steps", _count_block_step, {"alt": ["paragraph", "reference", "blockquote", "list"]}
    )
    md.inline.ruler.before("text", "steps", _count_inline_step)
    md.core.ruler.after("block", "house_depth", _report_depth)
    md.core.ruler.after("block", "house_headings", _count_headings)


def _count_block_step(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    # A block costs about twice as much to build as a look at one.
    _count(1 if silent else 2, findings_of(state.env))
    return False


def _count_inline_step(state: StateInline, silent: bool) -> bool:
    _count(STEPS_OF_AN_ADDRESS if state.src[state.pos] == "<" else 1, findings_of(state.env))
    return False


def _count(steps: int, findings: Findings) -> None:
    findings.steps += steps
    if findings.steps > MAX_STEPS:
        message = _("This text has too many marks (such as * [ ] | and list lines). Please split it into two pages.")
        raise TooLong(str(message))


def _counted_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    if not table(state, start, end, True):
        return False
    if not silent:
        _count_cells(state, start, end)
    return table(state, start, end, silent)


def _count_cells(state: StateBlock, start: int, end: int) -> None:
    columns = state.src[state.bMarks[start + 1] : state.eMarks[start + 1]].strip("| \t").count("|") + 1
    last = start + 1
    while last + 1 < end and not state.isEmpty(last + 1):
        last += 1
    findings = findings_of(state.env)
    findings.cells += columns * (last - start)
    if findings.cells > MAX_CELLS:
        raise TooLong(str(_("The tables here have more than 2,000 cells. Please make them smaller or split the page.")))


def _count_headings(state: StateCore) -> None:
    headings = sum(token.type == "heading_open" for token in state.tokens)
    _count(headings * STEPS_OF_A_HEADING, findings_of(state.env))


def _report_depth(state: StateCore) -> None:
    # The parser leaves out, without a word, whatever lies deeper than its own limit.
    deepest = state.md.options["maxNesting"] - 1
    for token in state.tokens:
        if token.nesting == 1 and token.level >= deepest:
            message = _("These lists or quotations are too deep, and words are left out. Use two levels at most.")
            findings_of(state.env).problem(line_of(token), message)

"""The numbers box: how many out of 100 or 10,000, each with its other side.

A risk told by halves sounds larger or smaller than it is, and figures with different denominators can't be compared.
So a page has one box for each of the two denominators, and the other side is computed, never typed.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from markdown_it.token import Token

from .elements import PLAIN_ITEM, element, is_one_list, markdown, section
from .findings import Findings, line_of

TITLE = re.compile(r"(100|10,000) +(\S.*)")
LINE = re.compile(
    r"(?P<number>(?:[0-9]{1,5}|[0-9]{1,2},[0-9]{3})(?:\.[0-9])?) *:"
    r"(?P<one>(?:(?!\[@)[^|\n])+)\|(?P<other>(?:(?!\[@)[^|\n])+)"
    r"(?P<sources>(?:\[@[^\[\]\n]*\] *)*)\.?"
)
# Each dot array is some kilobytes once it is drawn, and nobody compares more lines than this.
MOST_LINES = 10


def numbers_box(title: str, opener: Token, body: list[Token], findings: Findings) -> list[Token]:
    """The tokens of one numbers box; what doesn't fit is reported and kept as typed."""
    named = TITLE.fullmatch(title)
    if named is None:
        message = _("Begin with 100 or 10,000 and say what is counted, as in “::: numbers 100 treatments”.")
        findings.problem(line_of(opener), message)
        return body
    if named[1] in findings.denominators:
        message = _("This page already has a box of numbers out of %(number)s. Put all the lines into that one.")
        findings.problem(line_of(opener), message % {"number": named[1]})
        return body
    findings.denominators.add(named[1])
    if is_one_list(body, "bullet_list_open"):
        body = _lines(body, int(named[1].replace(",", "")), findings)
    else:
        message = _("This box holds one list and nothing else: start each line with a hyphen and a space.")
        findings.problem(line_of(opener), message)
    return section("numbers", [markdown(str(_("Out of %(count)s") % {"count": title}), opener)], opener, body, findings)


def _lines(body: list[Token], denominator: int, findings: Findings) -> list[Token]:
    items = list(_items(body))
    if len(items) > MOST_LINES:
        message = _("A box of numbers has at most ten lines. Leave out what matters least to the reader.")
        findings.problem(line_of(items[MOST_LINES][0]), message)
    shown = [_line(item, denominator, findings) for item in items[:MOST_LINES]]
    return [body[0], *(token for item in shown + items[MOST_LINES:] for token in item), body[-1]]


def _items(body: list[Token]) -> Iterator[list[Token]]:
    start = 0
    for index, token in enumerate(body):
        if token.type == "list_item_open" and token.level == 1:
            start = index
        elif token.type == "list_item_close" and token.level == 1:
            yield body[start : index + 1]


def _line(item: list[Token], denominator: int, findings: Findings) -> list[Token]:
    typed = LINE.fullmatch(item[2].content) if [token.type for token in item] == PLAIN_ITEM else None
    one, other = (typed[side].strip(" .") for side in ("one", "other")) if typed else ("", "")
    if not (one and other):
        message = _("Write this line as “- 8: had a bruise | did not [@Key]”: a number, both sides, sources last.")
        findings.problem(line_of(item[0]), message)
        return item
    number = Decimal(typed["number"].replace(",", ""))
    if number > denominator:
        message = _("This number is larger than %(number)s. Write how many out of %(number)s it was.")
        findings.problem(line_of(item[0]), message % {"number": f"{denominator:,}"})
        return item
    sentences = f"{_about(number, one)} {_about(denominator - number, other)} {typed['sources']}".rstrip()
    return element("li", [markdown(sentences, item[0]), *_dots(number, denominator)])


def _about(number: Decimal, words: str) -> str:
    return str(_("About %(number)s %(words)s.") % {"number": f"{number:,}", "words": words})


def _dots(number: Decimal, denominator: int) -> list[Token]:
    """A place for the 100 dots; a part of a dot would say less than the sentence does."""
    is_whole = number == number.to_integral_value()
    return element("span", [], data_dots=str(int(number))) if denominator == 100 and is_whole else []

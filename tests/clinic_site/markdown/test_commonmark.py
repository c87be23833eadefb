"""The 652 examples of CommonMark 0.31.2, and exactly which of them the house rules change."""

import re
from functools import cache
from pathlib import Path

import pytest

from clinic_site.markdown import parser
from clinic_site.markdown.terms import MARK

pytestmark = pytest.mark.node

SPEC = Path(__file__).parents[2] / "node_modules/commonmark-spec/spec.txt"
EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)

# A "<" that starts typed HTML, not an autolink or a link's address.
TAG_START = re.compile(r"<(?=[A-Za-z/!?])(?![a-z]+:|\S+@)")
# Here the "<" could start an address too, so the words are given.
READ_AS_TEXT = {
    201: "<p>[foo]: &lt;bar&gt;(baz)</p>\n<p>[foo]</p>\n",
    494: "<p>[a](&lt;b)c\n[a](&lt;b)c&gt;\n[a](&lt;b&gt;c)</p>\n",
}
WITH_TYPED_HTML = {
    *(21, 31, *range(148, 192), 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536),
    *(*range(613, 618), 623, *range(625, 632), 642, 643),
}

WITH_HEADINGS = {
    *(10, 59, 62, 66, 67, 68, *range(71, 85), 86, 89, 90, 91, 95, 96, 102, 103, 115, 141),
    *(214, 215, *range(227, 231), 232, 300, 646, 647),
}
WITH_PICTURES = {517, 520, 531, *range(572, 590), 591}
WITH_LINKS = {
    *(20, 22, 23, 32, 33, *range(192, 197), 198, 200, *range(202, 207), *range(214, 219), 346, 404, 419, 422, 433),
    *(473, 474, *range(480, 488), 489, 492, 495, 496, *range(498, 508), 509, 510, 512, *range(514, 520), 521, 522),
    *(*range(526, 536), *range(538, 545), 549, 550, *range(553, 563), *range(564, 572)),
    *(*range(593, 597), *range(598, 602), 603),
}
WITH_TERMS = {548, 559, 590}


@cache
def examples() -> dict[int, tuple[str, str]]:
    found = EXAMPLE.findall(SPEC.read_text(encoding="utf-8").replace("→", "\t"))
    return dict(enumerate(found, start=1))


def without_empty_line(html: str) -> str:
    """An empty quotation may hold a line end or nothing: the one freedom the comparison leaves."""
    return html.replace("<blockquote>\n</blockquote>", "<blockquote></blockquote>")


def changed(before, after) -> set[int]:
    return {number for number, (source, _html) in examples().items() if before.render(source) != after.render(source)}


def test_there_are_652_examples():
    assert len(examples()) == 652


def test_without_house_rules_every_example_is_met_byte_for_byte():
    plain = parser(house_rules=False, raw_html=True)

    missed = [
        number
        for number, (source, html) in examples().items()
        if without_empty_line(plain.render(source)) != without_empty_line(html)
    ]

    assert missed == []


def test_typed_html_is_read_as_text_and_nothing_else_changes():
    raw, closed = parser(house_rules=False, raw_html=True), parser(house_rules=False)

    for number in WITH_TYPED_HTML:
        source, _html = examples()[number]
        as_text = raw.render(TAG_START.sub("‹", source)).replace("‹", "&lt;")
        assert closed.render(source) == READ_AS_TEXT.get(number, as_text), number

    assert changed(raw, closed) == WITH_TYPED_HTML


def test_house_rules_change_headings_pictures_links_and_terms_and_nothing_else():
    plain, house = parser(house_rules=False, raw_html=True), parser(raw_html=True)

    assert changed(plain, house) == WITH_HEADINGS | WITH_PICTURES | WITH_LINKS | WITH_TERMS


@pytest.mark.parametrize(
    ("numbers", "tag"), [(WITH_HEADINGS, "<h[1-6]>"), (WITH_PICTURES, "<img "), (WITH_LINKS, "<a ")]
)
def test_each_named_example_holds_what_its_rule_is_about(numbers, tag):
    without = [number for number in numbers if not re.search(tag, examples()[number][1])]

    assert without == []


def test_the_examples_with_two_brackets_are_the_ones_with_terms():
    assert {number for number, (source, _html) in examples().items() if MARK.search(source)} == WITH_TERMS

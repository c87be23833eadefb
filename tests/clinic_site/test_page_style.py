"""The style that stands in every public page: the same rules as in the sheets, and the only one a browser takes."""

import gzip
import re
from html import unescape

import pytest
import tinycss2
from bs4 import BeautifulSoup

from clinic_site.middleware import PREVIEW, PUBLIC, STAFF
from clinic_site.page_style import PAPER, SCREEN, bare, digest_of, page_style, read
from tests.clinic_site.views.given import public

# In bytes, packed as it is in a page; with the longest question it fits into the first flight of packets.
MOST = 5_600
NESTING = {"media", "container"}


def rules(style: str) -> list:
    """What a parser finds: media and selectors, and in them rules or name and value."""
    return [told(rule) for rule in tinycss2.parse_stylesheet(style, skip_comments=True, skip_whitespace=True)]


def told(rule) -> tuple:
    if rule.type == "at-rule" and rule.lower_at_keyword in NESTING:
        inside = tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True)
        return rule.lower_at_keyword, words(rule.prelude), [told(one) for one in inside]
    lines = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return rule.type, words(rule.prelude), [(line.name, words(line.value), line.important) for line in lines]


def words(tokens) -> str:
    """With the spaces that tell two selectors apart."""
    found = ""
    for token in tokens:
        if token.type == "whitespace":
            found += " "
        elif token.type == "function":
            found += f"{token.name}({words(token.arguments)})"
        elif token.type == "() block":
            found += f"({words(token.content).replace(' ', '')})"
        elif token.type != "comment":
            found += token.serialize()
    return re.sub(" *, *", ",", re.sub(" +", " ", found)).strip()


@pytest.mark.parametrize("sheet", [*SCREEN, PAPER])
def test_a_sheet_without_its_empty_space_has_the_same_rules(sheet):
    before = rules(read(sheet))

    assert rules(bare(read(sheet))) == before
    assert sum(len(inside) for _kind, _where, inside in before) > 20


def test_the_comparison_notices_a_space_that_a_selector_needs():
    assert rules(".a :is(b){c:d}") != rules(".a:is(b){c:d}")


@pytest.mark.parametrize(
    ("style", "packed"),
    [
        ("/* why */\na { color : red; }\n\n", "a{color :red}"),
        (".a :is(b, c) > d { margin: 0 auto }", ".a :is(b,c) > d{margin:0 auto}"),
        (".a :not(:has(b))::before { content: '›' / '' }", ".a :not(:has(b))::before{content:'›' / ''}"),
        ("@media print, (min-width: 40em) { a { b: c; } }", "@media print,(min-width:40em){a{b:c}}"),
        ("a { width: calc(1em + 2px) }", "a{width:calc(1em + 2px)}"),
    ],
)
def test_only_what_says_nothing_is_left_out(style, packed):
    assert bare(style) == packed


def test_a_later_sheet_wins_and_paper_comes_last_under_its_own_medium():
    places = [page_style().index(bare(read(sheet))) for sheet in (*SCREEN, PAPER)]

    assert places == sorted(places)
    assert page_style().endswith(f"@media print{{{bare(read(PAPER))}}}")


def test_it_is_small_and_ends_no_element():
    assert len(gzip.compress(page_style().encode(), 9)) <= MOST
    assert "<" not in page_style()


def test_a_page_can_be_read_without_fetching_anything_else(clinic, client):
    page = public(clinic, "sore")

    for address in ("/", page.path, "/faq/", "/articles/", "/topics/", "/contact/", "/evidence/", "/nowhere/"):
        head = BeautifulSoup(client.get(address).content, "html.parser").head
        assert [style.string for style in head.find_all("style")] == [page_style()]
        assert [link["rel"] for link in head.find_all("link") if link["rel"] == ["stylesheet"]] == []
        assert head.find_all("script", src=True) == []


def test_a_script_makes_no_page_wait(clinic, client):
    html = BeautifulSoup(client.get(public(clinic, "sore").path).content, "html.parser")

    assert [script.has_attr("defer") for script in html.find_all("script", src=True)] == [True]


@pytest.mark.parametrize("directives", [PUBLIC, STAFF, PREVIEW], ids=["public", "staff", "preview"])
def test_the_policy_names_this_style_and_lets_no_other_in(directives):
    assert directives["style-src"] == f"'self' {digest_of(page_style())}"


def test_the_style_in_a_page_is_the_one_that_the_policy_names(clinic, client):
    answer = client.get(public(clinic, "sore").path)

    style = answer.content.decode().partition("<style>")[2].partition("</style>")[0]

    assert digest_of(style) in answer["Content-Security-Policy"]
    assert unescape(style) == style


def test_no_page_looks_like_the_password_file_to_a_scanner():
    """Nikto takes a page that answers to any /etc/passwd for one when it finds these letters in it."""
    assert "root:" not in page_style()

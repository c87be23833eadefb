"""Hostile HTML in the clipboard: whatever comes in, readers get plain elements and no house mark."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_site.content.pasted import as_markdown
from clinic_site.markdown import Rendered, TooLong
from tests.clinic_site.markdown.allowed import ATTRIBUTES, Walk
from tests.clinic_site.markdown.shelf import shown
from tests.hostile.inert import live_parts
from tests.hostile.pasted.payloads import ADDRESSES, FRAMES, MARKUP, PIECES, WORD_MARKUP
from tests.hostile.payloads import EVENTS, HOUSE_MARKS, MUTATIONS, SHAPES

ALLOWED = {"a", "blockquote", "br", "div", "em", "h2", "h3", "li", "ol", "p", "strong"}
ALLOWED |= {"table", "tbody", "td", "th", "thead", "tr", "ul"}
SCHEME = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
DEEP = 9_000
steady = settings(deadline=None, derandomize=True)


def faults(page: Rendered) -> list[str]:
    walk = Walk(page.html)
    found = walk.faults + live_parts(page.html)
    for tag, attributes in walk.tags:
        # Before each cell of a table its heading is said again, for phones.
        if tag not in ALLOWED and (tag, attributes) != ("span", {"class": "head"}):
            found.append(f"tag {tag}")
        found += [f"{tag} {name}" for name in attributes if name not in ATTRIBUTES.get(tag, ()) or name[:2] == "on"]
        if tag == "a" and not SCHEME.match(attributes.get("href", "")):
            found.append(f"address {attributes}")
    return found


def house_marks(page: Rendered) -> tuple[str, ...]:
    placed = re.findall(r"data-(?:card|fill|page|drawing|dots)|<section|class=\"cites?\"", page.html)
    return (*page.citations, *page.links, *page.images, *page.drawings, *page.cards, *placed)


def pasted(html: str) -> Rendered:
    page = shown(as_markdown(html))
    assert faults(page) == []
    assert house_marks(page) == ()
    assert page.problems == ()
    return page


@pytest.mark.parametrize("html", [*EVENTS, *SHAPES, *MUTATIONS, *MARKUP, *WORD_MARKUP])
def test_hostile_html_leaves_plain_words(html):
    pasted(html)


@pytest.mark.parametrize("frame", FRAMES)
def test_hostile_html_inside_every_kind_of_frame_leaves_plain_words(frame):
    for html in (*SHAPES, *MUTATIONS, *MARKUP):
        pasted(frame.replace("HERE", html))


@pytest.mark.parametrize("address", ADDRESSES)
def test_an_address_that_runs_or_forges_is_no_link(address):
    for html in (
        f'<a href="{address}">x</a>',
        f"<a href='{address}'>x</a>",
        f"<area href=\"{address}\"><img src='{address}'>",
    ):
        assert 'href="' not in pasted(f"<p>{html}</p>").html


@pytest.mark.parametrize("typed", HOUSE_MARKS)
def test_house_marks_typed_as_text_do_not_come_to_life(typed):
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    pasted(f"<p>{escaped}</p>")
    pasted("<p>" + escaped.replace("\n", "</p><p>") + "</p>")
    pasted("<p>" + escaped.replace("\n", "<br>") + "</p>")
    pasted(f"<pre>{escaped}</pre>")
    pasted(
        f"<ul><li>{escaped}</li></ul><table><tr><th>a</th><th>b</th></tr><tr><td>{escaped}</td><td>c</td></tr></table>"
    )


@pytest.mark.parametrize(
    "tag",
    ["div", "p", "b", "i", "span", "a href=https://example.org", "ul", "ul><li", "blockquote", "table><tr><td",
     "font size=1", "svg", "math", "template", "select", "h1", "pre", "sup", "dl><dd", "section", "unknown-tag"],
)  # fmt: skip
def test_deep_nesting_ends_in_plain_words_or_a_kind_refusal(tag):
    once = tag.count("<") + 1

    page = pasted("<p>words</p>" + f"<{tag}>" * (DEEP // once) + "x")

    assert "words" in page.html


@pytest.mark.parametrize("tag", ["div", "b", "ul><li", "blockquote", "table><tr><td"])
def test_nesting_of_twenty_thousand_is_refused_with_what_to_do(tag):
    with pytest.raises(TooLong, match="smaller pieces"):
        as_markdown(f"<{tag}>" * 20_000 + "x")


@pytest.mark.parametrize(
    "html",
    [
        "<p title='" + "x" * 1_900_000 + "'>words</p>",
        '<p><img src="data:image/png;base64,' + "A" * 1_900_000 + '">words</p>',
        "<p " + " ".join(f"a{number}" for number in range(200_000)) + ">words</p>",
        "<p>words<!--" + "-" * 1_900_000,
        "<p>words</p>" + "<!--" * 400_000,
        "<p>words</p>" + "<script>" * 200_000,
        "<p>words</p><a href='" * 1,
        "<p>words</p>" + "<a " * 600_000,
        "<p>words</p><" + "a" * 1_900_000,
        "<p>words</p>" + "</p" * 600_000,
        "<p>words</p>" + "\x00" * 1_900_000,
        "<p>words</p>" + "<?" * 900_000,
        "".join(f"<p><b title={number}>words</p>" for number in range(4_000)),
    ],
    ids=range(13),
)
def test_huge_attributes_and_what_never_ends_leave_the_words_before_them(html):
    assert "words" in pasted(html).html


def test_markup_that_is_too_long_is_refused_before_it_is_read():
    with pytest.raises(TooLong):
        as_markdown("<b>" * 1_000_000)


@steady
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join))
def test_any_mixture_of_pieces_leaves_plain_words(html):
    pasted(html)


@steady
@given(st.text(alphabet="[]{}()@!:#*_-+=~`|\\<>&;.1a \n", max_size=40))
def test_any_text_is_shown_as_it_was_copied(text):
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    page = pasted(f"<div><p>{escaped}</p></div>")

    assert " ".join(Walk(page.html).text.split()) == " ".join(text.split())

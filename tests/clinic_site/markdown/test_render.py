import pytest

from clinic_site.markdown import MAX_BYTES, Heading, TooLong, render
from tests.clinic_site.markdown.shelf import Shelf, html, messages, places, shown


def test_plain_markdown_becomes_html():
    assert html("Most people feel *little*, and **nothing** later.") == (
        "<p>Most people feel <em>little</em>, and <strong>nothing</strong> later.</p>"
    )


def test_typed_html_is_shown_as_the_words_it_is():
    assert html("a <b>bold</b> move") == "<p>a &lt;b&gt;bold&lt;/b&gt; move</p>"


@pytest.mark.parametrize(
    ("typed", "level"),
    [("# x", 2), ("## x", 2), ("### x", 3), ("#### x", 4), ("###### x", 4), ("x\n===", 2), ("x\n---", 2)],
)
def test_headings_start_below_the_page_title(typed, level):
    page = shown(typed)

    assert page.html.strip() == f'<h{level} id="h-x">x</h{level}>'
    assert page.headings == (Heading(level, "x", "h-x"),)


@pytest.mark.parametrize(
    ("typed", "anchor"),
    [
        ("What is *dry* `needling`?", "h-what-is-dry-needling"),
        ("Où a-t-on mal?", "h-ou-a-t-on-mal"),
        ("Καλημέρα", "h-καλημερα"),
        ("!!!", "h-section"),
        ("Call {{phone}} now", "h-call-phone-now"),
        ("x" * 200, "h-" + "x" * 80),
    ],
)
def test_an_anchor_is_made_of_the_words_of_its_heading(typed, anchor):
    assert shown(f"## {typed}").headings[0].anchor == anchor


def test_repeated_headings_get_numbered_anchors():
    page = shown("## Risks\n\n## Risks 2\n\n## Risks\n\n## Risks")

    assert [heading.anchor for heading in page.headings] == ["h-risks", "h-risks-2", "h-risks-3", "h-risks-4"]


def test_the_text_of_a_heading_leaves_its_citation_out_and_keeps_its_placeholder():
    page = shown("## Call {{phone}} first [@Smith2020]")

    assert page.headings[0].text == "Call {{phone}} first"
    assert page.citations == ("Smith2020",)


def test_a_heading_without_words_is_reported_and_left_out():
    page = shown("Text\n\n##\n")

    assert "<h2" not in page.html
    assert page.headings == ()
    assert [problem.line for problem in page.problems] == [3]


def test_a_prefix_goes_before_every_id_and_fragment_made_here():
    page = shown("::: note A title\nText [@Smith2020]\n:::\n\n## Risks\n\n[more](page:1234#h-risks)", prefix="q1-")

    assert 'aria-labelledby="q1-box-1"' in page.html
    assert 'id="q1-box-1"' in page.html
    assert 'id="q1-h-risks"' in page.html
    assert 'href="#q1-source-1"' in page.html
    assert 'href="/1234#h-risks"' in page.html
    assert page.headings[0].anchor == "q1-h-risks"


@pytest.mark.parametrize("prefix", ['"><script>', "a b", "é", "x" * 41])
def test_a_prefix_that_is_no_plain_word_is_refused(prefix):
    with pytest.raises(ValueError, match="prefix"):
        render("text", Shelf(), prefix=prefix)


def test_all_kinds_of_line_end_mean_the_same():
    assert html("one\r\n\r\ntwo\r\rthree") == html("one\n\ntwo\n\nthree")


@pytest.mark.parametrize("character", ["\x00", "\ud800"])
def test_a_character_that_cannot_be_stored_is_replaced(character):
    assert html(f"a{character}b") == "<p>a�b</p>"


def test_a_body_of_exactly_the_cap_is_rendered():
    assert len(html("é" * (MAX_BYTES // 2))) > MAX_BYTES // 2


@pytest.mark.parametrize("body", ["a" * (MAX_BYTES + 1), "é" * (MAX_BYTES // 2 + 1), "a" * 1_000_000])
def test_a_body_over_the_cap_is_refused_with_advice(body):
    with pytest.raises(TooLong, match="split it into two pages"):
        shown(body)


def test_problems_come_in_the_order_of_their_lines():
    assert places("[a](/x)\nsame paragraph [b](/y)\n\n{{nothing}}\n\n::: note\ntext\n:::") == [1, 2, 4, 6]


def test_a_clean_body_has_no_problems():
    assert messages("## Before\n\nEat *something* first [@Smith2020]. See [what we do](page:1234).") == []


@pytest.mark.parametrize("deep", [">" * 21 + " lost", "\n".join("  " * level + "- a" for level in range(12))])
def test_words_nested_too_deep_to_be_shown_are_reported(deep):
    assert any("too deep" in message for message in messages(deep))


def test_rendering_twice_gives_the_same():
    body = "## A\n\n[@Smith2020] | ![](image:arm)\n\n|a|\n|-|\n|b|\n\n::: note T\nx\n:::"

    assert shown(body) == shown(body)

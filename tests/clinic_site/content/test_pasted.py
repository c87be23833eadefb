from pathlib import Path

import pytest

from clinic_site.content.pasted import MAX_HTML_BYTES, as_markdown
from clinic_site.markdown import MAX_BYTES, TooLong
from tests.clinic_site.markdown.shelf import shown

SAMPLES = Path(__file__).parents[2] / "hostile" / "pasted"

WORD = """\
## Your sore arm

Most people feel **better within 2 days**, but don’t wait if it gets worse. Keep moving – *gently*.

### What to do

- Rest it for an hour
  - on a cushion
- Then stretch

1. Ring us
2. Say when it began

| Day | What you may feel |
| --- | --- |
| 1 | Sore \\| stiff |
| 2 | Much less, 10² times less |

(A picture was left out here. Add it with Picture.)

Ask us first. See [the arm page](https://example.org/arm?utm_source=leaflet&utm_medium=%28word%29).
"""
GOOGLE = """\
## Before you come

Eat a **light meal** and wear *loose clothes*. “Loose” means easy to roll up.

- Bring your list of medicines
  - with the doses
- [How to find us](https://www.google.com/url?q=https://example.org/map&sa=D)

Write to [hello@example.org](mailto:hello@example.org) or ring 01632 960000.

### Parking

Behind the building.  
Two places.
"""  # noqa: W291 (a line of Markdown that goes on after two spaces)
LIBREOFFICE = """\
## After your visit

Sit for **five minutes** first.

1. Drink some water
2. Move gently
   - walk
   - roll your shoulders

| Sign | Do |
| --- | --- |
| Bruise | Leave it |
| Fever | Ring us |

- Chest pain; ring 999
- do not drive

H₂O and the 1st day.
"""


def sample(name: str) -> str:
    return (SAMPLES / f"{name}.html").read_text(encoding="utf-8")


def words(html: str) -> str:
    """What readers would see, as HTML, of one pasted paragraph."""
    page = shown(as_markdown(html))
    assert page.problems == ()
    return page.html.strip()


@pytest.mark.parametrize(
    ("name", "expected"), [("word_2016", WORD), ("google_docs", GOOGLE), ("libreoffice", LIBREOFFICE)]
)
def test_what_other_programs_copy_becomes_house_markdown(name, expected):
    assert as_markdown(sample(name)) == expected


@pytest.mark.parametrize("name", ["word_2016", "google_docs", "libreoffice", "web_page"])
def test_nothing_in_a_sample_is_a_problem_for_the_writer(name):
    page = shown(as_markdown(sample(name)))

    assert page.problems == ()


def test_a_web_page_loses_its_frame_and_keeps_its_words():
    markdown = as_markdown(sample("web_page"))

    assert "count.example.net" not in markdown
    assert "Buy now" not in markdown
    assert "Look\\![Here](https://example.org/?a=1&copy=2) and there" in markdown
    assert markdown.endswith("- one by hand\n- two by hand\n")


@pytest.mark.parametrize(
    "typed",
    [
        "::: emergency", ":::", "::: note Title", "[@Smith2020]", "[@Smith2020; @WHO.2019]", "{{phone}}", "{{{phone}}}",
        "[[words]]", "[words](page:2043)", "![words](image:arm)", "![words](drawing:depth)", "[a]: https://example.org",
        "# words", "## words ##", "> words", "- words", "+ words", "* words", "1. words", "12) words", "---", "- - -",
        "===", "***", "___", "~~~", "```", "`words`",
        "*words*", "_words_", "**words**", "\\*words\\*", "a \\ b",
        "&lt;b&gt;", "&#64;", "<https://example.org>", "<b>words</b>", "a | b", "|---|", ":--", "2 * 3 * 4",
        "snake_case", "!", "(c)", "AT&T", "R&D;", "p<0.05", "5 < 6 > 4",
    ],
)  # fmt: skip
def test_marks_in_pasted_words_stay_words(typed):
    escaped = typed.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

    assert words(f"<p>{escaped}</p>") == f"<p>{escaped}</p>"
    assert words(f"<p>one<br>{escaped}</p>") == f"<p>one<br>\n{escaped}</p>"
    assert words(f"<ul><li>{escaped}</li></ul>") == f"<ul>\n<li>{escaped}</li>\n</ul>"
    assert words(f"<blockquote>{escaped}</blockquote>") == f"<blockquote>\n<p>{escaped}</p>\n</blockquote>"


@pytest.mark.parametrize("typed", ["::: emergency", "[@Smith2020]", "{{phone}}", "[x](page:2043)", "![x](image:arm)"])
def test_marks_cut_up_by_other_tags_stay_words(typed):
    html = "".join(f"<span>{character}</span><b></b>" for character in typed)

    page = shown(as_markdown(f"<p>{html}</p>"))

    assert page.html.strip() == f"<p>{typed}</p>"
    assert (page.citations, page.links, page.images, page.cards, page.problems) == ((), (), (), (), ())


def test_a_line_of_marks_and_a_line_of_hyphens_are_no_table():
    assert words("<p>a | b<br>--- | ---</p>") == "<p>a | b<br>\n--- | ---</p>"
    assert words("<p>a | b<br>:-</p>") == "<p>a | b<br>\n:-</p>"


def test_headings_have_two_levels_and_never_stand_empty():
    html = "<h1>One</h1><h2><b>Two</b></h2><h3>Three</h3><h6>Six #</h6><h2>&nbsp;</h2><h3></h3>"

    assert as_markdown(html) == "## One\n\n## Two\n\n### Three\n\n### Six \\#\n"


def test_a_heading_inside_a_list_is_only_words():
    assert as_markdown("<ul><li><h2>Words</h2></li></ul>") == "- Words\n"


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)", "java\tscript:alert(1)", "JavaScript&colon;alert(1)", "&#106;avascript:alert(1)",
        "data:text/html,x", "vbscript:x", "file:///C:/x", "//example.org", "/about/", "#top", "tel:+441632960000",
        "https://clinic.example@elsewhere.example/", "ftp://example.org/", "page:2043", "",
    ],
)  # fmt: skip
def test_a_link_to_nowhere_readers_may_go_is_only_its_words(address):
    assert as_markdown(f'<p>Read <a href="{address}">this page</a> now</p>') == "Read this page now\n"


def test_the_address_of_a_link_keeps_its_parameters():
    html = '<p><a href="https://example.org/a_b?x=1&amp;utm_id=(2)&amp;amp;#part">words</a></p>'

    page = shown(as_markdown(html))

    assert 'href="https://example.org/a_b?x=1&amp;utm_id=%282%29&amp;amp;#part"' in page.html


def test_a_bracket_in_the_words_of_a_link_does_not_end_it():
    html = '<p><a href="https://example.org/">a](page:2043) [b</a></p>'

    assert words(html) == '<p><a href="https://example.org/" rel="noopener external">a](page:2043) [b</a></p>'


def test_a_link_to_somebody_called_by_an_at_sign_is_no_citation():
    assert (
        as_markdown('<p><a href="https://example.org/">@Smith2020</a></p>') == "[\\@Smith2020](https://example.org/)\n"
    )


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p><b>Note:</b>read</p>", "<p><strong>Note</strong>:read</p>"),
        ("<p>(<b>(a)</b>b</p>", "<p>((<strong>a</strong>)b</p>"),
        ("<p>un<b>believ</b>able</p>", "<p>un<strong>believ</strong>able</p>"),
        ("<p><b>one</b><b> two</b></p>", "<p><strong>one two</strong></p>"),
        ("<p>a<b> b </b>c</p>", "<p>a <strong>b</strong> c</p>"),
        ("<p><b><i>both</i></b></p>", "<p><em><strong>both</strong></em></p>"),
        ("<p><b> </b>x<i></i></p>", "<p>x</p>"),
        ("<p><b>a;\\</b>b</p>", "<p><strong>a</strong>;\\b</p>"),
        ("<p>a<b>b c <i>d</i></b>e</p>", "<p>ab c <em>d</em>e</p>"),
        ("<p><b>5*</b></p>", "<p><strong>5</strong>*</p>"),
    ],
)
def test_emphasis_is_read_back_as_it_was(html, expected):
    assert words(html) == expected


def test_words_struck_through_do_not_come_back():
    html = "<p>Take <s>800 mg</s><del>600 mg</del><span style='text-decoration: line-through'>500 mg</span> none.</p>"

    assert as_markdown(html) == "Take none.\n"


def test_small_raised_figures_do_not_join_the_number_before_them():
    html = "<p>10<sup>3</sup>, CO<sub>2</sub>, 1<sup>st</sup>, x<sup><a href='#n1'>[1]</a></sup></p>"

    assert as_markdown(html) == "10³, CO₂, 1st, x\\[1]\n"


def test_spaces_of_any_kind_become_one_and_quotation_marks_stay():
    assert as_markdown("<p>5&nbsp;&nbsp;mm\n\t\u202f“wide”\u00ad \u200b‘x’</p>") == "5 mm “wide” ‘x’\n"


def test_word_lists_step_in_and_out_by_level():
    levels = [(3, "a"), (1, "b"), (2, "c"), (3, "d"), (1, "e")]
    html = "".join(
        f"<p class=MsoListParagraph style='mso-list:l0 level{level} lfo1'>"
        f"<span style='mso-list:Ignore'>·&nbsp; </span>{name}</p>"
        for level, name in levels
    )

    assert as_markdown(html) == "- a\n- b\n  - c\n    - d\n- e\n"


def test_a_word_list_whose_styles_got_lost_is_still_a_list():
    html = "<p class='MsoListParagraph'>·&nbsp;&nbsp; one</p><p class=MsoListParagraph>·&nbsp; two</p><p>three</p>"

    assert as_markdown(html) == "- one\n- two\n\nthree\n"


def test_a_list_that_starts_at_four_goes_on_from_four():
    assert as_markdown("<ol start=4><li>four</li><li>five</li></ol>") == "4. four\n5. five\n"


def test_a_list_lying_straight_in_a_list_belongs_to_the_point_before_it():
    assert as_markdown("<ul><li>a</li><ol><li>b</li></ol></ul>") == "- a\n  1. b\n"


def test_a_table_used_for_looks_becomes_what_it_holds():
    html = "<table><tr><td><h2>Left</h2><p>words</p></td><td><ul><li>a</li></ul></td></tr></table>"

    assert as_markdown(html) == "## Left\n\nwords\n\n- a\n"


def test_a_table_with_joined_cells_becomes_a_line_for_each_row():
    html = "<table><tr><td colspan=2>Day</td></tr><tr><td>1</td><td>sore</td></tr></table>"

    assert as_markdown(html) == "- Day\n- 1; sore\n"


def test_nothing_pasted_is_nothing():
    assert as_markdown("") == as_markdown("<p>&nbsp;</p><!-- x --><style>p{}</style>") == ""


def test_a_paste_over_two_megabytes_is_refused():
    with pytest.raises(TooLong, match="2 MB"):
        as_markdown("<!-- -->" + "é" * (MAX_HTML_BYTES // 2))


def test_words_over_the_length_of_a_body_are_refused():
    with pytest.raises(TooLong, match="100 kB"):
        as_markdown("<p>" + "a " * (MAX_BYTES // 2 + 1) + "</p>")


def test_more_tags_than_a_text_has_are_refused():
    with pytest.raises(TooLong, match="too many parts"):
        as_markdown("<p>a</p>" * 20_000)

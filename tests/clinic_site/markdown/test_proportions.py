import pytest

from tests.clinic_site.markdown.shelf import html, messages, places, shown

SHAPE = "Write this line as “- 8: had a bruise | did not [@Key]”: a number, both sides, sources last."


def box(*lines: str, title: str = "100 treatments") -> str:
    """The box below a heading, so that its own heading is an h3."""
    return "\n".join(["## Top", "", f"::: numbers {title}", *lines, ":::"])


def inside(*lines: str, title: str = "100 treatments") -> str:
    return html(box(*lines, title=title)).removeprefix('<h2 id="h-top">Top</h2>').replace("\n", "")


def item(*lines: str, title: str = "100 treatments") -> str:
    return inside(*lines, title=title).partition("<ul>")[2].partition("</ul>")[0]


def test_each_line_tells_both_sides():
    assert inside("- 8: had a bruise | did not") == (
        '<section class="numbers" aria-labelledby="box-1"><h3 id="box-1">Out of 100 treatments</h3>'
        '<ul><li>About 8 had a bruise. About 92 did not.<span data-dots="8"></span></li></ul></section>'
    )
    assert messages(box("- 8: had a bruise | did not")) == []


def test_the_sources_stand_at_the_end():
    page = shown(box("- 19: had *any* mild side effect | did not [@Smith2020; @WHO.2019] [@Jones-2021]."))

    assert "About 19 had <em>any</em> mild side effect. About 81 did not. <span" in page.html
    assert page.citations == ("Smith2020", "WHO.2019", "Jones-2021")
    assert page.problems == ()


def test_both_sides_are_inline_markdown():
    assert item("- 1: had [a clot](page:1234) | called {{phone}}").startswith(
        '<li>About 1 had <a href="/1234" data-page="1234">a clot</a>. About 99 called <span data-fill="phone"></span>.'
    )


def test_full_stops_are_not_doubled():
    assert item("- 8: had one. | did not .").startswith("<li>About 8 had one. About 92 did not.<span")


@pytest.mark.parametrize(
    ("typed", "number", "other"),
    [
        ("26", "26", "9,974"),
        ("0.3", "0.3", "9,999.7"),
        ("9974", "9,974", "26"),
        ("9,974", "9,974", "26"),
        ("0", "0", "10,000"),
        ("10,000", "10,000", "0"),
    ],
)
def test_large_numbers_are_grouped_and_have_no_dots(typed, number, other):
    assert item(f"- {typed}: did | did not", title="10,000 visits") == (
        f"<li>About {number} did. About {other} did not.</li>"
    )


@pytest.mark.parametrize(("typed", "dots"), [("0", "0"), ("100", "100"), ("55", "55"), ("07", "7")])
def test_a_whole_number_of_100_has_dots(typed, dots):
    assert item(f"- {typed}: did | did not").endswith(f'<span data-dots="{dots}"></span></li>')


def test_a_part_of_one_has_no_dots():
    assert item("- 0.3: did | did not") == "<li>About 0.3 did. About 99.7 did not.</li>"


def test_lines_apart_are_one_list():
    assert item("- 1: did | did not", "", "- 2: did | did not").count("<li>About") == 2


@pytest.mark.parametrize(
    "line",
    [
        *("- had a bruise", "- 8 had a bruise | did not", "- 8: had a bruise", "- 8: | did not", "- 8: . | did not"),
        *("- 8: had | did | not", "- about 8: had | did not", "- 8%: had | did not", "- -8: had | did not"),
        *("- 8.25: had | did not", "- 1,00: had | did not", "- ٨: had | did not", "- 8,000.: had | did not"),
        *("- 8: had [@Smith2020] | did not", "- 8: had | did not [@Smith2020] yet", "- 8: had | did not [@Smith2020"),
        *("- 8: had | did not\n  and more", "- 8: had | did not\n9: had | did not", "- 8: had | did not\n  - deeper"),
        *("-", "- > 8: had | did not", "- ## 8: had | did not", "- 1. 8: had | did not"),
    ],
)
def test_a_line_that_does_not_fit_is_kept_and_reported(line):
    page = shown(box("- 1: did | did not", line))

    assert [problem.message for problem in page.problems][:1] == [SHAPE]
    assert page.problems[0].line == 5
    assert page.html.count("data-dots") == 1
    assert page.html.count("<li>") >= 2


@pytest.mark.parametrize(
    ("title", "number", "limit"), [("100 people", "101", "100"), ("10,000 people", "10000.1", "10,000")]
)
def test_more_than_all_is_reported(title, number, limit):
    assert messages(box(f"- {number}: did | did not", title=title)) == [
        f"This number is larger than {limit}. Write how many out of {limit} it was."
    ]


@pytest.mark.parametrize("title", ["", "100", "treatments", "1,000 people", "10000 people", "100people", "1 in 100"])
def test_the_title_says_out_of_how_many_of_what(title):
    typed = box("- 8: did | did not", title=title)

    assert messages(typed) == ["Begin with 100 or 10,000 and say what is counted, as in “::: numbers 100 treatments”."]
    assert places(typed) == [3]
    assert "<li>8: did | did not</li>" in html(typed)


@pytest.mark.parametrize("body", ["", "Words", "1. 8: did", "- 8: did | did not\n\nWords", "- 8: a | b\n\n* 9: a | b"])
def test_the_box_holds_one_list(body):
    typed = box(body)

    assert messages(typed) == ["This box holds one list and nothing else: start each line with a hyphen and a space."]
    assert "data-dots" not in html(typed)


def test_a_page_has_one_box_for_each_denominator():
    hundred, many = box("- 1: a | b"), box("- 1: a | b", title="10,000 treatments")
    again = box("- 2: c | d", title="100 people")

    assert messages(f"{hundred}\n\n{many}") == []
    assert messages(f"{hundred}\n\n{again}") == [
        "This page already has a box of numbers out of 100. Put all the lines into that one."
    ]
    assert html(f"{hundred}\n\n{again}").count("data-dots") == 1
    assert "2: c | d" in html(f"{hundred}\n\n{again}")


def test_an_eleventh_line_is_reported_and_has_no_dots():
    typed = box(*["- 1: did | did not"] * 12)

    assert messages(typed) == ["A box of numbers has at most ten lines. Leave out what matters least to the reader."]
    assert places(typed) == [14]
    assert html(typed).count("data-dots") == 10
    assert html(typed).count("<li>") == 12


def test_a_picture_in_a_line_is_reported():
    assert messages(box("- 1: ![](image:arm) | did not")) == [
        "Put the picture on a line of its own, with an empty line before and after it."
    ]


def test_a_problem_in_a_line_is_reported_on_that_line():
    assert places(box("- 1: did | did not", "- 1: did | did not [@Nobody]")) == [5]


def test_the_heading_of_the_box_is_no_heading_of_the_page():
    assert [heading.text for heading in shown(box("- 1: did | did not")).headings] == ["Top"]

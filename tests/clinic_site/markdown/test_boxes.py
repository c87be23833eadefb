import pytest

from tests.clinic_site.markdown.shelf import html, messages, places, shown

THREE_LINES = "This card takes at most three lines of its own, each “- you …”, and nothing else."
ONE_LIST = "This box holds one list and nothing else: start each line with a hyphen and a space."


def closed(name: str, body: str) -> str:
    """The box below a heading, so that its own heading is an h3."""
    return f"## Top\n\n::: {name}\n{body}\n:::"


def inside(name: str, body: str) -> str:
    return html(closed(name, body)).removeprefix('<h2 id="h-top">Top</h2>').replace("\n", "")


def test_a_note_has_a_title_and_any_words():
    assert inside("note Important: *tell* us on {{phone}}", "First.\n\nSecond [@Smith2020].") == (
        '<section class="note" aria-labelledby="box-1">'
        '<h3 id="box-1">Important: <em>tell</em> us on <span data-fill="phone"></span></h3><p>First.</p>'
        '<p>Second <span class="cites">[<a class="cite" href="#source-1">source 1</a>]</span>.</p></section>'
    )


def test_a_note_without_a_title_is_reported():
    assert inside("note", "Words") == '<section class="note"><p>Words</p></section>'
    assert "title" in messages(closed("note", "Words"))[0]


def test_a_key_fact_may_go_without_a_title():
    assert inside("key-fact", "Words") == '<section class="key-fact"><p>Words</p></section>'
    assert messages(closed("key-fact", "Words")) == []
    assert inside("key-fact Short", "Words") == (
        '<section class="key-fact" aria-labelledby="box-1"><h3 id="box-1">Short</h3><p>Words</p></section>'
    )


def test_the_title_of_a_box_is_no_heading_of_the_page():
    assert [heading.text for heading in shown(closed("note Title", "Words")).headings] == ["Top"]


@pytest.mark.parametrize("name", ["emergency", "same-day"])
def test_a_card_leaves_a_place_for_the_signed_words(name):
    page = shown(f"::: {name}\n:::")

    assert page.html == f'<div data-card="{name}"></div>'
    assert page.cards == (name,)
    assert page.problems == ()


def test_a_card_takes_three_lines():
    typed = closed("emergency", "- you *can't* breathe\n- you faint [@Smith2020]\n\n* you call {{phone}}")

    assert html(typed).endswith(
        '<div data-card="emergency"><ul><li>you <em>can\'t</em> breathe</li><li>you faint '
        '<span class="cites">[<a class="cite" href="#source-1">source 1</a>]</span></li>'
        '<li>you call <span data-fill="phone"></span></li></ul></div>'
    )
    assert messages(typed) == []


def test_a_fourth_line_of_a_card_is_left_out_and_reported():
    page = shown("::: same-day\n- a\n- b\n- c\n- fourth [@Smith2020]\n:::")

    assert page.html == '<div data-card="same-day"><ul><li>a</li><li>b</li><li>c</li></ul></div>'
    assert [problem.message for problem in page.problems] == [THREE_LINES]
    assert page.citations == ()


@pytest.mark.parametrize(
    "other",
    [
        "Words",
        "1. numbered",
        "## Heading",
        "> quotation",
        "---",
        "```\ncode\n```",
        "|a|\n|-|",
        "- ![](image:arm)",
        "- outer\n  - inner",
        "- two\n\n  paragraphs",
        "-",
        "- > quotation",
    ],
)
def test_anything_else_in_a_card_is_left_out_and_reported(other):
    assert html(f"::: emergency\n- you faint\n\n{other}\n:::") == (
        '<div data-card="emergency"><ul><li>you faint</li></ul></div>'
    )
    assert THREE_LINES in messages(f"::: emergency\n- you faint\n\n{other}\n:::")


def test_can_wait_has_a_fixed_heading():
    assert inside("can-wait", "- it aches") == (
        '<section class="care talk" aria-labelledby="box-1"><h3 id="box-1"><span class="vh">Not urgent. </span>'
        "Call us this week if:</h3><div><ul><li>it aches</li></ul></div></section>"
    )


def test_do_and_do_not_are_lists_with_headings():
    assert inside("do", "- walk") == '<h3>Do</h3><ul class="do"><li>walk</li></ul>'
    assert inside("do-not", "- do not run") == '<h3>Do not</h3><ul class="dont"><li>do not run</li></ul>'


def test_steps_are_a_numbered_list():
    assert inside("steps", "1. Sit\n2. Wait") == '<ol class="steps"><li>Sit</li><li>Wait</li></ol>'


def test_each_line_of_do_not_says_so_itself():
    assert (
        messages(closed("do-not", "- do not run\n- **Do not** swim\n- smoke\n-"))
        == ["Start each line of this list with “do not”."] * 2
    )
    assert places(closed("do-not", "- do not run\n- smoke")) == [5]


@pytest.mark.parametrize("name", ["do", "do-not", "can-wait"])
@pytest.mark.parametrize("body", ["", "Words", "1. do not a", "- do not a\n\nWords", "- do not a\n\n* do not b"])
def test_a_list_box_holds_one_bullet_list(name, body):
    assert messages(closed(name, body)) == [ONE_LIST]


@pytest.mark.parametrize("body", ["", "- a", "Words", "1. a\n\nWords"])
def test_steps_hold_one_numbered_list(body):
    assert messages(closed("steps", body)) == [
        "Steps are one numbered list and nothing else: start each line with 1., 2., 3."
    ]


def test_a_box_with_the_wrong_content_keeps_its_words():
    assert inside("do-not", "Words") == "<h3>Do not</h3><p>Words</p>"
    assert inside("steps", "Words") == "<p>Words</p>"


@pytest.mark.parametrize("name", ["emergency", "same-day", "can-wait", "do", "do-not", "steps"])
def test_a_title_where_the_heading_is_fixed_is_reported(name):
    body = "1. do not a" if name == "steps" else "- do not a"

    assert messages(closed(f"{name} My title", body)) == [
        f"This box has its own heading. Take out the words after “{name}”."
    ]
    assert "My title" not in inside(f"{name} My title", body)

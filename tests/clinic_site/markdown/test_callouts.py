import pytest

from tests.clinic_site.markdown.shelf import html, messages, places

UNCLOSED = "This box has no end. Write ::: on a line of its own after it; a box can't hold another box."


def test_a_box_ends_a_paragraph_and_a_list():
    typed = html("Text\n::: note T\n- a\n:::\nMore")

    assert typed.index("<p>Text</p>") < typed.index("<section") < typed.index("</section>") < typed.index("<p>More</p>")
    assert messages("Text\n::: note T\n- a\n:::\nMore") == []


@pytest.mark.parametrize(
    "typed", [":::note T\nx\n:::", ":::: NOTE T\nx\n::::", "  ::: note  T  \nx\n  :::", "::: note\tT\nx\n:::"]
)
def test_the_marks_may_be_spaced_and_spelt_freely(typed):
    assert html(typed).replace("\n", "") == (
        '<section class="note" aria-labelledby="box-1"><h2 id="box-1">T</h2><p>x</p></section>'
    )


@pytest.mark.parametrize(
    "typed", ["    ::: note T", "`::: note T`", "```\n::: note T\n:::\n```", "a ::: note", "\\::: note T"]
)
def test_marks_in_code_or_among_words_are_text(typed):
    assert "<section" not in html(typed)
    assert ":::" in html(typed)
    assert messages(typed) == []


def test_an_unknown_name_is_reported_and_its_words_are_kept():
    assert html("::: warning\nStop\n:::") == "<p>Stop</p>"
    assert "“warning”" in messages("::: warning\nStop\n:::")[0]


def test_a_box_without_an_end_is_reported_and_its_words_are_kept():
    assert html("::: emergency\n- you faint\n\nMore words") == "<ul>\n<li>you faint</li>\n</ul>\n<p>More words</p>"
    assert messages("::: emergency\n- you faint") == [UNCLOSED]


def test_of_nested_boxes_the_inner_one_counts():
    typed = "Text\n\n::: note Outer\nouter\n\n::: note Inner\ninner\n:::\n\nlast\n\n:::"

    assert html(typed).replace("\n", "") == (
        "<p>Text</p><p>outer</p>"
        '<section class="note" aria-labelledby="box-1"><h2 id="box-1">Inner</h2><p>inner</p></section><p>last</p>'
    )
    assert places(typed) == [3, 12]
    assert messages(typed)[0] == UNCLOSED


def test_a_mark_that_closes_nothing_is_reported():
    assert html("a\n\n:::\n\nb") == "<p>a</p>\n<p>b</p>"
    assert "closes nothing" in messages("a\n\n:::\n\nb")[0]


@pytest.mark.parametrize("typed", ["- a\n  ::: note T\n  b\n  :::", "> ::: note T\n> b\n> :::"])
def test_a_box_inside_a_list_or_quotation_is_reported_and_its_words_are_kept(typed):
    assert "<section" not in html(typed)
    assert "b" in html(typed)
    assert places(typed) == [typed.count("\n", 0, typed.index(":::")) + 1, typed.count("\n") + 1]


def test_words_on_both_sides_of_a_misplaced_mark_stay_apart():
    assert "a\nb" in html("- a\n  ::: note T\n  b\n  :::")


def test_each_box_has_its_own_label():
    typed = html("::: note One\na\n:::\n\n::: note Two\nb\n:::")

    assert 'aria-labelledby="box-1"' in typed
    assert 'aria-labelledby="box-2"' in typed


@pytest.mark.parametrize(
    ("before", "level"), [("", "h2"), ("### Small\n\n", "h2"), ("## Large\n\n", "h3"), ("# Large\n\n", "h3")]
)
@pytest.mark.parametrize("name", ["note T", "key-fact T", "do", "do-not", "can-wait"])
def test_the_heading_of_a_box_skips_no_level(before, level, name):
    typed = html(f"{before}::: {name}\n- do not run\n:::")

    assert f"</{level}>" in typed.removeprefix(html(before))


def test_a_heading_inside_a_closed_box_counts_for_the_next():
    assert "<h3" in html("::: note One\n## Large\n:::\n\n::: note Two\nb\n:::")

import pytest

from clinic_site.readiness.form import top_headings
from clinic_site.readiness.registry import LOOK, STOP
from tests.clinic_site.readiness.drafts import excerpts, figure, found

WORDS = "Some plain words."
ROOM = {"room": figure("", decoration=True)}


def test_headings_that_go_down_by_one_are_fine():
    assert found("heading-order", f"## One\n\n{WORDS}\n\n### Part\n\n{WORDS}\n\n#### Small\n\n{WORDS}\n\n## Two") == []


def test_a_heading_that_skips_a_level_stops_the_text():
    [one] = found("heading-order", f"## One\n\n{WORDS}\n\n#### Far down\n\n{WORDS}")

    assert (one.level, one.line, one.excerpt) == (STOP, 5, "Far down")
    assert "###" in one.why
    assert not one.can_override


def test_a_text_that_begins_with_a_part_of_a_section_skips_one():
    assert excerpts("heading-order", f"### Part\n\n{WORDS}") == ["Part"]


def test_going_back_up_skips_nothing():
    assert found("heading-order", f"## One\n\n### Part\n\n#### Small\n\n{WORDS}\n\n## Two\n\n### Part\n\n{WORDS}") == []


def test_the_title_of_a_box_is_no_step():
    assert found("heading-order", f"## One\n\n::: note Careful\n{WORDS}\n:::\n\n### Part\n\n{WORDS}") == []


def test_one_hash_is_the_title_of_the_page():
    [one] = found("heading-order", f"{WORDS}\n\n# My title\n\n{WORDS}")

    assert (one.level, one.line, one.excerpt) == (STOP, 3, "My title")


@pytest.mark.parametrize(
    ("source", "line"),
    [("# Title #", 1), ("   # Title", 1), ("Title\n=====", 1), ("Words.\n\nTitle\n===", 3), ("- # Title", 1),
     ("> # Title", 1), ("#\tTitle", 1), ("#", 1)],
)  # fmt: skip
def test_titles_are_seen_however_they_are_typed(source, line):
    assert [number for number, _words in top_headings(source)] == [line]


@pytest.mark.parametrize(
    "source",
    ["## Section", "#1 on the list", "\\# Not a heading", "```\n# code\n```", "~~~\n# code\n~~~", "Use # here",
     "======", "Words\n\n====", "    # code", "- point\n==="],
)  # fmt: skip
def test_what_is_no_title_is_left_alone(source):
    assert list(top_headings(source)) == []


def test_a_heading_with_nothing_below_it_is_looked_at():
    [one] = found("empty-section", f"## Empty\n\n## Full\n\n{WORDS}")

    assert (one.level, one.line, one.excerpt) == (LOOK, 1, "Empty")


def test_a_heading_at_the_end_promises_something():
    assert excerpts("empty-section", f"## Full\n\n{WORDS}\n\n### Empty") == ["Empty"]


def test_a_smaller_heading_is_something():
    assert found("empty-section", f"## One\n\n### Part\n\n{WORDS}") == []


@pytest.mark.parametrize(
    "body",
    ["::: emergency\n:::", "::: note Careful\nWords.\n:::", "- point", "| a | b |\n|---|---|\n| 1 | 2 |", "{{phone}}",
     "![](image:room)", "![1 skin](drawing:tight-spot)", "::: do\n- walk\n:::"],
)  # fmt: skip
def test_whatever_readers_see_fills_a_section(body):
    assert found("empty-section", f"## One\n\n{body}\n\n## Two\n\n{WORDS}", pictures=ROOM) == []


def test_seven_items_are_many():
    [one] = found("long-list", "\n".join(f"- point {number}" for number in range(7)))

    assert (one.level, one.excerpt, one.line) == (LOOK, "point 0", 1)
    assert "7" in one.why


def test_six_items_are_fine_and_parts_of_items_count_by_themselves():
    inner = "\n".join(f"  - part {number}" for number in range(6))

    assert found("long-list", "\n".join(f"- point {number}" for number in range(5)) + f"\n- last\n{inner}") == []


def test_numbered_lists_and_boxes_are_lists():
    steps = "\n".join(f"{number}. step" for number in range(1, 9))

    assert len(found("long-list", f"::: steps\n{steps}\n:::")) == 1


@pytest.mark.parametrize(
    "link",
    ["[here](page:1032)", "[Click here](page:1032)", "[more](page:1032)", "[Read more…](https://a.example/)",
     "[this page](page:1032)", "[**here**](page:1032)", "<https://a.example/risks>", "[www.a.example](https://a.example/)",
     "[a.example/risks](https://a.example/risks)", "[Find out more »](page:1032)", "[this\nlink](page:1032)"],
)  # fmt: skip
def test_words_that_say_nothing_are_looked_at(link):
    assert [one.level for one in found("link-words", f"Read about it {link}.")] == [LOOK]


@pytest.mark.parametrize(
    "link",
    ["[risks and side effects](page:1032)", "[what to do here](page:1032)", "[more about bruises](page:1032)",
     "[NHS.uk](https://nhs.example/)", "[care@a.example](mailto:care@a.example)", "words [@Brady2014]",
     "[does it hurt?](page:2035)"],
)  # fmt: skip
def test_words_that_say_where_a_link_goes_are_fine(link):
    assert found("link-words", f"Read {link}.") == []


def test_two_links_with_the_same_words_are_two_findings():
    assert len({one.id for one in found("link-words", "Go [here](page:1032) or [here](page:1041).")}) == 2


def test_a_long_question_and_a_long_article_are_looked_at():
    assert len(found("too-long", "word " * 401, kind="question")) == 1
    assert found("too-long", "word " * 400, kind="question") == []
    assert len(found("too-long", "word " * 1201)) == 1
    assert found("too-long", "word " * 1200) == []


def test_sources_do_not_make_a_text_longer():
    assert found("too-long", "word [@Brady2014] " * 400, kind="question") == []


def test_a_main_message_is_one_or_two_sentences():
    assert found("main-message", WORDS, lede="It may help. It can also hurt.") == []
    [one] = found("main-message", WORDS, lede="It may help. It can also hurt. Ask us.")
    assert (one.level, one.field) == (LOOK, "lede")

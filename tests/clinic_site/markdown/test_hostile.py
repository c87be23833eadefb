import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clinic_site.markdown import Rendered, TooLong, sanitise
from tests.clinic_site.markdown.allowed import Walk, faults
from tests.clinic_site.markdown.payloads import MARKS, PAYLOADS, TAGS
from tests.clinic_site.markdown.shelf import shown

SCRIPTED = re.compile(r"javascript:|vbscript:|data:|evil", re.IGNORECASE)
# The same examples on every run, and no clock: a slow or unlucky machine must not fail the gate.
steady = settings(deadline=None, derandomize=True)
PIECES = [
    *(
        "[",
        "](",
        ")",
        "![",
        "](image:arm)",
        "](page:1234#h-x)",
        "](https://example.org)",
        "<",
        ">",
        "javascript:",
        '"',
        "'",
    ),
    *(
        "::: note ",
        "::: emergency\n",
        "::: do\n",
        "::: numbers 100 a\n",
        "- 8: ",
        ":::",
        "\n",
        "\n\n",
        "- ",
        "1. ",
        "> ",
        "# ",
        "## ",
        "    ",
        "\t",
        "```",
    ),
    *(
        "{{",
        "}}",
        "{{phone}}",
        "[@Smith2020]",
        "[@",
        ";",
        "|",
        "|-|",
        "\n|-|\n",
        "*",
        "**",
        "_",
        "`",
        "\\",
        "&lt;",
        "&#0;",
    ),
    *("<script>", "</p>", "<!--", "-->", "a", " ", "é", "\x00", "\ud800", "\r", "\u2028", "---", "===", "[a]: b\n"),
]


def forged(page: Rendered) -> list[str]:
    """Elements that later code composes, when the rendering itself doesn't say that it placed them."""
    found = [(name, value) for _tag, attributes in Walk(page.html).tags for name, value in attributes.items()]
    placed = {"data-page": page.links, "data-drawing": page.drawings, "data-card": page.cards, "data-fill": ("phone",)}
    return [f"{name}={value}" for name, value in found if name in placed and value not in placed[name]]


def loaded(page: Rendered) -> list[str]:
    """Attributes that fetch or run something from outside."""
    return [
        value
        for _tag, attributes in Walk(page.html).tags
        for name, value in attributes.items()
        if name in ("src", "srcset", "href") and SCRIPTED.search(value)
    ]


@pytest.mark.parametrize("payload", PAYLOADS, ids=ascii)
def test_a_payload_does_nothing(payload):
    page = shown(payload)

    assert faults(page.html) == []
    assert forged(page) == []
    assert [value for value in loaded(page) if not value.startswith("https://evil.example")] == []
    assert sanitise(page.html) == page.html


@pytest.mark.parametrize("payload", TAGS, ids=ascii)
def test_typed_tags_make_no_element(payload):
    made = {tag for tag, _attributes in Walk(shown(f"Text {payload}").html).tags}

    assert made <= {"p", "br", "a"}
    assert "data-page" not in shown(payload).html or "&lt;" in shown(payload).html


@pytest.mark.parametrize(
    "around", ["> {}", "- {}", "## {}", "**{}**", "[{}](page:1234)", "::: note {}\n{}\n:::", "|{}|\n|-|\n|{}|"]
)
@pytest.mark.parametrize("payload", MARKS, ids=ascii)
def test_a_payload_does_nothing_wherever_it_stands(payload, around):
    page = shown(around.replace("{}", payload))

    assert faults(page.html) == []
    assert forged(page) == []


@steady
@given(st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=40).map("".join))
def test_no_mixture_of_marks_leaves_the_allow_list(body):
    page = shown(body, prefix="q1-")

    assert faults(page.html) == []
    assert forged(page) == []
    assert loaded(page) == []


@steady
@given(st.text())
def test_any_text_is_rendered(body):
    assert faults(shown(body).html) == []


@steady
@given(st.text(alphabet="[]()!<>*_`:|-#> \n\t{}@;&\\'\"a1", max_size=400))
def test_any_mixture_of_marks_is_rendered_with_lines_that_exist(body):
    page = shown(body)

    lines = body.replace("\r", "\n").count("\n") + 1
    assert all(1 <= problem.line <= lines and problem.message for problem in page.problems)
    assert len({heading.anchor for heading in page.headings}) == len(page.headings)


@steady
@given(st.text(max_size=200))
def test_the_sanitiser_lets_nothing_else_through(html):
    assert faults(sanitise(html)) == []


@steady
@given(st.text(alphabet="ab\n *_[]()", min_size=1, max_size=30), st.integers(1, 4000))
def test_a_long_body_is_rendered_or_refused(unit, times):
    try:
        page = shown((unit * times)[:20_000])
    except TooLong:
        return

    assert faults(page.html) == []

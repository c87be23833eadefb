"""Bodies made to be slow: each is rendered or refused, and none hangs. The ceiling only catches a hang; it is the
thread's own work that is measured, as a machine may stand still for seconds while something else is done.
"""

import time
from contextlib import suppress

import pytest

from clinic_site.markdown import MAX_BYTES, TooLong
from tests.clinic_site.markdown.shelf import shown

CEILING_SECONDS = 10

REPEATED = [
    *("[", "]", "![", "[](", "[a](b", '[a](b "', "[a](b '", "[a](<b", "[a][", "[[a]](", "[a](((((", "[a]()", "![]("),
    *("[a](page:1234) ", "[a](http://x.y) ", "![a](image:arm) ", "![](image:arm)\n\n", "![](drawing:trunk)\n\n"),
    *("*", "**", "_", "*a ", "**a *b ", "a_b", "*a_", "***a** b*", "*[a*](b)", "*a **b ", "~"),
    *("`", "`a", "``a`", "```\n", "``` a\n", "~~~\n", "<", "<a", "<!--", "<?", "<![CDATA[", "<a href='", "<div>\n"),
    *("<http://a.b>", "<a@b.c>", "<a:b>", "http://", "&", "&amp;", "&#x41;", "&lt", "&nbsp;", "\\", "\\[", "\x00"),
    *("{{", "{{phone}}", "{{x}}", "{{\n", "[@", "[@Smith2020]", "[@A;@B]", "[@Key; "),
    *(">", "> ", "> - ", "- > ", "- ", "1. ", "- a\n", "* a\n\n", "1) a\n", "- a\n  - b\n", "+\n", "-\n\n", "* * "),
    *(
        "# ",
        "# a\n",
        "## \n",
        "####### ",
        "a\n---\n",
        "---\n",
        "=\n===\n",
        "a\n\n",
        "a\n",
        "a  \n",
        "a\\\n",
        "\n",
        " ",
        "\t",
    ),
    *("::: note x\n", ":::\n", "::: do\n- a\n:::\n", "::: emergency\n", "> ::: note\n", "::: note [@A](b\nx\n:::\n"),
    *("::: numbers 100 a\n- 8: a | b\n:::\n", "- 8: a | b [@A]\n"),
    *(
        "|a|\n|-|\n",
        "|",
        " |-",
        "a|b\n-|-\n",
        "|-|-|-|\n",
        "[a]: b\n",
        "[a]: b 'c\n",
        "[a]:\n",
        "[a\n",
        "[a]: x\n\n[a] ",
    ),
    *("    a\n", "\ta\n", "é", "😀", "a" * 1000 + " ", "     :::: note x\n> ::: note x\n", "> # a\n      b\n"),
]

BUILT = {
    "brackets that close": "[" * 50_000 + "]" * 50_000,
    "links at the end": "[" * 50_000 + "](x)" * 12_500,
    "pictures in pictures": "![a" * 30_000 + "](x)" * 2_500,
    "emphasis that closes late": "*a " * 16_000 + "a* " * 16_000,
    "emphasis in emphasis": "*" * 49_000 + "a" + "*" * 49_000,
    "mixed emphasis": "*a _b " * 8_000 + "c_ d* " * 8_000,
    "runs of backticks, longer and longer": "".join("`" * run + "a" for run in range(1, 440)),
    "runs of backticks, shorter and shorter": "".join("`" * run + "a" for run in range(440, 1, -1)),
    "a lazy quotation": "> a\n" + "b\n" * 49_000,
    "quotations in quotations": (">" * 20 + "a\n") * 4_700,
    "lists in lists": "\n".join("  " * (line % 10) + "- a" for line in range(7_000)),
    "boxes in boxes": "::: note x\n" * 4_500 + ":::\n" * 4_500,
    "many definitions and uses": "".join(f"[a{n}]: b\n" for n in range(5_000)) + "[a1]" * 7_000,
    "escapes in an address": "[a](<" + "\\<" * 45_000,
    "escapes in a title": '[a](b "' + '\\"' * 45_000,
    "a header as wide as the body": "|" * 49_000 + "\n" + "|-" * 25_000,
    "many headers that don't fit": ("|a" * 1_000 + "\n" + "|-" * 1_001 + "\n") * 24,
    "a table of 200 by 200": "\n".join(["|a" * 200, "|-" * 200, *["|a" * 200] * 198]),
    "headings with one name": "# a\n\n" * 20_000,
    "one long address, used often": "[a]: http://x.y/" + "b" * 50_000 + "\n\n" + "[a] " * 12_000,
    "one address, used very often": "[a]: http://x.y/" + "b" * 1_900 + "\n\n" + "[a] " * 24_000,
    "one long address of nothing, used often": "- [a]: " + '\\"' * 24_000 + "\n\n" + "[a] " * 12_000,
    "one long title, used often": "[a]: http://x.y '" + "b" * 50_000 + "'\n\n" + "[a] " * 12_000,
    "one long picture key, used often": "[a]: image:" + "b" * 50_000 + "\n\n" + "![a] " * 9_000,
    "brackets beside a definition": "[a]: b\n\n" + "[" * 49_000 + "]" * 49_000,
    "a line of numbers with many sources": "::: numbers 100 a\n- 8: a | b " + "[@A] " * 19_000 + "x\n:::",
    "a line of numbers that never ends": "::: numbers 100 a\n- 8: " + "a [" * 32_000 + "\n:::",
    "a box with many lines of numbers": "::: numbers 100 a\n" + "- 8: a | b\n" * 1_500 + ":::",
    "a heading with blanks inside": "## a" + " " * 99_000 + "b",
    "a heading with no-break spaces inside": "## a" + "\N{NO-BREAK SPACE}" * 49_000 + "b",
    "one line": "a" * MAX_BYTES,
}


def full(unit: str) -> str:
    return (unit * (MAX_BYTES // len(unit.encode())))[:MAX_BYTES]


@pytest.mark.parametrize("body", [*map(full, REPEATED), *BUILT.values()], ids=[*map(ascii, REPEATED), *BUILT])
def test_a_body_made_to_be_slow_is_rendered_or_refused_at_once(body):
    began = time.thread_time()

    with suppress(TooLong):
        shown(body)

    assert time.thread_time() - began < CEILING_SECONDS


def test_a_short_text_that_makes_an_endless_page_is_refused():
    with pytest.raises(TooLong, match="too big to show"):
        shown("[a]: http://x.y/" + "b" * 1_900 + "\n\n" + "[a] " * 2_000)


@pytest.mark.parametrize("unit", ["[", "*a ", "- a\n", "> a\n      b\n", "a\n"])
def test_a_refusal_does_not_depend_on_how_fast_the_machine_is(unit):
    refusals = []
    for _attempt in range(2):
        try:
            refusals.append(len(shown(full(unit)).html))
        except TooLong as refusal:
            refusals.append(str(refusal))

    assert refusals[0] == refusals[1]


@pytest.mark.parametrize(
    "paragraph",
    [
        "The needle is thin, about 0.25 mm, and most people feel *little* or nothing [@Smith2020]. " * 8 + "\n\n",
        "- You may feel sore for a day or two; see [what helps](page:1234) or call {{phone}}.\n" * 8 + "\n",
        "## What you can do today\n\n- walk a little\n- drink water\n- rest when you like\n\n> Tell us *first*.\n\n",
    ],
)
def test_an_honest_body_of_the_full_size_is_rendered(paragraph):
    body = full(paragraph)

    assert len(shown(body).html) > len(body)

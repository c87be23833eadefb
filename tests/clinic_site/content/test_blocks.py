"""A signed text taken apart: what a reader sees becomes words in blocks."""

from clinic_site.content.blocks import html_blocks, plain_blocks
from tests.clinic_site.markdown.shelf import shown

TEXT = """## After the visit

Rest for **2 days** and read [more](page:2024).

- Walk.
- Drink water [@Smith2020].

::: steps
1. Sit.
2. Stand.
:::

| Problem | How long |
|---|---|
| Soreness | 24 hours |

::: note Important: tell us
Call {{phone}}.
:::

::: emergency
- you faint
:::
"""


def blocks(text: str) -> list:
    result = shown(text)
    return html_blocks(result.html, list(result.citations))


def texts(text: str, kind: str) -> list[str]:
    return [block.text for block in blocks(text) if block.kind == kind]


def test_headings_and_paragraphs_are_read_in_order():
    found = [(block.kind, block.text) for block in blocks(TEXT)][:2]

    assert found == [
        ("heading", "After the visit"),
        ("paragraph", "Rest for 2 days and read more (→\N{NO-BREAK SPACE}/2024)."),
    ]


def test_an_item_keeps_what_stands_before_it():
    found = [(block.mark, block.text) for block in blocks(TEXT) if block.kind == "item"]

    assert found == [("•", "Walk."), ("•", "Drink water [Smith2020]."), ("1.", "Sit."), ("2.", "Stand."),
                     ("•", "you faint")]  # fmt: skip


def test_the_number_of_an_item_is_not_part_of_what_it_says():
    assert set(blocks("1. Sit.\n2. Stand.\n")[:1]) == set(blocks("1. Rest.\n2. Sit.\n")[1:2])


def test_a_row_of_a_table_has_cells():
    rows = [[" ".join(word.text for word in cell) for cell in block.cells] for block in blocks(TEXT)
            if block.kind in {"head", "row"}]  # fmt: skip

    assert rows == [["Problem", "How long"], ["Soreness", "24 hours"]]


def test_what_stands_in_a_box_says_in_which():
    found = [(block.box, block.text) for block in blocks(TEXT) if block.box]

    assert found == [
        ("note", "Note"),
        ("note", "Important: tell us"),
        ("note", "Call {{phone}}."),
        ("emergency", "Emergency card: its signed text, and these lines"),
        ("emergency", "you faint"),
    ]


def test_a_mark_of_a_source_is_its_key_so_that_a_new_number_changes_nothing():
    first, second = blocks("Sore [@Smith2020].\n"), blocks("Calm [@Jones-2021].\n\nSore [@Smith2020].\n")

    assert first[0] == second[1]


def test_a_change_of_weight_or_of_where_a_link_leads_is_a_change():
    assert blocks("Not now.\n") != blocks("**Not** now.\n")
    assert blocks("[Here](page:2024).\n") != blocks("[Here](page:2035).\n")


def test_a_second_paragraph_of_an_item_has_no_mark():
    found = [(block.mark, block.text) for block in blocks("- Walk.\n\n  Slowly.\n- Sit.\n") if block.kind == "item"]

    assert found == [("•", "Walk."), ("", "Slowly."), ("•", "Sit.")]


def test_a_plain_field_is_a_block_a_line():
    found = [block.text for block in plain_blocks(["Rest for 2 days.", "", "Call {{ phone }}."])]

    assert found == ["Rest for 2 days.", "Call {{phone}}."]


def test_markup_in_a_text_is_only_words():
    assert texts("<script>alert(1)</script> &lt;b&gt;\n", "paragraph") == ["<script>alert(1)</script> <b>"]


def test_what_was_read_before_is_taken_only_for_the_same_sources_and_is_nobodys_to_change():
    html = shown("Drink water [@Smith2020].\n").html
    first = html_blocks(html, ["Smith2020"])
    words = [block.text for block in first]

    first.clear()

    assert [block.text for block in html_blocks(html, ["Smith2020"])] == words
    assert [block.text for block in html_blocks(html, ["Jones2021"])] != words

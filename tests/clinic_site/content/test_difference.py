"""What differs between two texts: block by block, then by whole words."""

import pytest

from clinic_site.content.difference import parts_of, rows_between, text_of
from tests.clinic_site.content.test_blocks import blocks


def difference(old: str, new: str) -> list:
    return rows_between(blocks(old), blocks(new))


def told(old: str, new: str) -> list[str]:
    """Each row in one line: removed words in square brackets, added ones in round brackets."""
    signs = {"same": "%s", "removed": "[%s]", "added": "(%s)"}
    return [
        " | ".join(" ".join(signs[piece.change] % text_of([[piece]]) for piece in cell) for cell in row.cells)
        for row in difference(old, new)
    ]


def test_a_number_is_changed_as_a_whole():
    assert told("Rest for 24 hours.\n", "Rest for 48 hours.\n") == ["Rest for [24] (48) hours."]


def test_a_number_in_a_table_is_told_in_its_cell():
    old = "| Problem | How long |\n|---|---|\n| Soreness | 24 hours |\n| Bruise | 5 days |\n"

    assert told(old, old.replace("24", "48")) == [
        "Problem | How long", "Soreness | [24] (48) hours", "Bruise | 5 days",
    ]  # fmt: skip


def test_a_new_row_of_a_table_is_a_row():
    old = "| Problem | How long |\n|---|---|\n| Soreness | 24 hours |\n"

    assert told(old, old + "| Bruise | 5 days |\n")[2:] == ["(Bruise) | (5 days)"]


def test_a_table_with_another_column_is_told_row_by_row():
    old, new = "| A | B |\n|---|---|\n| one | two |\n", "| A | B | C |\n|---|---|---|\n| one | two | three |\n"

    assert [row.change for row in difference(old, new)] == ["changed", "changed"]


def test_an_item_that_is_put_first_changes_only_itself():
    assert told("- Walk.\n- Sit.\n", "- Rest.\n- Walk.\n- Sit.\n") == ["(Rest.)", "Walk.", "Sit."]


def test_a_box_of_another_kind_is_told():
    old = "::: note Take care\nDrink water.\n:::\n"

    assert told(old, old.replace("note", "key-fact"))[:2] == ["[Note]", "[Take care]"]
    assert "(Key fact)" in told(old, old.replace("note", "key-fact"))


def test_a_heading_of_another_level_is_told():
    assert told("## Rest\n\nWords.\n", "### Rest\n\nWords.\n") == ["[Rest]", "(Rest)", "Words."]


def test_a_paragraph_finds_its_like_among_others():
    old = "One thing about the needles we use here.\n\nRest for 24 hours after the visit.\n"
    new = "A wholly new beginning.\n\nRest for 48 hours after the visit.\n"

    assert told(old, new) == [
        "[One thing about the needles we use here.]",
        "(A wholly new beginning.)",
        "Rest for [24] (48) hours after the visit.",
    ]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Rest.\n", "Rest.\n"),
        ("## A\n\nOne two three.\n\n- x\n- y\n", "## B\n\nOne 2 three four.\n\n- y\n- z\n\nEnd.\n"),
        ("", "Rest.\n"),
        ("Rest.\n", ""),
        ("a a a a\n\na a\n", "a a a\n\na a a a a\n"),
    ],
)
def test_both_texts_can_be_read_from_the_difference(old: str, new: str):
    rows = difference(old, new)

    before = [text_of(row.before) for row in rows if row.old]
    after = [text_of(row.after) for row in rows if row.new]

    assert before == [block.text for block in blocks(old)]
    assert after == [block.text for block in blocks(new)]


def test_what_did_not_change_is_folded_but_for_its_neighbours():
    old = "".join(f"Paragraph {number} of the text.\n\n" for number in range(20))
    new = old.replace("Paragraph 10 of", "Paragraph ten of")

    parts = parts_of(difference(old, new))

    assert [(part.is_folded, len(part.rows)) for part in parts] == [(True, 8), (False, 5), (True, 7)]


def test_a_text_without_a_change_is_not_folded():
    old = "".join(f"Paragraph {number} of the text.\n\n" for number in range(20))

    assert [part.is_folded for part in parts_of(difference(old, old))] == [False]


LONG = {
    "one word 16,000 times": ("word " * 16_000, "word " * 15_000 + "other " * 500),
    "two words in turn": ("yes no " * 8_000, "no yes yes " * 5_000),
    "5,000 small blocks": ("- a\n" * 5_000, "- b\n- a\n" * 2_500),
    "nothing in common": (" ".join(f"w{n}" for n in range(12_000)), " ".join(f"x{n}" for n in range(12_000))),
    "300 paragraphs written anew": (
        "\n\n".join(f"Old words {n} about it and more." for n in range(300)),
        "\n\n".join(f"Fresh words {n} about it and less." for n in range(300)),
    ),
}


@pytest.mark.parametrize("name", LONG)
def test_a_text_as_long_as_one_may_be_is_compared_whole(name: str):
    """Compared word by word without a limit, each of these would take minutes."""
    old, new = (blocks(text) for text in LONG[name])

    rows = rows_between(old, new)

    assert [row.new for row in rows if row.new] == new
    assert [row.old for row in rows if row.old] == old

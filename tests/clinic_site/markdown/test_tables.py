import pytest

from clinic_site.markdown import TooLong
from tests.clinic_site.markdown.shelf import html


def table(columns: int, rows: int) -> str:
    return "\n".join(["|a" * columns + "|", "|-" * columns + "|", *["|a" * columns + "|"] * (rows - 1)])


def test_a_table_scrolls_in_a_region_with_a_name():
    typed = html("| a |\n|---|\n| b |")

    assert typed.startswith('<div class="scroll" role="region" tabindex="0" aria-label="Table 1"><table>')
    assert typed.endswith("</table></div>")
    assert '<th scope="col">a</th>' in typed


def test_tables_are_counted():
    assert 'aria-label="Table 2"' in html(f"{table(1, 2)}\n\nText\n\n{table(1, 2)}")


@pytest.mark.parametrize(("rule", "name"), [(":--", "ta-left"), ("--:", "ta-right"), (":-:", "ta-center")])
def test_alignment_is_a_class_and_never_a_style(rule, name):
    typed = html(f"| a |\n|{rule}|\n| b |")

    assert f'<th scope="col" class="{name}">a</th>' in typed
    assert f'<td class="{name}">b</td>' in typed
    assert "style" not in typed


def test_each_cell_but_the_first_says_what_it_is_for_a_phone():
    typed = html("| Problem | How <b>sure |\n|---|---|\n| Neck | Low |\n| Hip | |")

    assert "<td>Neck</td>" in typed
    assert '<td><span class="head">How &lt;b&gt;sure: </span>Low</td>' in typed
    assert "<td></td>" in typed


def test_a_long_head_is_not_said_again():
    assert 'class="head"' not in html(f"| a | {'long ' * 10} |\n|---|---|\n| b | c |")


def test_two_thousand_cells_are_enough():
    assert html(table(20, 100)).count("<td>") == 1980

    with pytest.raises(TooLong, match="2,000 cells"):
        html(table(20, 101))


def test_the_cells_of_all_tables_count_together():
    with pytest.raises(TooLong, match="2,000 cells"):
        html(f"{table(20, 60)}\n\n{table(20, 60)}")


def test_rows_that_are_filled_up_count_in_full():
    with pytest.raises(TooLong, match="2,000 cells"):
        html("|a" * 100 + "|\n" + "|-" * 100 + "|\n" + "|a|\n" * 30)


def test_an_underlined_heading_is_no_table():
    assert html("Title\n---\n" + "line\n" * 3000).startswith('<h2 id="h-title">')


def test_lines_after_a_table_are_no_cells():
    assert html(f"{table(20, 100)}\n\n" + "line\n" * 100).count("<td>") == 1980

"""Where words stand in what was typed, and what stands around them."""

import pytest

from clinic_site.readiness import passages
from clinic_site.readiness.figures import figures
from clinic_site.readiness.passages import Passage, line_of, of_body
from tests.clinic_site.readiness.drafts import draft

BODY = "Rest  for a\nday.\n\n\tDrink water – often.\nRest well.\n"


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (("Rest for a day.",), 1),
        (("day.",), 2),
        (("Drink  water - often",), 4),
        (("well",), 5),
        (("Rest",), 0),
        (("Rest", "well"), 5),
        (("Eat",), 0),
        (("",), 0),
    ],
)
def test_the_line_is_where_words_that_stand_there_once_begin(words, line):
    assert line_of(draft(BODY), Passage("body", words[0]), *words) == line


def test_words_of_a_field_have_no_line():
    assert line_of(draft(BODY), Passage("lede", "well"), "well") == 0


def test_the_typed_text_is_cut_into_lines_once():
    passages._typed.cache_clear()
    page = draft("\n\n".join(f"Rest {day}." for day in range(300)))

    lines = [line_of(page, Passage("body", f"Rest {day}."), f"Rest {day}.") for day in range(300)]

    assert lines == list(range(1, 600, 2))
    assert passages._typed.cache_info().misses == 1


def test_passages_of_a_section_share_the_text_around_them():
    found = of_body("".join(f"<p>Rest {day}.</p>" for day in range(300)))

    assert len({id(one.around) for one in found}) == 1


def test_a_row_of_numbers_is_not_one_number_as_long_as_the_row():
    (share,) = figures("100 " * 500 + "%")

    assert share.words == "100 100 100 100 100 %"

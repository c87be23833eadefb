import re
from xml.etree import ElementTree

import pytest

from clinic_site.desk.plots import LONGEST_BAR, WIDE, Bar, Column, bars, columns

SVG = "{http://www.w3.org/2000/svg}"


def read(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))  # noqa: S314


def texts(svg: str) -> list[str]:
    return [element.text for element in read(svg).iter(f"{SVG}text")]


def boxes(svg: str) -> list[dict[str, float]]:
    """The rectangles, as numbers; a hatched one says so."""
    sides = ("x", "y", "width", "height")
    return [
        {side: float(element.get(side)) for side in sides} | {"hatched": "url(" in element.get("fill")}
        for element in read(svg).iter(f"{SVG}rect")
    ]


def weekly(*values: int, part: int = 0) -> str:
    return columns("weeks", "Searches", "Fewer.", [Column(f"week {place}", value, part)
                                                   for place, value in enumerate(values)])  # fmt: skip


def test_a_plot_has_a_name_and_words_for_who_can_t_see_it():
    svg = read(weekly(1, 2))

    names = svg.get("aria-labelledby").split()
    assert svg.get("role") == "img"
    assert [svg.find(f".//*[@id='{name}']").text for name in names] == ["Searches", "Fewer."]


def test_columns_are_as_high_as_their_values_and_stand_in_order():
    low, high = boxes(weekly(10, 40))

    assert high["height"] == pytest.approx(4 * low["height"], abs=0.2)
    assert low["x"] < high["x"]
    assert low["y"] + low["height"] == pytest.approx(high["y"] + high["height"], abs=0.2)


def test_a_part_of_a_column_is_hatched_and_the_rest_is_not():
    plain, hatched = boxes(weekly(40, part=10))

    assert (plain["hatched"], hatched["hatched"]) == (False, True)
    assert plain["height"] == pytest.approx(3 * hatched["height"], abs=0.2)
    assert plain["y"] + plain["height"] == pytest.approx(hatched["y"], abs=0.2)


def test_short_values_all_stand_over_their_columns_and_long_ones_only_where_it_matters():
    assert texts(weekly(1, 99, 3))[:3] == ["1", "99", "3"]
    assert texts(weekly(1, 1200, 3))[:2] == ["1,200", "3"]


def test_bars_say_what_they_are_and_how_much():
    svg = bars("read", "Read most", "Words.", [Bar("Soreness", 20, "20"), Bar("Bruises", 5, "5", is_hatched=True)])

    assert texts(svg) == ["Soreness", "20", "Bruises", "5"]
    first, second = boxes(svg)
    assert (first["width"], second["width"]) == (LONGEST_BAR, LONGEST_BAR / 4)
    assert second["hatched"]


def test_bars_of_shares_are_measured_against_the_whole():
    assert boxes(bars("share", "Share", "Words.", [Bar("Soreness", 0.5, "50 %")], 1))[0]["width"] == LONGEST_BAR / 2


def test_a_long_name_is_broken_and_cut():
    svg = bars("read", "Read", "Words.", [Bar("a long name of a page " * 9, 1, "1")])

    first, second, value = texts(svg)
    assert len(first) <= 36
    assert second.endswith(" …")
    assert value == "1"


@pytest.mark.parametrize("values", [(), (0,), (0, 0, 0), (1,), (10**9,), tuple(range(60))])
def test_any_number_of_values_is_drawn_inside_the_frame(values):
    for box in boxes(weekly(*values)):
        assert 0 <= box["x"] <= box["x"] + box["width"] <= WIDE
        assert box["y"] >= 0
    assert bars("bars", "Bars", "Words.", [Bar("x", value, str(value)) for value in values])


def test_titles_are_text():
    svg = bars("read", "<b>", "&", [Bar("<script>alert(1)</script>", 1, '"')])

    assert "<script>" not in svg
    assert texts(svg)[0] == "<script>alert(1)</script>"


def test_a_plot_has_no_colour_and_no_style_of_its_own():
    svg = weekly(4, 5, part=2) + bars("read", "Read", "Words.", [Bar("x", 1, "1", is_hatched=True)])

    assert "style" not in svg
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) == {
        "currentColor", "none", "url(#weeks-hatch)", "url(#read-hatch)",
    }  # fmt: skip

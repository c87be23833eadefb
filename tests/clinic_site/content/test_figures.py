import re
from html.parser import HTMLParser

import pytest
from django.conf import settings
from django.utils.html import strip_tags

from clinic_site.content import compose, figures
from clinic_site.content.compare import clinical_reasons
from clinic_site.content.drafting import rendered
from clinic_site.content.parts import Parts
from clinic_site.content.shared import Shared
from clinic_site.markdown import Drawing
from clinic_site.operations.demonstration import STARTER
from clinic_site.profile.models import Profile

# What a drawing is made of: nothing that runs, loads, takes a name on the page or has a colour of its own.
ELEMENTS = {"svg", "g", "path", "circle", "ellipse", "rect", "text"}
SHAPES = {"cx", "cy", "d", "height", "r", "rx", "ry", "viewbox", "width", "x", "y"}
LINES = {"fill", "fill-opacity", "stroke", "stroke-dasharray", "stroke-linecap", "stroke-linejoin", "stroke-width"}
LETTERS = {"font-family", "font-size", "font-weight", "text-anchor"}
ATTRIBUTES = SHAPES | LINES | LETTERS | {"role", "aria-label", "data-needle"}
PLACED = re.compile(r"^!\[(.*)\]\(drawing:([a-z0-9-]+)\)$", re.MULTILINE)
NUMBERS_BOX = "::: numbers 100 treatments\n- {}: had a bruise | did not\n:::"


class Elements(HTMLParser):
    def __init__(self, svg: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.words: list[str] = []
        self.feed(svg)
        self.close()

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words += data.split()


def composed(source: str) -> str:
    return compose.body(rendered(source).html, Parts(), Shared(Profile()), {})


@pytest.mark.parametrize("name", sorted(figures.drawings()))
def test_a_drawing_keeps_to_the_house_style(name):
    svg = figures.drawings()[name]

    drawing = Elements(svg)

    assert drawing.open == []
    assert {tag for tag, _attributes in drawing.found} <= ELEMENTS
    assert {attribute for _tag, attributes in drawing.found for attribute in attributes} <= ATTRIBUTES
    assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {"none", "currentColor"}
    assert drawing.found[0][1]["viewbox"].startswith("0 0 320 ")
    assert len(svg.encode()) < 6_000


@pytest.mark.parametrize("name", sorted(figures.drawings()))
def test_a_drawing_is_described_shortly_and_holds_no_words(name):
    svg = figures.drawings()[name]

    numbers = Elements(svg).words

    assert 'role="img"' in svg
    assert 20 <= len(figures.drawing_named(name).alt) <= 125
    assert sorted(numbers) == [str(number) for number in range(1, len(numbers) + 1)]


def test_the_starter_pages_say_what_each_number_of_a_drawing_stands_for():
    placed = [found for path in STARTER.rglob("*.md") for found in PLACED.findall(path.read_text(encoding="utf-8"))]

    named = {name: sorted(re.findall(r"(?:^|[,.:] )(\d) ", caption)) for caption, name in placed}

    assert len(placed) > 6
    assert named == {name: sorted(Elements(figures.drawings()[name]).words) for _caption, name in placed}


def test_writers_are_told_of_every_drawing():
    told = (settings.BASE_DIR / "docs" / "writing.md").read_text(encoding="utf-8")

    assert set(re.findall(r"^\| `([a-z-]+)` \|.*1 ", told, re.MULTILINE)) == set(figures.drawings())


def test_the_drawings_that_show_a_needle_say_so():
    needles = {name for name in figures.drawings() if figures.drawing_named(name).shows_needle}

    assert needles == {"how-deep", "needle-cases", "shallow-deep", "solid-hollow"}


@pytest.mark.parametrize("name", ["no-such", "", "../icons/site", "tight-spot.svg", "/etc/passwd"])
def test_there_are_no_other_drawings(name):
    assert figures.drawing_named(name) is None
    assert figures.place_drawings(f'<span data-drawing="{name}"></span>').count("<svg") == 0


def test_what_a_drawing_says_about_itself_is_read_from_its_file(monkeypatch):
    files = {
        "arm": '<svg role="img" aria-label="Skin &amp; fat" data-needle="yes"><path d="M0 0"/></svg>',
        "bare": "<svg/>",
    }
    monkeypatch.setattr(figures, "drawings", lambda: files)

    assert figures.drawing_named("arm") == Drawing("Skin & fat", shows_needle=True)
    assert figures.drawing_named("bare") == Drawing("", shows_needle=False)


def places(svg: str) -> tuple[list[tuple[float, float]], list[tuple[float, float]]]:
    """The middles of the full and of the hollow dots."""
    full, hollow = re.findall(r'<path d="([^"]*)"', svg)
    lines = re.findall(r"M(\d+) (\d+)h(\d+)", full)
    rings = re.findall(r"M([\d.]+) (\d+)((?:a5\.5 5\.5 0 1 1 0-\.1z(?:m16 0)?)+)", hollow)
    return (
        [(int(x) + 16 * dot, int(y)) for x, y, length in lines for dot in range(1 + int(length) // 16)],
        [(float(x) - 5.5 + 16 * dot, int(y)) for x, y, row in rings for dot in range(row.count("z"))],
    )


@pytest.mark.parametrize("filled", [0, 1, 8, 19, 20, 21, 99, 100])
def test_so_many_of_100_dots_are_filled(filled):
    svg = figures.dots(filled)

    full, hollow = places(svg)

    assert (len(full), len(hollow)) == (filled, 100 - filled)
    assert f'role="img" aria-label="Filled dots: {filled} of 100."' in svg


@pytest.mark.parametrize("filled", [0, 8, 20, 55, 100])
def test_dots_stand_in_5_rows_of_20_and_the_first_ones_are_filled(filled):
    full, hollow = places(figures.dots(filled))

    assert full + hollow == [(8 + 16 * column, 8 + 16 * row) for row in range(5) for column in range(20)]


def test_a_hundred_dots_are_two_shapes():
    assert [tag for tag, _attributes in Elements(figures.dots(55)).found] == ["svg", "path", "path"]


def test_dots_name_nothing_on_the_page_and_have_no_style():
    elements = Elements(figures.dots(8))

    assert {attribute for _tag, attributes in elements.found for attribute in attributes} <= ATTRIBUTES
    assert {tag for tag, _attributes in elements.found} <= ELEMENTS


def test_the_dots_of_a_numbers_box_are_put_in():
    html = composed(NUMBERS_BOX.format(8))

    assert "About 8 had a bruise. About 92 did not.<svg" in html
    assert "data-dots" not in html


def test_typed_text_makes_no_dots():
    assert "<svg" not in composed(
        'Text <span data-dots="8"></span> [x](https://a.example \'<span data-dots="8"></span>\')'
    )


def test_a_drawing_with_a_needle_stands_in_its_fold():
    html = composed("![1 skin](drawing:how-deep)")

    assert html.startswith('<details class="needle"><summary>Show a drawing with the needle</summary>')
    assert html.index("<details") < html.index('data-needle="yes"') < html.index("</details>")
    assert strip_tags(html).split()[-2:] == ["1", "skin"]


def test_a_drawing_without_a_needle_is_shown_at_once():
    assert composed("![](drawing:tight-spot)").startswith('<figure class="drawing"><svg')


@pytest.mark.parametrize("change", ["had a bruise", "treatments", ":::"])
def test_a_change_in_a_numbers_box_is_never_small(change):
    before = {"body": NUMBERS_BOX.format(8)}

    assert "a callout" in clinical_reasons(before, {"body": before["body"].replace(change, "other", 1)})
    assert "a number" in clinical_reasons(before, {"body": NUMBERS_BOX.format(9)})

"""What is told by a line, an icon or a colour can be made out by people who see less of it."""

import re
from itertools import combinations

import pytest

from tests.architecture.colours import COLOUR_BLINDNESS, SHEETS, contrast, difference, themes

THEMES = ["light", "dark"]
URGENCIES = ("now", "soon", "talk")
PAPERS = ("paper", "surface", "sand", "tint")
LINE_ON_BACKGROUND = {
    "borders of fields and folds": [("edge", ground) for ground in ("paper", "surface", "sand")],
    "focus ring": [("focus", ground) for ground in (*PAPERS, "halo", *(f"{kind}-body" for kind in URGENCIES))],
    "borders of cards": [(f"{kind}-edge", ground) for kind in URGENCIES for ground in ("paper", f"{kind}-body")],
    "icons of cards": [(f"{kind}-text", kind) for kind in URGENCIES],
    "ticks and crosses": [("good", "paper"), ("now", "paper")],
    "bar of the short answer": [("button", "paper"), ("button", "tint")],
    "border of a button": [("button", ground) for ground in PAPERS],
    "dots of the numbers": [("button", "surface")],
    "sign of a fold": [("link", "surface")],
    "icons in links": [("link", ground) for ground in ("paper", "surface", "now-body")],
    "icons in notices": [("ink", ground) for ground in ("paper", "surface", "sand", "soon-body")],
    "border of the example notice": [("soon-edge", "paper"), ("soon-edge", "surface")],
    "edge of a tile and of the help strip": [("clay", "paper"), ("clay", "surface")],
}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("pairs", LINE_ON_BACKGROUND.values(), ids=LINE_ON_BACKGROUND)
def test_a_line_that_means_something_stands_out_three_to_one(theme: str, pairs: list):
    colours = themes()[theme]

    assert [pair for pair in pairs if contrast(*(colours[name] for name in pair)) < 3] == []


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("blindness", COLOUR_BLINDNESS)
@pytest.mark.parametrize("pair", list(combinations(URGENCIES, 2)), ids="-".join)
def test_two_urgencies_stay_apart_for_colour_blind_eyes(theme: str, blindness: str, pair: tuple[str, str]):
    colours = themes()[theme]

    assert difference(*(colours[kind] for kind in pair), blindness) >= 20


@pytest.mark.parametrize("theme", THEMES)
def test_the_pages_for_when_all_is_down_keep_the_same_contrasts(theme: str):
    colours = themes("closed")[theme]
    text = [("ink", "paper"), ("ink2", "paper"), ("link", "paper"), ("now-text", "now"), ("soon-text", "soon")]
    text += [(ink, ground) for ink in ("ink", "link") for ground in ("now-bg", "soon-bg")]
    lines = [("now", "paper"), ("now", "now-bg"), ("soon-line", "paper"), ("soon-line", "soon-bg")]

    assert [pair for pair in text if contrast(*(colours[name] for name in pair)) < 7] == []
    assert [pair for pair in lines if contrast(*(colours[name] for name in pair)) < 3] == []


def test_the_focus_ring_is_two_pixels_or_more_and_forced_colours_keep_it():
    base = (SHEETS / "base.css").read_text()

    ring = re.search(r":focus-visible \{[^}]*outline: (\d+)px solid var\(--focus\)", base)

    assert int(ring[1]) >= 2
    assert re.search(r"forced-colors: active\) \{\s*:focus-visible \{ outline-color: Highlight", base)

"""Plots are drawings of their own: well-formed, and every value is written beside its bar."""

from xml.etree import ElementTree

from benchmarks import plots
from benchmarks.telling import Plot

WIDE = Plot("rate", "Pages a second", "/s", [("serve", 9000.0), ("Wagtail <8>", 9.0)], is_log=True)


def lengths(plot: Plot) -> list[float]:
    drawn = ElementTree.fromstring(plots.svg(plot))  # noqa: S314
    return [float(bar.get("width")) for bar in drawn.iter("{http://www.w3.org/2000/svg}rect")]


def test_every_value_is_written_and_spoken():
    drawn = ElementTree.fromstring(plots.svg(WIDE))  # noqa: S314

    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert "Wagtail <8>: 9.00 /s" in texts
    assert "serve 9,000 /s" in drawn.find("{http://www.w3.org/2000/svg}title").text


def test_bars_are_as_long_as_their_values():
    assert lengths(Plot("cpu", "CPU", "ms", [("ours", 10.0), ("theirs", 40.0)])) == [160, 640]


def test_on_a_log_scale_a_thousand_times_less_is_three_steps_shorter():
    longest, shortest = lengths(Plot("rate", "Rate", "/s", [("serve", 10_000.0), ("theirs", 10.0)], is_log=True))

    assert (longest, shortest) == (640, 6.4)

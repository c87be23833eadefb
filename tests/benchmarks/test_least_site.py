"""What our figures are held against runs without anything of ours."""

import json

from benchmarks import first_render, least_site


def test_the_least_site_shows_its_notes_and_saves_one():
    with least_site.made(23) as site:
        shown = json.loads(site.run(str(first_render.INSIDE), given="\n".join(site.paths)))
        saved = json.loads(site.run(str(least_site.INSIDE / "saving.py"), "1"))

    assert shown["queries"] == 1
    assert len(shown["cpu"]) == 2
    assert shown["bytes"] > len(least_site.BODY) > 10_000
    assert len(saved["save"]["cpu"]) == len(saved["save"]["next_cpu"]) == 1

"""Every combination through the renderer. benchmarks/hostile.py takes them through the forms and into a browser."""

from clinic_site.content.drafting import SiteLibrary
from clinic_site.markdown import render
from tests.hostile.combined import everything
from tests.hostile.inert import live_parts


def test_no_combination_is_alive_once_it_is_rendered():
    texts = everything()
    library = SiteLibrary()

    live = {text: found for text in texts if (found := live_parts(render(text, library).html))}

    assert len(texts) >= 13_000
    assert live == {}

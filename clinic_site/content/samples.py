"""The boxes of the house syntax as readers get them, for the list from which a writer chooses."""

from django.utils.html import escape

from clinic_site.content import compose
from clinic_site.content.drafting import rendered
from clinic_site.content.house_marks import Box, boxes_named
from clinic_site.content.parts import Facts
from clinic_site.content.pick_finds import Found
from clinic_site.content.preview_styles import style_links
from clinic_site.content.reading import read_shared
from clinic_site.content.shared import Shared


def shown(query: str, chosen: str = "") -> list[Found]:
    common = read_shared()
    return [Found(item, [item.mark], {"page": page(item, common)}) for item in boxes_named(query)]


def page(item: Box, common: Shared) -> str:
    """A whole page with the sample alone, made by the publishing code."""
    result = rendered(item.mark.text)
    parts = compose.parts_for(Facts(kind="sample", cards=result.cards), common)
    links = "".join(f'<link rel="stylesheet" href="{escape(link)}">' for link in style_links("phone"))
    body = compose.body(result.html, parts, common, {})
    sample = f'<div class="wrap text"><main>{body}</main></div>'
    return f'<!doctype html><html lang="en-GB"><title>.</title>{links}{sample}</html>'

from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.translation import gettext as _

from clinic_site.content.difference import Piece, Run

register = template.Library()


@register.simple_tag
def pieces(found: Iterable[Piece]) -> str:
    """Words that stayed, came and went. What changed is said, not only shown. A long text has hundreds of these, and a
    template of their own would cost most of the screen. The words of the next cell stand apart from them."""
    return format_html_join("", "{}", [*((_piece(one),) for one in found), ("\n",)])


def _piece(piece: Piece) -> str:
    words = format_html_join("", "{}", ((_run(run),) for run in piece.runs))
    said = {"words": words, "end": _("]")}
    if piece.change == "added":
        return format_html(
            '<ins><span class="said">{begin} </span>{words}<span class="said">{end} </span></ins>',
            begin=_("[added:"), **said,
        )  # fmt: skip
    if piece.change == "removed":
        return format_html(
            '<del><span class="said">{begin} </span>{words}<span class="said">{end} </span></del> ',
            begin=_("[removed:"), **said,
        )  # fmt: skip
    return words


def _run(run: Run) -> str:
    return format_html('<span class="{}">{}</span>', run.look, run.text) if run.look else conditional_escape(run.text)

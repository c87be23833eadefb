"""The words of a difference, as staff read and hear them."""

from clinic_site.content.blocks import Word
from clinic_site.content.difference import Piece
from clinic_site.content.templatetags.pieces import pieces


def test_what_changed_is_said_and_no_words_are_markup():
    found = [
        Piece("same", (Word("a<b"), Word("c", ("strong", "link")))),
        Piece("added", (Word("d", space=False),)),
        Piece("removed", (Word("<q>", ("em",)),)),
    ]

    assert pieces(found) == (
        'a&lt;b <span class="as-strong as-link">c </span>'
        '<ins><span class="said">[added: </span>d<span class="said">] </span></ins>'
        '<del><span class="said">[removed: </span><span class="as-em">&lt;q&gt; </span>'
        '<span class="said">] </span></del> \n'
    )

"""Words that frozen text gains on its way to a reader: how strong a source is, and what stays off paper."""

import re

from django.utils.html import escape
from django.utils.translation import gettext as _

MARK = re.compile(r'(<a class="cite" href="#source-(\d+)">[^<]*)(</a>)')
NEEDLE = re.compile(r'<details class="needle"><summary>.*?</summary>', re.DOTALL)


def in_a_sentence(label: str) -> str:
    """The label as it stands inside a sentence: “a survey of 39 therapists”, but “NICE guideline”."""
    label = label.strip().rstrip(".")
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def labelled(html: str, printed: list[dict]) -> str:
    """Frozen HTML whose marks carry the label that was signed with them, for those who hear the page; for those who
    print it, each fold with a needle says why its picture is missing.

    Must come before composing: a card that is placed later numbers its own sources.
    """
    labels = {str(place): in_a_sentence(source["label"]) for place, source in enumerate(printed, start=1)}

    def mark(match) -> str:
        label = labels.get(match[2])
        return f'{match[1]}<span class="vh"> ({escape(label)})</span>{match[3]}' if label else match[0]

    return NEEDLE.sub(lambda fold: fold[0] + not_on_paper(), MARK.sub(mark, html))


def not_on_paper() -> str:
    words = _("It shows a needle, so it is on our site only and not on paper.")
    return f'<p class="only-print">{escape(words)}</p>'

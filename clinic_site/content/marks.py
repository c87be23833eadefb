"""How strong a source is, said at its mark in the text and not only in the list at the end."""

import re

from django.utils.html import escape

MARK = re.compile(r'(<a class="cite" href="#source-(\d+)">[^<]*)(</a>)')


def in_a_sentence(label: str) -> str:
    """The label as it stands inside a sentence: “a survey of 39 therapists”, but “NICE guideline”."""
    label = label.strip().rstrip(".")
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]


def labelled(html: str, printed: list[dict]) -> str:
    """Frozen HTML whose marks carry the label that was signed with them, for those who hear the page.

    Must come before composing: a card that is placed later numbers its own sources.
    """
    labels = {str(place): in_a_sentence(source["label"]) for place, source in enumerate(printed, start=1)}

    def mark(match) -> str:
        label = labels.get(match[2])
        return f'{match[1]}<span class="vh"> ({escape(label)})</span>{match[3]}' if label else match[0]

    return MARK.sub(mark, html)

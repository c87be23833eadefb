"""Walks HTML with the standard parser, which shares no code with the sanitiser, and names what may not be there."""

import re
from html.parser import HTMLParser

ATTRIBUTES = {
    "a": {"class", "data-page", "href", "rel", "title"},
    "details": {"class"},
    "div": {"aria-label", "class", "data-card", "role", "tabindex"},
    "figure": {"class"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
    "img": {"alt", "decoding", "height", "loading", "src", "width"},
    "ol": {"class", "start"},
    "section": {"aria-labelledby", "class"},
    "source": {"sizes", "srcset", "type"},
    "span": {"class", "data-dots", "data-drawing", "data-fill"},
    "td": {"class"},
    "th": {"class", "scope"},
    "ul": {"class"},
}
BARE = re.compile(
    r"blockquote|br|code|dfn|em|figcaption|hr|li|p|picture|pre|strong|summary|table|tbody|thead|tr",
)
CLASS = re.compile(
    r"care|talk|note|key-fact|numbers|do|dont|steps|cites?|credit|head|vh|needle|drawing|scroll|ta-(?:left|right|center)",
)
VOID = {"br", "hr", "img", "source"}
VALUES = {
    "href": r"/[0-9]{4,5}(#h-\S+)?|#\S*source-[0-9]+|https?://[^/].*|mailto:.+@.+",
    "id": r"\S*h-\S+|\S*box-[0-9]+",
    "src": r"/media/\S+",
    "srcset": r"/media/\S+ [0-9]+w(, /media/\S+ [0-9]+w)*",
    "data-card": r"emergency|same-day",
    "data-dots": r"100|[0-9]{1,2}",
    "data-page": r"[0-9]{4,5}",
}


class Walk(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.open: list[str] = []
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text = ""
        self.feed(html)
        self.close()
        self.faults += [f"never closed: {tag}" for tag in self.open]

    def handle_starttag(self, tag, attrs):
        values = {name: value or "" for name, value in attrs}
        self.tags.append((tag, values))
        if tag not in VOID:
            self.open.append(tag)
        if tag not in ATTRIBUTES and not BARE.fullmatch(tag):
            self.faults.append(f"tag {tag}")
        for name, value in values.items():
            self.check(tag, name, value)

    def check(self, tag, name, value):
        if name not in ATTRIBUTES.get(tag, ()):
            self.faults.append(f"{tag} {name}")
        if name == "class" and not all(CLASS.fullmatch(word) for word in value.split()):
            self.faults.append(f"class {value}")
        if name in VALUES and not re.fullmatch(VALUES[name], value, re.DOTALL):
            self.faults.append(f"{name} {value}")

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"closed out of turn: {tag}")

    def handle_data(self, data):
        self.text += data

    def handle_comment(self, data):
        self.faults.append("comment")

    handle_decl = handle_pi = unknown_decl = handle_comment


def faults(html: str) -> list[str]:
    return Walk(html).faults

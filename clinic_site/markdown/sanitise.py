import re

import nh3

BLOCKS = {"p", "h2", "h3", "h4", "ul", "ol", "li", "blockquote", "pre", "hr", "br", "div", "section", "figure"}
WORDS = {"a", "dfn", "em", "strong", "code", "span", "figcaption", "picture", "source", "img", "details", "summary"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}

# Our own ids only, so that no text can take the place of an element a script or a label looks for.
ID = r"[A-Za-z0-9_-]{0,40}(?:h-[\w-]+|box-[0-9]+)"
MEDIA = r"/media/(?!\S*\.\.)[\w./-]+"
VALUES = {
    ("a", "href"): r"/[0-9]{4,5}(?:#h-[\w%-]+)?|#[\w-]+|(?i:https?://|mailto:).*",
    ("a", "rel"): r"noopener external",
    ("a", "title"): r".*",
    ("a", "data-page"): r"[0-9]{4,5}",
    ("div", "aria-label"): r".*",
    ("div", "data-card"): r"emergency|same-day",
    ("div", "role"): r"region",
    ("div", "tabindex"): r"0",
    ("h2", "id"): ID,
    ("h3", "id"): ID,
    ("h4", "id"): ID,
    ("img", "alt"): r".*",
    ("img", "decoding"): r"async",
    ("img", "height"): r"[0-9]+",
    ("img", "loading"): r"lazy",
    ("img", "src"): MEDIA,
    ("img", "width"): r"[0-9]+",
    ("ol", "start"): r"[0-9]+",
    ("section", "aria-labelledby"): ID,
    ("source", "sizes"): r"[\w:.,() -]+",
    ("source", "srcset"): rf"{MEDIA} [0-9]+w(?:, {MEDIA} [0-9]+w)*",
    ("source", "type"): r"image/(?:webp|jpeg|png|avif)",
    ("span", "data-dots"): r"100|[0-9]{1,2}",
    ("span", "data-drawing"): r"[\w.-]+",
    ("span", "data-fill"): r"\w+",
    ("th", "scope"): r"col",
}
CLASSES = {
    "a": {"cite"},
    "details": {"needle"},
    "div": {"scroll"},
    "figure": {"drawing"},
    "ol": {"steps"},
    "section": {"care", "talk", "note", "key-fact", "numbers"},
    "span": {"cites", "credit", "head", "vh"},
    "td": {"ta-left", "ta-center", "ta-right"},
    "th": {"ta-left", "ta-center", "ta-right"},
    "ul": {"do", "dont"},
}
PATTERNS = {place: re.compile(pattern, re.DOTALL) for place, pattern in VALUES.items()}


def _own_value(tag: str, attribute: str, value: str) -> str | None:
    if attribute == "class":
        return value if value and set(value.split()) <= CLASSES[tag] else None
    pattern = PATTERNS.get((tag, attribute))
    return value if pattern and pattern.fullmatch(value) else None


def _attributes() -> dict[str, set[str]]:
    allowed: dict[str, set[str]] = {tag: {"class"} for tag in CLASSES}
    for tag, attribute in VALUES:
        allowed.setdefault(tag, set()).add(attribute)
    return allowed


_CLEANER = nh3.Cleaner(
    tags=BLOCKS | WORDS | TABLES,
    attributes=_attributes(),
    attribute_filter=_own_value,
    generic_attribute_prefixes=set(),
    link_rel=None,
    url_schemes={"http", "https", "mailto"},
)


def sanitise(html: str) -> str:
    """Drop every tag, attribute and value that the renderer does not write itself: the one gate for shown HTML."""
    return _CLEANER.clean(html)

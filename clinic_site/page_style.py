"""The style of public pages. It stands in each of them, so that a phone has all it needs to draw with the first answer:
a sheet to fetch costs another way there and back, which on a slow connection is as long again as the page itself took.

The sheets stay parts of one style: a later one wins. They are read once; a change is seen after a restart.
"""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.conf import settings

SCREEN = ("tokens", "base", "layout", "components")
PAPER = "print"
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
SPACE = re.compile(r"\s+")
# A space before a colon may stand between two parts of a selector, so it stays.
NEEDLESS = re.compile(r" ?([{};,]) ?|(:) ")


def bare(style: str) -> str:
    """The same rules without comments and empty space."""
    style = NEEDLESS.sub(r"\1\2", SPACE.sub(" ", COMMENT.sub("", style)))
    return style.replace(";}", "}").strip()


@cache
def page_style() -> str:
    screen = "".join(map(read, SCREEN))
    return bare(f"{screen}@media print{{{read(PAPER)}}}")


def read(sheet: str) -> str:
    return Path(settings.BASE_DIR, "static", "css", f"{sheet}.css").read_text(encoding="utf-8")


def digest_of(style: str) -> str:
    """What a security policy names, so that this one style may stand in a page."""
    return "'sha256-" + b64encode(sha256(style.encode()).digest()).decode() + "'"

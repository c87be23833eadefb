"""Who is a reader, told by what a request says of itself. Nothing of it is kept."""

import re
from collections.abc import Mapping
from urllib.parse import urlsplit

# Programs that come by themselves and say so: search engines, link previews, watchers. Cubot makes phones.
PROGRAMS = re.compile(
    r"(?<!cu)bot\b|_bot|crawl|spider|slurp|facebookexternalhit|whatsapp|preview|lighthouse|uptime|monitor|pingdom|archive\.org",
    re.IGNORECASE,
)
STAFF_SIDE = "/admin/"


def is_reader(environ: Mapping[str, str]) -> bool:
    """Whether somebody is about to read: not a program, not a browser fetching ahead, not staff on the way from their
    own side (whose cookie isn't sent here)."""
    return (
        environ.get("REQUEST_METHOD") == "GET"
        and not PROGRAMS.search(environ.get("HTTP_USER_AGENT", ""))
        and "prefetch" not in environ.get("HTTP_SEC_PURPOSE", environ.get("HTTP_PURPOSE", ""))
        and not _came_from_staff_side(environ.get("HTTP_REFERER", ""))
    )


def _came_from_staff_side(referrer: str) -> bool:
    try:
        return urlsplit(referrer).path.startswith(STAFF_SIDE)
    except ValueError:
        return False

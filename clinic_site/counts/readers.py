"""Who is a reader, told by what a request says of itself. Nothing of it is kept."""

import re
from collections.abc import Callable, Iterable, Mapping, MutableMapping
from functools import lru_cache
from urllib.parse import urlsplit

# Programs that come by themselves and say so: search engines, link previews, watchers. Cubot makes phones.
PROGRAMS = re.compile(
    r"(?<!cu)bot\b|_bot|crawl|spider|slurp|facebookexternalhit|whatsapp|preview|lighthouse|uptime|monitor|pingdom|archive\.org",
    re.IGNORECASE,
)
STAFF_SIDE = "/admin/"
LONGEST_NAME = 300  # characters; browsers call themselves by less
# In a request's environ: how it was asked, where a layer below asks anew; and what counts when its answer is read.
ASKED_AS, READINGS = "clinic.asked_as", "clinic.readings"
Reading = tuple[Callable, tuple]


def count_reader(environ: MutableMapping, count: Callable, *what) -> None:
    """Counts what is about to be read, and leaves word for whoever shows the same answer again."""
    environ.setdefault(READINGS, []).append((count, what))
    if is_reader(environ):
        count(*what)


def count_again(environ: Mapping, readings: Iterable[Reading]) -> None:
    if readings and is_reader(environ):
        for count, what in readings:
            count(*what)


def is_reader(environ: Mapping[str, str]) -> bool:
    """Whether somebody is about to read: not a program, not a browser fetching ahead, not staff on the way from their
    own side (whose cookie isn't sent here)."""
    return (
        environ.get(ASKED_AS, environ.get("REQUEST_METHOD")) == "GET"
        and not is_program(environ.get("HTTP_USER_AGENT", ""))
        and "prefetch" not in environ.get("HTTP_SEC_PURPOSE", environ.get("HTTP_PURPOSE", ""))
        and not _came_from_staff_side(environ.get("HTTP_REFERER", ""))
    )


def is_program(name: str) -> bool:
    return _is_known_program(name) if len(name) < LONGEST_NAME else PROGRAMS.search(name) is not None


@lru_cache(maxsize=256)
def _is_known_program(name: str) -> bool:
    """Remembers what programs call themselves and nothing about who uses them: to look takes ten times as long."""
    return PROGRAMS.search(name) is not None


def _came_from_staff_side(referrer: str) -> bool:
    if STAFF_SIDE not in referrer:
        return False
    try:
        return urlsplit(referrer).path.startswith(STAFF_SIDE)
    except ValueError:
        return False

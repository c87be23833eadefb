"""The pages that must work when nothing else does: written as files whenever something public changes.

Each is one file with its style inside, so any web server can show it with the site and the database down.
"""

import logging
import os
from pathlib import Path

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import get_language

from clinic_site.content.reading import cards_of, frame_of, read_shared

log = logging.getLogger("clinic_site.faults")
PAGES = ("500", "503", "no-database")
_last_written: list[tuple] = []


def folder() -> Path:
    return settings.DATA_DIR / "published"


def files() -> list[tuple]:
    """What tells a file from one that another process wrote since."""
    found = (folder() / f"{name}.html" for name in PAGES)
    return [(path, path.stat().st_ino, path.stat().st_mtime_ns) for path in found if path.exists()]


def style() -> str:
    return (settings.BASE_DIR / "static" / "css" / "closed.css").read_text(encoding="utf-8").strip()


def write() -> None:
    """Renders each page with today's phone, hours and cards. A full disk keeps the earlier files whole.

    Most of what becomes public changes nothing on them: then they stay, if they are the very files written here."""
    common = read_shared()
    context = {"frame": frame_of(common), "cards": cards_of(common), "style": style()}
    around = (settings.SITE_ADDRESS, get_language())
    if _last_written == [(context, around, files())]:
        return
    try:
        folder().mkdir(parents=True, exist_ok=True)
        for name in PAGES:
            unfinished = folder() / f"{name}.html.new"
            unfinished.write_text(render_to_string(f"closed/{name}.html", context), encoding="utf-8")
            os.replace(unfinished, folder() / f"{name}.html")
        _last_written[:] = [(context, around, files())]
    except OSError:
        log.exception("the pages for the worst case could not be written")

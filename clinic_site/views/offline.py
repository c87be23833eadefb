"""What lets the picker and the show screen stand on a home screen and work there without a connection."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from clinic_site.content.reading import read_shared
from clinic_site.page_style import page_style
from clinic_site.views.scripts import GIVING, javascript, script, tag_of

FILES = ("css/giving.css", "icons/site.svg")
# Of the light theme: a start screen can't ask which one it is.
PAPER, BUTTON = "#fbf8f3", "#0a504c"
ICONS = (("site.svg", "any", "any"), ("app-192.png", "192x192", "any"), ("app-512.png", "512x512", "any"),
         ("app-maskable-512.png", "512x512", "maskable"))  # fmt: skip
# As much of a name as stands under an icon.
SHORT = 12


@cache
def release() -> str:
    """Changes with every file and every style that a device keeps, so that new ones replace them together."""
    found = sha256((script(*GIVING, "worker") + page_style()).encode())
    for file in FILES:
        found.update(Path(finders.find(file)).read_bytes())
    return found.hexdigest()[:16]


def kept_files() -> list[str]:
    return [reverse("giving_script"), *map(static, FILES)]


@cache
def worker_script() -> str:
    known = f"const RELEASE = {json.dumps(release())}, FILES = {json.dumps(kept_files())};\n"
    return known + script("worker")


@require_safe
@gzip_page
@condition(etag_func=lambda request: tag_of(worker_script()))
def worker(request) -> HttpResponse:
    """Registered for /pick/ and /show/ only: a browser doesn't even ask it about a page for readers."""
    return javascript(request, worker_script())


@require_safe
def manifest(request) -> HttpResponse:
    clinic = read_shared().profile.clinic_name
    found = {
        "id": reverse("picker"),
        "name": _("%(clinic)s: pages to show") % {"clinic": clinic},
        "short_name": clinic if len(clinic) <= SHORT else _("Show a page"),
        "description": _("Choose a page of the guide and show its code to a patient."),
        "start_url": reverse("picker"),
        "scope": "/",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": BUTTON,
        "icons": [
            {"src": static(f"icons/{name}"), "sizes": sizes, "purpose": purpose,
             "type": "image/svg+xml" if name.endswith("svg") else "image/png"}
            for name, sizes, purpose in ICONS
        ],
    }  # fmt: skip
    return JsonResponse(found, content_type="application/manifest+json", headers={"Cache-Control": "no-cache"})

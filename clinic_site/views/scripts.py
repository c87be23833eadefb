"""The script of the picker and the show screen, in one piece. Without comments and empty space: it is fetched in a room
where somebody waits, over whatever connection there is."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path

from django.contrib.staticfiles import finders
from django.http import HttpResponse
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import condition, require_safe

from clinic_site.content.templatetags.integrity import integrity_of
from clinic_site.views.packing import in_brotli

GIVING = ("list", "stored", "pick", "qr", "show")
COMMENT = re.compile(r"^\s*//.*\n|\s+// .*$", re.MULTILINE)
INDENTATION = re.compile(r"^\s+", re.MULTILINE)
# After one of these the end of a line ends nothing.
LINE_END = re.compile(r"(?<=[;{,(])\n")


def bare(source: str) -> str:
    return LINE_END.sub("", INDENTATION.sub("", COMMENT.sub("", source)))


@cache
def script(*names: str) -> str:
    return "".join(bare(Path(finders.find(f"js/{name}.js")).read_text(encoding="utf-8")) for name in names)


def tag_of(text: str) -> str:
    return f'"{sha256(text.encode()).hexdigest()[:16]}"'


def giving_integrity() -> str:
    return integrity_of(script(*GIVING).encode())


@require_safe
@gzip_page
@condition(etag_func=lambda request: tag_of(script(*GIVING)))
def giving(request) -> HttpResponse:
    return javascript(request, script(*GIVING))


def javascript(request, text: str) -> HttpResponse:
    headers = {"Cache-Control": "no-cache"}
    return in_brotli(request, HttpResponse(text, content_type="text/javascript; charset=utf-8", headers=headers))

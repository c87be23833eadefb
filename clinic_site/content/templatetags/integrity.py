"""What a script must be for a browser to run it: whatever stands between could put another in its place."""

from base64 import b64encode
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage

register = template.Library()


def integrity_of(script: bytes) -> str:
    return "sha256-" + b64encode(sha256(script).digest()).decode()


@register.simple_tag
def integrity(name: str) -> str:
    """Of the static file that `{% static %}` leads to by this name."""
    if settings.HASHED_FILES:
        path = Path(staticfiles_storage.path(staticfiles_storage.stored_name(name)))
    else:
        path = Path(finders.find(name))
    return _integrity_at(path, path.stat().st_mtime_ns)


@lru_cache
def _integrity_at(path: Path, _changed: int) -> str:
    return integrity_of(path.read_bytes())

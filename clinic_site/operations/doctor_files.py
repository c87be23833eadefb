"""The folders that the site writes and a web server may read: whether they are folders, open, and filled."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.utils.translation import gettext as _
from whitenoise.storage import CompressedManifestStaticFilesStorage

from clinic_site.operations import edition
from clinic_site.operations.doctor_finding import Finding


def folders() -> Iterator[Finding]:
    data = Path(settings.DATA_DIR)
    for path in (data / "media", data / "published", data / "static"):
        if path.exists() and not path.is_dir():
            yield Finding(
                _("%(path)s is a file and has to be a folder.") % {"path": path},
                needed_for(path.name),
                _("mv %(path)s %(path)s.away; then systemctl restart clinic-guide, which makes the folder.")
                % {"path": path},
            )
        elif path.is_dir() and path.name != "media" and not os.access(path, os.W_OK | os.X_OK):
            yield Finding(
                _("The site can't write into %(path)s.") % {"path": path},
                needed_for(path.name),
                f"chown -R clinic-guide {path}; chmod u+rwx {path}",
            )


def needed_for(name: str) -> str:
    return {
        "media": _("No picture can be shown or uploaded."),
        "published": _("Should the database fail, readers would get old pages or none."),
        "static": _("Pages would lose their looks with the next update."),
    }[name]


def published() -> Iterator[Finding]:
    kept = edition.kept()
    if kept.is_damaged():
        yield Finding(
            _("The published edition in %(folder)s can't be read: it is damaged, or of another user.")
            % {"folder": edition.folder() / "last"},
            needed_for("published"),
            _("as the user of the site: manage.py publish_files, which lays it aside and writes it anew."),
        )


def collected() -> Iterator[Finding]:
    """Without its name in the list each page that shows a style sheet would answer 500."""
    lacking = settings.HASHED_FILES and not_collected()
    if lacking:
        yield Finding(
            _("CLINIC_HASHED_FILES is set, and %(name)s is not among the collected files.") % {"name": lacking},
            _("Every page that needs it answers with an error (500)."),
            _("as the user of the site: manage.py collectstatic --noinput; then systemctl restart clinic-guide"),
        )


def not_collected() -> str:
    """The first style sheet, script or drawing of this release that is not; empty when all are."""
    try:
        known = CompressedManifestStaticFilesStorage(location=settings.STATIC_ROOT).hashed_files
    except ValueError:  # the list is no list
        known = {}
    names = sorted(name for finder in get_finders() for name, _storage in finder.list([]))
    return next((name for name in names if name not in known), "")


LOOKS = (folders, published, collected)

"""Where no backup may lie: in a folder that web servers give out, that backups hold, or that restoring clears."""

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from clinic_site.operations import edition
from clinic_site.operations.backup_faults import BackupFault


def refuse_odd(place: Path) -> None:
    """Raises BackupFault for one of those folders and whatever lies below it, by whichever name it is reached."""
    there = place.resolve()
    for folder, why in odd():
        if there.is_relative_to(folder.resolve()):
            raise BackupFault(
                _("No backup may lie in %(place)s: %(why)s. Choose a folder of its own, such as %(example)s.")
                % {"place": place, "why": why, "example": Path(settings.DATA_DIR) / "backups"}
            )


def odd() -> Iterator[tuple[Path, str]]:
    for folder in (settings.STATIC_ROOT, *settings.STATICFILES_DIRS):
        yield Path(folder), _("anybody can fetch what lies in %(folder)s") % {"folder": folder}
    yield (
        Path(settings.MEDIA_ROOT),
        _("each backup would hold all earlier ones, as it holds %(folder)s") % {"folder": settings.MEDIA_ROOT},
    )
    yield (
        edition.folder(),
        _("%(folder)s is cleared whenever the site is published or restored") % {"folder": edition.folder()},
    )

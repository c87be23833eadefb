"""The backups that deploy/update and deploy/rollback take before they begin: gone when the last of all others is."""

import re
from datetime import UTC, datetime

from django.conf import settings
from django.utils import timezone

from clinic_site.operations.backup_kept import STEPS

LONGEST = STEPS[-1][0]
NAME = re.compile(r"before-.+-(\d{8}T\d{6})Z")


def forget_old() -> None:
    folder = settings.DATA_DIR / "releases"
    for path in folder.iterdir() if folder.is_dir() else ():
        found = NAME.fullmatch(path.name)
        if found and timezone.now() - datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) > LONGEST:
            path.unlink(missing_ok=True)

"""Whether the site could be brought back tomorrow."""

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from clinic_site.generation.backup import LATE, state
from clinic_site.operations import backup_kept, backup_media, backup_places
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.doctor_finding import Finding
from clinic_site.operations.doctor_settings import in_environment

OLD = timedelta(days=2)


def taken() -> Iterator[Finding]:
    row, now = state(), timezone.now()
    why = _("If the disk fails now, work is lost.")
    again = _("manage.py backup --due, as the user of the site, says what is wrong; systemctl restart clinic-guide")
    if not settings.BACKUPS:
        yield Finding(
            _("No backups are taken (CLINIC_BACKUPS is empty)."),
            why,
            in_environment(f"CLINIC_BACKUPS={settings.DATA_DIR}/backups"),
        )
        return
    yield from oddly_placed("CLINIC_BACKUPS", settings.BACKUPS, f"{settings.DATA_DIR}/backups")
    if fault := closed(settings.BACKUPS):
        yield can_t_be_read("CLINIC_BACKUPS", settings.BACKUPS, fault)
    elif not row.name or not (Path(settings.BACKUPS) / row.name).is_file():
        yield Finding(_("There is no backup in %(folder)s.") % {"folder": settings.BACKUPS}, why, again)
    elif row.is_late(now) or now - row.kept_at > OLD:
        yield Finding(_("The newest backup is of %(at)s, and there was work since.") % {"at": row.kept_at}, why, again)
    if row.error:
        yield Finding(_("The last backup failed: %(error)s") % {"error": row.error}, why, again)
    if row.missing:
        yield Finding(
            _("Files of pictures are lost: %(count)d.") % {"count": row.missing},
            _("Pages show a gap there."),
            _("restore an earlier backup elsewhere and copy its media/ here."),
        )


def copied() -> Iterator[Finding]:
    row = state()
    if not settings.BACKUPS:
        return
    if not settings.BACKUP_COPY:
        yield Finding(
            _("No second place is set for backups."),
            _("What destroys this machine destroys them too."),
            in_environment("CLINIC_BACKUP_COPY=ssh://guide@backup.yourclinic.org/clinic-guide"),
        )
        return
    yield from oddly_placed(
        "CLINIC_BACKUP_COPY", settings.BACKUP_COPY, "ssh://guide@backup.yourclinic.org/clinic-guide"
    )
    if fault := closed(settings.BACKUP_COPY):
        yield can_t_be_read("CLINIC_BACKUP_COPY", settings.BACKUP_COPY, fault)
    elif settings.BACKUP_COPY.startswith("/") and not Path(settings.BACKUP_COPY).exists():
        yield missing(settings.BACKUP_COPY)
    elif is_on_this_disk(settings.BACKUP_COPY):
        yield Finding(
            _("The second place for backups, %(place)s, is on the disk of the first.")
            % {"place": settings.BACKUP_COPY},
            _("What destroys this machine destroys them too."),
            in_environment("CLINIC_BACKUP_COPY=ssh://guide@backup.yourclinic.org/clinic-guide"),
        )
    if not settings.BACKUP_KEY:
        yield Finding(
            _("Backups go to %(place)s without being encrypted.") % {"place": settings.BACKUP_COPY},
            _("Whoever looks after that place reads unpublished texts and password hashes."),
            _("make a key with openssl rand -base64 32, keep it on paper too, and ")
            + in_environment("CLINIC_BACKUP_KEY=…"),
        )
    if row.copy_error or (row.owed_since and timezone.now() - row.owed_since > LATE):
        yield Finding(
            _("The newest backup did not reach %(place)s: %(error)s")
            % {"place": settings.BACKUP_COPY, "error": row.copy_error or _("it does not answer")},
            _("What destroys this machine destroys all backups since %(at)s.") % {"at": row.owed_since},
            _("see “the second place” in docs/backup.md; it is tried again every 5 minutes."),
        )


def oddly_placed(name: str, place: str, better: str) -> Iterator[Finding]:
    try:
        if place.startswith("/"):
            backup_places.refuse_odd(Path(place))
    except BackupFault as fault:
        yield Finding(
            str(fault),
            _("No backup is taken there; those that lie there already may be in wrong hands, or be lost."),
            _("move the ones that lie there already away, and ") + in_environment(f"{name}={better}"),
        )


def closed(place: str) -> OSError | None:
    """What keeps this user from looking into a folder that is there."""
    try:
        if place.startswith("/"):
            os.stat(f"{place}/.")
            os.listdir(place)
    except FileNotFoundError:
        return None
    except OSError as fault:
        return fault
    return None


def can_t_be_read(name: str, place: str, fault: OSError) -> Finding:
    do = _(
        "let the user of the site in: chown clinic-guide: %(place)s; chmod 700 %(place)s; and chmod o+x for each"
        " folder above it."
    )
    if isinstance(fault, NotADirectoryError):
        do = _("a file is in its way: look with ls -l %(place)s, and move it elsewhere.")
    return Finding(
        _("The folder of %(name)s, %(place)s, can't be looked into: %(fault)s")
        % {"name": name, "place": place, "fault": fault.strerror},
        _("Backups can't be written there, nor be found when they are needed."),
        do % {"place": place},
    )


def missing(place: str) -> Finding:
    return Finding(
        _("The second place for backups, %(place)s, is not there: its disk is not connected, or it was never made.")
        % {"place": place},
        _("No copy is made, and what destroys this machine destroys all backups."),
        _(
            "mount the disk (findmnt lists those that are); without one of its own: install -d -o clinic-guide -m 0700"
            " %(place)s; and let the service in (docs/backup.md, the second place)."
        )
        % {"place": place},
    )


def is_on_this_disk(place: str) -> bool:
    """A folder of another machine or disk has a device of its own, once it is mounted."""
    return place.startswith("/") and device_of(Path(place)) == device_of(Path(settings.DATA_DIR))


def device_of(place: Path) -> int:
    return place.stat().st_dev


def odd() -> Iterator[Finding]:
    names = backup_kept.archives(Path(settings.BACKUPS)) if settings.BACKUPS and not closed(settings.BACKUPS) else []
    if settings.BACKUP_KEY and any(name.endswith(".tar") for name in names):
        yield Finding(
            _("Some backups from before the key was set are not encrypted."),
            _("They go by themselves within a year."),
            _("delete the ones that end in .tar from %(folder)s, here and in the second place, if that is too long.")
            % {"folder": settings.BACKUPS},
            is_note=True,
        )


def not_ours() -> Iterator[Finding]:
    if others := backup_media.others():
        yield Finding(
            _("In %(folder)s lies what the site did not write (%(count)d, such as %(name)s).")
            % {"folder": settings.MEDIA_ROOT, "count": len(others), "name": others[0]},
            _("It is in no backup, and no reader sees it."),
            _("look with ls -la %(folder)s, and move it elsewhere.") % {"folder": settings.MEDIA_ROOT},
            is_note=True,
        )


LOOKS = (taken, copied, odd, not_ours)

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext_lazy as _

from clinic_site.operations import backup_keeping, backup_media, backup_restoring, backup_taking
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.standing_database import never_make_one

NOT_ENCRYPTED = _(
    "It is not encrypted: whoever reads it reads unpublished texts and staff e-mail addresses. "
    "To encrypt the next one set CLINIC_BACKUP_KEY."
)
NOT_OURS = _(
    "In %(folder)s lies what the site did not write (%(count)d, such as %(name)s). It is not in the backup: "
    "move it elsewhere, and keep it there."
)


class Command(BaseCommand):
    help = _(
        "Writes the whole site into one file, while it runs: texts, history, people, pictures. See docs/backup.md."
    )

    def add_arguments(self, parser):
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_("which must not be there yet"))
        what.add_argument(
            "--due", action="store_true", help=_("into the folder of CLINIC_BACKUPS, if something has changed since")
        )
        what.add_argument("--copy", action="store_true", help=_("the newest one to the second place, if that lacks it"))

    def handle(self, *, file: Path | None, due: bool, copy: bool, **options):
        never_make_one()
        try:
            if due:
                self.keep()
            elif copy:
                self.copy()
            else:
                self.take(file)
        except (BackupFault, OSError) as fault:
            raise CommandError(str(fault)) from fault

    def take(self, file: Path) -> None:
        taken = backup_taking.take(file)
        try:
            backup_restoring.check(file)
        except BackupFault:
            file.unlink()
            raise
        values = {"file": file, "rows": taken.rows, "pictures": taken.pictures}
        self.stdout.write(
            _("%(file)s holds %(rows)d rows and %(pictures)d picture files, read again and whole.") % values
        )
        for name in taken.missing:
            self.stderr.write(_("The file of a picture is lost: %(name)s") % {"name": name})
        if others := backup_media.others():
            told = {"folder": settings.MEDIA_ROOT, "count": len(others), "name": others[0]}
            self.stdout.write(NOT_OURS % told)
        if not settings.BACKUP_KEY:
            self.stdout.write(NOT_ENCRYPTED)

    def copy(self) -> None:
        copied = backup_keeping.copy_due()
        self.stdout.write(
            _("The second place has %(name)s.") % {"name": copied} if copied else str(_("Nothing was due."))
        )

    def keep(self) -> None:
        kept = backup_keeping.keep_due()
        self.stdout.write(_("Kept as %(name)s.") % {"name": kept} if kept else str(_("Nothing was due.")))

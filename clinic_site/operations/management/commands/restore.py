from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.utils.translation import gettext as _

from clinic_site.operations import backup_restoring
from clinic_site.operations.backup_faults import BackupFault


class Command(BaseCommand):
    help = _("Brings a backup back into an empty place, and compares it with itself. See docs/backup.md.")
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE")
        parser.add_argument("--check", action="store_true", help=_("only read it through; nothing is changed"))

    def handle(self, *, file: Path, check: bool, **options):
        try:
            if check:
                said = _("It is whole: %(rows)d rows, %(pictures)d picture files, made on %(at)s.")
                manifest = backup_restoring.check(file)
                self.say_manifest(manifest, said)
                backup_restoring.refuse_newer(manifest)
            else:
                self.restore(file)
        except FileNotFoundError as fault:
            raise CommandError(_("There is no %(file)s.") % {"file": fault.filename}) from fault
        except (BackupFault, DatabaseError, OSError) as fault:
            raise CommandError(_("Nothing was restored. %(fault)s") % {"fault": fault}) from fault

    def restore(self, file: Path) -> None:
        restored = backup_restoring.restore(file)
        self.say_manifest(restored.manifest, _("Restored: %(rows)d rows, %(pictures)d picture files, as on %(at)s."))
        if restored.has_secret_key:
            self.stdout.write(_("The signing key came with it, so links that were sent go on working."))
        else:
            self.stdout.write(
                _("The signing key is the one of this place: people whose invitation is open need a new one.")
            )
        self.stdout.write(_("Everybody signs in again. Start the site, then look at a few pages you know."))
        for name in restored.manifest["missing"]:
            self.stderr.write(_("The file of a picture was lost before the backup: %(name)s") % {"name": name})
        if restored.faults:
            for line in restored.faults:
                self.stderr.write(line)
            raise CommandError(_("It was restored, but its record has faults: %(count)d. Compare it with an earlier"
                                 " backup.") % {"count": len(restored.faults)})  # fmt: skip
        self.stdout.write(_("The record is whole, and the heads of its chains are those of the backup."))

    def say_manifest(self, manifest: dict, words: str) -> None:
        rows = sum(table["rows"] for table in manifest["tables"].values())
        self.stdout.write(words % {"rows": rows, "pictures": manifest["pictures"], "at": manifest["made_at"]})

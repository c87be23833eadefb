from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from clinic_site.operations import backup_archive, backup_seal
from clinic_site.operations.backup_faults import BackupFault
from clinic_site.operations.backup_restoring import last_of


class Command(BaseCommand):
    help = _("Brings the tables back to those of a backup's release, with their rows. deploy/rollback calls it.")
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, metavar="FILE", help=_("a backup that was taken before the update"))

    def handle(self, *, file: Path, **options):
        try:
            manifest = backup_archive.read(file, backup_seal.key_of(settings.BACKUP_KEY))
            undone = go_back(manifest["migrations"])
        except (BackupFault, DatabaseError, OSError) as fault:
            raise CommandError(str(fault)) from fault
        for name in undone:
            self.stdout.write(_("Taken back: %(name)s") % {"name": name})
        self.stdout.write(_("The tables are those of the backup’s release."))


def go_back(migrations: list[list[str]]) -> list[str]:
    """The names of what was taken back, newest first. Raises BackupFault, before anything is changed, when one can't
    be."""
    executor = MigrationExecutor(connection)
    before = {tuple(name) for name in migrations}
    newer_apps = {app for app, _name in executor.loader.applied_migrations} - {app for app, _name in before}
    targets = [*last_of(executor.loader.graph, migrations), *((app, None) for app in sorted(newer_apps))]
    plan = [(migration, is_back) for migration, is_back in executor.migration_plan(targets) if is_back]
    for migration, _is_back in plan:
        if not all(operation.reversible for operation in migration.operations):
            raise BackupFault(_("%(name)s can't be taken back.") % {"name": migration})
    if plan:
        executor.migrate(targets, plan=plan)
    return [str(migration) for migration, _is_back in plan]

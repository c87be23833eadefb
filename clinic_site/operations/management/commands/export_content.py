from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clinic_site.operations.exporting import NotExported, export


class Command(BaseCommand):
    help = _("Writes all desks as content files into a new or empty folder, or over what it wrote there before.")

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--signed", action="store_true", help=_("what readers see now, instead of the desks"))

    def handle(self, *, folder: Path, signed: bool, **options):
        try:
            count = export(folder, only_signed=signed)
        except NotExported as refusal:
            raise CommandError(str(refusal)) from refusal
        said = _("Wrote %(count)d files to %(folder)s. Only files written by an export were replaced.")
        self.stdout.write(said % {"count": count, "folder": folder})

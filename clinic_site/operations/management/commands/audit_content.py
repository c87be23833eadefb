from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clinic_site.operations.auditing import audit
from clinic_site.operations.reading import read

DOCUMENT = settings.BASE_DIR / "docs" / "content-audit.md"
STARTER = settings.BASE_DIR / "starter"


class Command(BaseCommand):
    help = _("Writes which sentence of the content files rests on which finding, for a person to judge.")
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, default=STARTER, help=_("what export_content wrote"))
        parser.add_argument("--into", type=Path, default=DOCUMENT, help=_("the file to write"))
        parser.add_argument("--check", action="store_true", help=_("write nothing, and fail when the file differs"))

    def handle(self, *, folder: Path, into: Path, check: bool, **options):
        if not folder.is_dir():
            raise CommandError(_("There is no folder %(name)s. Name one that export_content wrote.") % {"name": folder})
        now = audit(read(folder))
        if not check:
            into.write_text(now, encoding="utf-8")
        elif not into.exists() or into.read_text(encoding="utf-8") != now:
            raise CommandError(_("%(name)s differs from the content. Run manage.py audit_content.") % {"name": into})
        self.stdout.write(_("%(name)s says what the content claims.") % {"name": into})

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clinic_site.operations.check_list import check_list

DOCUMENT = settings.BASE_DIR / "docs" / "checks.md"


class Command(BaseCommand):
    help = _("Writes the table of all checks from the code into docs/checks.md.")

    def add_arguments(self, parser):
        parser.add_argument("--check", action="store_true", help=_("write nothing, and fail when the file differs"))

    def handle(self, *, check: bool, **options):
        written, now = _read(DOCUMENT), check_list()
        if check and written != now:
            raise CommandError(_("docs/checks.md differs from the code. Run manage.py list_checks."))
        if not check:
            DOCUMENT.write_text(now, encoding="utf-8")
        self.stdout.write(_("docs/checks.md says what the code does."))


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""

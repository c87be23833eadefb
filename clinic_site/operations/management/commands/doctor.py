import sys

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.operations import doctor


class Command(BaseCommand):
    help = _("Looks the whole set-up over, and says of each fault what is wrong, why it matters and what to do.")
    requires_system_checks = ()

    def handle(self, **options):
        report = doctor.examine()
        for number, finding in enumerate(report.faults, start=1):
            self.stdout.write(self.printable(f"{number}. {finding}"))
        for finding in report.notes:
            self.stdout.write(self.printable(_("Good to know: %(finding)s") % {"finding": finding}))
        if report.faults:
            count = len(report.faults)
            self.stdout.write(
                ngettext(
                    "%(count)d fault. Mend it, then ask the doctor again.",
                    "%(count)d faults. Mend them from the first on, then ask the doctor again.",
                    count,
                )
                % {"count": count}
            )
            sys.exit(1)
        self.stdout.write(_("All is well."))

    def printable(self, text: str) -> str:
        """A value may hold bytes that are no text, and a terminal may lack a sign."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        return text.encode(encoding, "backslashreplace").decode(encoding)

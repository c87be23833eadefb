from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clinic_site.accounts.models import User
from clinic_site.operations import findings
from clinic_site.operations.faults import NotLoaded
from clinic_site.operations.loading import CHANGED, NEW, SAME, load


class Command(BaseCommand):
    help = _("Loads a folder of content files as drafts: all of it, or nothing with a list of what is wrong.")

    def add_arguments(self, parser):
        parser.add_argument("folder", type=Path, metavar="DIR")
        parser.add_argument("--by", metavar="EMAIL", help=_("who writes topics and pictures; else the first owner"))

    def handle(self, *, folder: Path, by: str | None, **options):
        try:
            counts = load(folder, by=person(by) if by else None)
        except NotLoaded as refusal:
            self.stderr.write(str(refusal))
            said = _("Nothing was loaded. Faults to mend: %(count)d.") % {"count": len(refusal.faults)}
            raise CommandError(said) from refusal
        said = _(
            "Loaded from %(folder)s: %(new)d new, %(changed)d changed, %(same)d the same. Readers see new and changed "
            "texts once they are checked and published."
        )
        numbers = {"new": counts[NEW], "changed": counts[CHANGED], "same": counts[SAME]}
        self.stdout.write(said % ({"folder": folder} | numbers))
        self.tell_findings(folder)

    def tell_findings(self, folder: Path) -> None:
        """The same list that the edit screen shows, so that a writer of files need not open it."""
        found = [(file, one) for file, one in findings.found_in(folder) if not one.reason]
        for file, one in found:
            self.stdout.write(findings.line(file, one))
        if found:
            self.stdout.write(
                _(
                    "Before these pages can be sent for a check: mend what is named, or write the name of the finding "
                    "and why the text stays under “reasons:” in the file."
                )
            )


def person(email: str) -> User:
    found = User.objects.filter(email__iexact=email, is_active=True).first()
    if found is None:
        raise CommandError(_("No active account has the address %(email)s. Check it.") % {"email": email})
    return found

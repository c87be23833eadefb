import os
import sys
from argparse import SUPPRESS
from collections.abc import Iterator
from pathlib import Path
from time import process_time

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.core.wsgi import get_wsgi_application
from django.utils.translation import gettext as _

from clinic_site.operations.edition import Published, kept
from clinic_site.operations.edition_beside import be_beside, with_signs_of_work
from clinic_site.operations.edition_mirror import NotEmpty, write_mirror
from clinic_site.operations.hashed_files import SETTING, use_hashed_files
from clinic_site.operations.standing_database import never_make_one
from clinic_site.pagecache.press import Address, Press
from clinic_site.pagecache.serving import PageCache

TRIES = 5


class Command(BaseCommand):
    help = _(
        "Writes every public page, number and old address as files: into published/ of the data folder, and with a "
        "folder also there, for a web server or a bucket that knows nothing of this program."
    )

    def add_arguments(self, parser):
        parser.add_argument("folder", nargs="?", type=Path, help=_("a folder of its own for the mirror"))
        parser.add_argument("--plain", action="store_true", help=_("leave out the packed copies (.br and .gz)"))
        # How the serving process has it written: the letters of its program.
        parser.add_argument("--beside", default="", help=SUPPRESS)

    def handle(self, *, folder: Path | None, plain: bool, beside: str, **options):
        # Beside a process that serves, style sheets are named as that one names them.
        if not beside and not os.environ.get(SETTING):
            self.begin_anew()
        never_make_one()
        if beside:
            return write_beside(beside)
        begun = process_time()
        edition = written_now()
        took = process_time() - begun
        self.stdout.write(
            _("%(count)d addresses in %(folder)s, %(each).1f ms of processor time each.")
            % {"count": len(edition.entries), "folder": edition.folder, "each": 1000 * took / len(edition.entries)}
        )
        if folder:
            self.mirror(edition, folder, packed=not plain)

    def begin_anew(self) -> None:
        """Pages name style sheets as the serving process does, and how it does is read once, at the beginning."""
        use_hashed_files()
        sys.stdout.flush()
        os.execv(sys.executable, [sys.executable, *sys.argv])  # noqa: S606

    def mirror(self, edition, folder: Path, *, packed: bool) -> None:
        try:
            counts = write_mirror(edition, folder, packed=packed)
        except NotEmpty as refusal:
            raise CommandError(
                _("%(folder)s holds files that are not a mirror of this site. Give the mirror a folder of its own.")
                % {"folder": folder}
            ) from refusal
        self.stdout.write(
            _("%(folder)s: %(written)d files written, %(same)d were the same, %(removed)d removed.")
            % ({"folder": folder} | counts)
        )


def write_beside(program: str) -> None:
    """Once only: who serves asks again for as long as it is not there."""
    if program != Published().program():
        raise CommandError(_("The program was exchanged. Start the site again, so that its pages are the new ones."))
    be_beside()
    writer = press(PublishedBeside())
    writer.cache.watch.look()
    writer.look()


def written_now():
    """The edition of this moment; whoever is writing it already is waited for."""
    writer = press(Published())
    for _time in range(TRIES):
        writer.cache.watch.look()
        if writer.cache.watch.generation is None:
            raise CommandError(_("The database does not answer, so nothing was written. Start it, then try again."))
        if writer.look(wait=True):
            return writer.edition.last()
    raise CommandError(_("Something public changed all the while. Try again in a few minutes."))


class PublishedBeside(Published):
    def addresses(self) -> Iterator[Address]:
        return with_signs_of_work(super().addresses())


def press(source: Published) -> Press:
    edition = kept()
    cache = PageCache(get_wsgi_application(), shared_seconds=settings.SHARED_SECONDS, edition=edition)
    return Press(cache, edition, source, settings.SITE_ADDRESS)

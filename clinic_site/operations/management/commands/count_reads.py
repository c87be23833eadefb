import hashlib
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.counts.models import CountedBy, CountedLog, Reading, add
from clinic_site.operations import web_log


class Command(BaseCommand):
    help = _(
        "Counts how often pages were read from a web server's log. Each line holds a day and a path, or is in the "
        "common log format. Only day, page and number are kept. Today is left for later, because it isn't over."
    )

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--another-server",
            action="store_true",
            help=_("add to days that another file was counted for: with several servers, each has a log of its own"),
        )

    @transaction.atomic
    def handle(self, *, file: Path, another_server: bool, **options):
        digest = digest_of(file)
        before = CountedLog.objects.filter(digest=digest).first()
        if before:
            day = date_format(timezone.localdate(before.counted_at), "j F Y")
            raise CommandError(_("This file was counted on %(day)s. Nothing was added.") % {"day": day})
        done = () if another_server else Reading.objects.filter(counted_by=CountedBy.LOG).values_list("day", flat=True)
        today = timezone.localdate()
        with file.open(encoding="utf-8", errors="replace") as lines:
            found = web_log.counted(lines, leave_out=frozenset(done) | {today})
        if found.readings:
            CountedLog.objects.create(digest=digest)
            add(found.readings, CountedBy.LOG)
        self.stdout.write(told(found))


def digest_of(file: Path) -> str:
    try:
        with file.open("rb") as log:
            return hashlib.file_digest(log, "sha256").hexdigest()
    except OSError as error:
        raise CommandError(_("%(file)s can't be read: %(why)s.") % {"file": file, "why": error.strerror}) from error


def told(found: web_log.Counted) -> str:
    days = len(found.days)
    lines = [
        ngettext("Readings counted: %(count)d on %(days)d day.", "Readings counted: %(count)d on %(days)d days.", days)
        % {"count": found.readings.total(), "days": days}
    ]
    if found.others:
        said = _("Lines left out: %(count)d (no page of ours, not a reader, today, or a day that was counted before).")
        lines.append(said % {"count": found.others})
    if found.strange:
        lines.append(_("Lines not understood: %(count)d.") % {"count": found.strange})
    return "\n".join(lines)

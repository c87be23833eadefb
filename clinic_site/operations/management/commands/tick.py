import logging

from django.core.management.base import BaseCommand, CommandError
from django.db import Error
from django.utils.translation import gettext as _

from clinic_site import silence
from clinic_site.access_log import told
from clinic_site.operations import ticking

log = logging.getLogger("clinic_site.faults")


class Command(BaseCommand):
    help = _("Does what waits for its time: scheduled publishing, reminders, letters. Call it every minute.")

    def handle(self, **options):
        try:
            outcomes = ticking.tick()
        except Error as fault:
            if not silence.is_one(fault):
                log.exception("a tick failed as a whole")
            raise CommandError(_("Nothing was done: %(fault)s.") % {"fault": told(fault)}) from fault
        if outcomes is None:
            self.stdout.write(_("Another tick is at work. Nothing was done."))
            return
        failed = [outcome for outcome in outcomes if outcome.error]
        for outcome in failed:
            self.stderr.write(f"{outcome.job}: {outcome.told}")
        if failed:
            said = _("Jobs that failed: %(failed)d of %(all)d. The others were done.")
            raise CommandError(said % {"failed": len(failed), "all": len(outcomes)})
        self.stdout.write(_("Jobs done: %(all)d.") % {"all": len(outcomes)})

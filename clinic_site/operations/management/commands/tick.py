from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from clinic_site.operations import ticking


class Command(BaseCommand):
    help = _("Does what waits for its time: scheduled publishing, reminders, letters. Call it every minute.")

    def handle(self, **options):
        outcomes = ticking.tick()
        if outcomes is None:
            self.stdout.write(_("Another tick is at work. Nothing was done."))
            return
        failed = [outcome for outcome in outcomes if outcome.error]
        for outcome in failed:
            self.stderr.write(f"{outcome.job}: {outcome.error}")
        if failed:
            said = _("Jobs that failed: %(failed)d of %(all)d. The others were done.")
            raise CommandError(said % {"failed": len(failed), "all": len(outcomes)})
        self.stdout.write(_("Jobs done: %(all)d.") % {"all": len(outcomes)})

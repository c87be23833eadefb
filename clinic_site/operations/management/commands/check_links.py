from django.core.management.base import BaseCommand
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from clinic_site.content.outside import OutsideLink
from clinic_site.operations import outside_links


class Command(BaseCommand):
    help = _("Asks every link to another site whether it still answers, and remembers what it said.")

    def add_arguments(self, parser):
        parser.add_argument(
            "--allow-private", action="store_true", help=_("also ask addresses in your own network, such as 127.0.0.1")
        )
        parser.add_argument(
            "--pause",
            type=float,
            default=outside_links.PAUSE,
            metavar="SECONDS",
            help=_("wait this long between two questions to the same host"),
        )

    def handle(self, *, allow_private: bool, pause: float, **options):
        pages = outside_links.linked()
        if not pages:
            self.stdout.write(_("No page links to another site."))
            return
        answers = list(outside_links.asked(list(pages), allow_private=allow_private, pause=max(pause, 0)))
        if outside_links.is_our_fault(answers):
            self.stderr.write(_("No site answered at all. Is this machine online? Nothing was remembered."))
            return
        links = outside_links.remembered(answers)
        for link in links:
            self.stdout.write(line(link, pages[link.address]))
        failing = sum(link.failing_since is not None for link in links)
        said = _("Links to other sites: %(count)d. Not answering: %(failing)d.")
        self.stdout.write(said % {"count": len(links), "failing": failing})


def line(link: OutsideLink, numbers: list[str]) -> str:
    state = _("works")
    if link.failing_since:
        state = _("fails since %(day)s") % {"day": date_format(timezone.localdate(link.failing_since))}
    on = _("on %(pages)s") % {"pages": ", ".join(numbers)}
    return f"{state:<30}  {link.answer:<30}  {link.address}  {on}"

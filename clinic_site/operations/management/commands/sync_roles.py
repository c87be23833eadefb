from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from clinic_site.content.roles import ROLES, sync_roles


class Command(BaseCommand):
    help = _("Gives each role exactly the permissions that this version of the site has for it.")

    def handle(self, **options):
        sync_roles()
        self.stdout.write(_("The roles are up to date: %(roles)s.") % {"roles": ", ".join(ROLES)})

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from clinic_site.content.indexing import rebuild


class Command(BaseCommand):
    help = _("Makes the search index again from the public pages.")

    def handle(self, **options):
        pages = rebuild()
        self.stdout.write(ngettext("%d page can be found.", "%d pages can be found.", pages) % pages)

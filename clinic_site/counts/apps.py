from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CountsConfig(AppConfig):
    name = "clinic_site.counts"
    verbose_name = _("Reading counts")

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeskConfig(AppConfig):
    name = "clinic_site.desk"
    verbose_name = _("What needs you")

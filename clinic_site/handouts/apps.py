from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HandoutsConfig(AppConfig):
    name = "clinic_site.handouts"
    verbose_name = _("Handouts")

    def ready(self):
        from clinic_site.handouts import checks, pdf_checks  # noqa: F401

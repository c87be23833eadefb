from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ContentConfig(AppConfig):
    name = "clinic_site.content"
    verbose_name = _("Topics and record")

    def ready(self):
        from clinic_site.content import checks, term_uses  # noqa: F401

        term_uses.connect()

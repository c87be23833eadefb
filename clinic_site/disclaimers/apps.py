from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DisclaimersConfig(AppConfig):
    name = "clinic_site.disclaimers"
    verbose_name = _("Disclaimers")

    def ready(self):
        from clinic_site.content import compose
        from clinic_site.disclaimers import provider

        compose.register_part(provider.SLOT, provider.provide, provider.public_rows)

from django.apps import AppConfig


class DisclaimersConfig(AppConfig):
    name = "clinic_site.disclaimers"

    def ready(self):
        from clinic_site.content import compose
        from clinic_site.disclaimers import provider

        compose.register_part(provider.SLOT, provider.provide, provider.public_rows)

from django.apps import AppConfig


class ReferencesConfig(AppConfig):
    name = "clinic_site.references"

from django.apps import AppConfig


class DisclaimersConfig(AppConfig):
    name = "clinic_site.disclaimers"

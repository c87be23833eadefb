from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "clinic_site.readiness"

from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "clinic_site.readiness"

    def ready(self):
        from clinic_site.readiness import checks, evidence, form, notes, pictures, plain_words, safety  # noqa: F401

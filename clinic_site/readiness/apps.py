from django.apps import AppConfig


class ReadinessConfig(AppConfig):
    name = "clinic_site.readiness"

    def ready(self):
        from clinic_site.readiness import (  # noqa: F401
            checks,
            evidence,
            form,
            notes,
            pictures,
            plain_words,
            safety,
            sources,
        )  # fmt: skip

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "clinic_site.content"

    def ready(self):
        from clinic_site.content import checks  # noqa: F401

from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "clinic_site.content"

from django.apps import AppConfig


class GenerationConfig(AppConfig):
    name = "clinic_site.generation"

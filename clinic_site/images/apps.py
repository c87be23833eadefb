from django.apps import AppConfig


class ImagesConfig(AppConfig):
    name = "clinic_site.images"

from django.apps import AppConfig


class RedirectsConfig(AppConfig):
    name = "clinic_site.redirects"

from django.apps import AppConfig


class ProfileConfig(AppConfig):
    name = "clinic_site.profile"
